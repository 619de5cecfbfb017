using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>How an item stands with a node: whether its consumers may get it at all.</summary>
/// <param name="Content">What consumers may get; of one that is not live, the working copy.</param>
/// <param name="IsLive">It is published.</param>
/// <param name="IsArchived">It is put away.</param>
/// <param name="OverriddenBy">The live item of the node, or of one between, that stands in for it; null when none does.</param>
internal sealed record ItemStanding(Content Content, bool IsLive, bool IsArchived, NamedItem? OverriddenBy)
{
    /// <summary>Null when the node can't see the item.</summary>
    public static async Task<ItemStanding?> FindAsync(Session db, Tenant node, ItemId id, CancellationToken stop)
    {
        if (await ItemStore.FindAsync(db, id, stop) is not { } item || !node.Lineage().Contains(item.TenantId))
            return null;
        if (item.TenantId != node.Id && item.LiveVersion is null)
            return null;
        var live = item.LiveVersion is { } version ? await VersionStore.FindAsync(db, id, version, stop) : null;
        List<TenantId> nearer = [.. node.Lineage().TakeWhile(one => one != item.TenantId)];
        var over = nearer.Count == 0 ? null : await ItemStore.FindLiveOverrideAsync(db, nearer, id, stop);
        return new(ContentJson.Read(live?.Content ?? item.Content), live is not null, item.Archived, over);
    }
}

/// <summary>An item by its standard question.</summary>
internal sealed record NamedItem
{
    public required ItemId Id { get; init; }
    public required string Question { get; init; }
}
