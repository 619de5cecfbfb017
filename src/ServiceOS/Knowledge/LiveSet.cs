using System.Collections.Immutable;
using ServiceOS.Knowledge.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>The published items of one node at one of its versions, in both languages. Never changes.</summary>
internal sealed class LiveSet
{
    private static readonly Comparer<ItemId> s_byId = Comparer<ItemId>.Create((a, b) => a.Value.CompareTo(b.Value));

    public static readonly LiveSet Empty = new(0, ImmutableSortedDictionary<ItemId, LiveItem>.Empty.WithComparers(s_byId));

    private readonly ImmutableSortedDictionary<ItemId, LiveItem> _items;

    private LiveSet(long version, ImmutableSortedDictionary<ItemId, LiveItem> items)
    {
        Version = version;
        _items = items;
        Items = [.. items.Values];
    }

    public long Version { get; }

    /// <summary>In an order that every server has alike.</summary>
    public LiveItem[] Items { get; }

    /// <summary>The set after these changes.</summary>
    public LiveSet With(long version, IReadOnlyList<LiveRow> changes)
    {
        var items = _items.ToBuilder();
        foreach (var row in changes)
        {
            if (row.Content is null || row.Version is null)
                items.Remove(row.Id);
            else
                items[row.Id] = LiveItem.Of(row, row.Version.Value, ContentJson.Read(row.Content));
        }
        return new(version, items.ToImmutable());
    }
}

/// <summary>A published item, and what decides whether it is given.</summary>
internal sealed record LiveItem(KnowledgeEntry Entry, string Language, ItemId? Overrides)
{
    public static LiveItem Of(LiveRow row, long version, Content content) => new(
        new KnowledgeEntry
        {
            Id = row.Id,
            Version = version,
            Question = content.Question,
            Similar = content.Similar,
            Answer = content.Answer,
            Category = content.Category,
            Products = content.Products,
            ValidFrom = content.ValidFrom,
            ValidTo = content.ValidTo,
            Origin = row.TenantId,
        },
        content.Language,
        row.OverridesId);
}

/// <summary>An item whose published version changed, as it is stored; without content when it was withdrawn.</summary>
internal sealed record LiveRow
{
    public required ItemId Id { get; init; }
    public required TenantId TenantId { get; init; }
    public ItemId? OverridesId { get; init; }
    public long? Version { get; init; }
    public string? Content { get; init; }
}
