using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>What a node answers from, and what it would if something were given.</summary>
internal sealed class KnowledgePreview(Database database, TimeProvider time)
{
    /// <summary>In both languages, from one look at the database.</summary>
    public async Task<Foresight> OfAsync(Tenant node, Proposal proposal, CancellationToken stop)
    {
        var (stamp, sets, next) = await database.ReadAsync(async db =>
        {
            var seen = await KnowledgeStamp.ReadAsync(db, node, stop);
            var read = new List<LiveSet>();
            foreach (var one in node.Lineage())
                read.Add(LiveSet.Empty.With(1, await VersionStore.ListLiveSinceAsync(db, one, known: -1, stop)));
            var changes = proposal switch
            {
                Proposal.Waiting waiting => await PendingAsync(db, node.Id, waiting.Items, stop),
                Proposal.Old old => await VersionStore.ListOldAsync(db, node.Id, old.Item, old.Version, stop),
                Proposal.RolledOut rolledOut => await RolloutStore.ListFrozenAsync(db, rolledOut.Rollout, stop),
                var other => throw new InvalidOperationException($"unhandled proposal {other}"),
            };
            return (seen, read, read[0].With(2, changes));
        }, stop);
        var now = time.GetUtcNow();
        List<LiveSet> after = [next, .. sets.Skip(1)];
        var standIns = after.Prepend(sets[0]).SelectMany(set => set.Items).Where(item => item.Overrides is not null)
            .DistinctBy(item => item.Entry.Id).ToDictionary(item => item.Entry.Id, item => item.Overrides!.Value);
        return new(Both(sets, now), Both(after, now), standIns, stamp);
    }

    /// <summary>Only by what it would be seen whether what was looked at still holds.</summary>
    public Task<KnowledgeStamp> StampAsync(Tenant node, CancellationToken stop) => database.ReadAsync(db => KnowledgeStamp.ReadAsync(db, node, stop), stop);

    private static async Task<IReadOnlyList<LiveRow>> PendingAsync(Session db, TenantId node, IReadOnlyList<ItemId>? items, CancellationToken stop)
    {
        var rows = await VersionStore.ListPendingAsync(db, node, stop);
        var named = items?.ToHashSet();
        return named is null ? rows : [.. rows.Where(row => named.Contains(row.Id))];
    }

    private static BothLanguages Both(IReadOnlyList<LiveSet> sets, DateTimeOffset now) =>
        new(EffectiveKnowledge.Of(sets, Locales.Chinese, now).Snapshot, EffectiveKnowledge.Of(sets, Locales.English, now).Snapshot);
}

/// <summary>What would be given.</summary>
internal abstract record Proposal
{
    private Proposal() { }

    public static Proposal All { get; } = new Waiting(Items: null);

    /// <summary>What waits to be published.</summary>
    /// <param name="Items">Which; null: all.</param>
    public sealed record Waiting(IReadOnlyList<ItemId>? Items) : Proposal;

    /// <summary>The old version of an own item, given again.</summary>
    public sealed record Old(ItemId Item, long Version) : Proposal;

    /// <summary>What is being rolled out, in the words that were kept when it began.</summary>
    public sealed record RolledOut(string Rollout) : Proposal;
}

/// <summary>What is answered from now, and what would be.</summary>
/// <param name="StandIns">By item: the one above that it stands in for.</param>
/// <param name="Stamp">By what it is seen whether it still holds.</param>
internal sealed record Foresight(BothLanguages Before, BothLanguages After, IReadOnlyDictionary<ItemId, ItemId> StandIns, KnowledgeStamp Stamp);

/// <summary>All that is answered from, in each language.</summary>
internal sealed record BothLanguages(KnowledgeSnapshot Chinese, KnowledgeSnapshot English);
