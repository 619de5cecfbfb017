using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>What is being written at a node, for those who look at it before it is live.</summary>
internal static class WorkingCopies
{
    /// <summary>Most that are looked at: what a large import brings is looked at in parts.</summary>
    public const int ListedMax = 2_000;

    /// <summary>Those that wait to be published, newest change first, at most 2,000; what is put away isn't among them.</summary>
    public static async Task<IReadOnlyList<WorkingCopy>> ListPendingAsync(Session db, TenantId node, CancellationToken stop) =>
        [.. (await ItemStore.ListPendingAsync(db, node, ListedMax, stop)).Select(Of)];

    /// <summary>One of the node's own items; null when it has none, or it is put away.</summary>
    public static async Task<WorkingCopy?> FindAsync(Session db, TenantId node, ItemId item, CancellationToken stop) =>
        await ItemStore.FindOwnAsync(db, node, item, stop) is { Archived: false } row ? Of(row) : null;

    private static WorkingCopy Of(ItemRow row) => new(row.Id, row.OverridesId, ContentJson.Read(row.Content));
}

/// <summary>An item as it is being written.</summary>
/// <param name="Overrides">The item above that it stands in for.</param>
internal sealed record WorkingCopy(ItemId Id, ItemId? Overrides, Content Content);
