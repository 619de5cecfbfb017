namespace ServiceOS.Knowledge.Contracts;

/// <summary>All that a merchant answers from in one language at one moment: its own items and those from above. Never changes.</summary>
internal sealed class KnowledgeSnapshot
{
    private readonly Dictionary<ItemId, KnowledgeEntry> _byId;

    public KnowledgeSnapshot(string version, IReadOnlyList<KnowledgeEntry> items)
    {
        Version = version;
        Items = items;
        _byId = items.ToDictionary(item => item.Id);
    }

    /// <summary>Differs when anything in <see cref="Items"/> differs; the same on every node of the cluster for the same items.</summary>
    public string Version { get; }

    /// <summary>The merchant's own first, then the unit's, then the platform's.</summary>
    public IReadOnlyList<KnowledgeEntry> Items { get; }

    /// <summary>An item; null when it isn't given now.</summary>
    public KnowledgeEntry? Find(ItemId id) => _byId.GetValueOrDefault(id);

    /// <summary>What must be learned anew and what forgotten by someone who knows <paramref name="previous"/>.</summary>
    public KnowledgeChanges Changed(KnowledgeSnapshot previous)
    {
        if (string.Equals(Version, previous.Version, StringComparison.Ordinal))
            return new([], []);
        var changed = Items.Where(item => previous.Find(item.Id)?.Version != item.Version).ToList();
        var gone = previous.Items.Where(item => !_byId.ContainsKey(item.Id)).Select(item => item.Id).ToList();
        return new(changed, gone);
    }
}

/// <summary>The way from one snapshot to a later one.</summary>
/// <param name="Changed">Items that are new or have another version.</param>
/// <param name="Gone">Items that are no longer given.</param>
internal sealed record KnowledgeChanges(IReadOnlyList<KnowledgeEntry> Changed, IReadOnlyList<ItemId> Gone);

/// <summary>One published item as the bot reads it. Shared between snapshots while it stays the same version.</summary>
internal sealed record KnowledgeEntry
{
    public required ItemId Id { get; init; }
    public required long Version { get; init; }
    public required string Question { get; init; }
    public required IReadOnlyList<string> Similar { get; init; }
    public required AnswerContent Answer { get; init; }
    public string? Category { get; init; }

    /// <summary>The products it is about. Empty: all.</summary>
    public required IReadOnlyList<string> Products { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The node of the tree that it belongs to.</summary>
    public required TenantId Origin { get; init; }
}
