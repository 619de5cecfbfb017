using System.Collections.Concurrent;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>What is published, as those who answer consumers see it. Kept in memory, brought up to date by facts.</summary>
/// <remarks>
/// A fact makes it read what changed, at the next question. Should a fact be late (PostgreSQL holds facts back while an old
/// transaction runs), a look at the node's version every few seconds finds the change all the same.
/// </remarks>
internal sealed class KnowledgeBase(Database database, TenantTree tree, TimeProvider time) : IFactListener
{
    private const int MerchantsMax = 10_000;

    private readonly ConcurrentDictionary<TenantId, LiveNode> _nodes = new();
    private readonly ConcurrentDictionary<(TenantId, string), Kept> _kept = new();

    /// <summary>What a merchant answers from at this moment: published and valid now, its own first, overridden ones left out.</summary>
    /// <param name="merchant">A node that is there.</param>
    /// <param name="language"><c>zh-CN</c> or <c>en</c>.</param>
    public async ValueTask<KnowledgeSnapshot> SnapshotAsync(TenantId merchant, string language, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var kept = _kept.GetValueOrDefault((merchant, language)) ?? await KeepAsync(merchant, language, stop);
        foreach (var node in kept.Lineage)
        {
            if (!node.IsFresh(now))
                await node.RefreshAsync(database, now, stop);
        }
        return kept.SnapshotAt(now);
    }

    public void Hear(FactRow fact)
    {
        if (string.Equals(fact.Topic, KnowledgePublished.Topic, StringComparison.Ordinal)
            && TenantId.TryParse(fact.TenantId, provider: null, out var tenant)
            && _nodes.TryGetValue(tenant, out var node))
            node.Want(fact.Seq);
    }

    private async Task<Kept> KeepAsync(TenantId merchant, string language, CancellationToken stop)
    {
        if (_kept.Count >= MerchantsMax)
        {
            _kept.Clear();
            _nodes.Clear();
        }
        var node = await tree.GetAsync(merchant, stop);
        var lineage = node.Lineage().Select(id => _nodes.GetOrAdd(id, static id => new LiveNode(id))).ToArray();
        return _kept.GetOrAdd((merchant, language), static (key, nodes) => new Kept(nodes, key.Item2), lineage);
    }

    /// <summary>A merchant's last snapshot in a language, and until when it holds.</summary>
    private sealed class Kept(LiveNode[] lineage, string language)
    {
        private Built? _built;

        public LiveNode[] Lineage => lineage;

        public KnowledgeSnapshot SnapshotAt(DateTimeOffset now)
        {
            var built = Volatile.Read(ref _built);
            if (built is not null && built.Holds(lineage, now))
                return built.Effective.Snapshot;
            var sets = Array.ConvertAll(lineage, node => node.Set);
            var next = new Built(sets, now, EffectiveKnowledge.Of(sets, language, now));
            // the same items under another moment: keep the old object, so that what was learned from it stays good
            if (built is not null && built.Effective.Snapshot.Version == next.Effective.Snapshot.Version)
                next = next with { Effective = next.Effective with { Snapshot = built.Effective.Snapshot } };
            Volatile.Write(ref _built, next);
            return next.Effective.Snapshot;
        }
    }

    private sealed record Built(LiveSet[] Sets, DateTimeOffset At, EffectiveKnowledge.Result Effective)
    {
        public bool Holds(LiveNode[] lineage, DateTimeOffset now)
        {
            for (var i = 0; i < lineage.Length; i++)
            {
                if (!ReferenceEquals(lineage[i].Set, Sets[i]))
                    return false;
            }
            return At <= now && now < Effective.Until;
        }
    }
}
