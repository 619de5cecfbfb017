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
        return (await FreshAsync(merchant, language, now, stop)).SnapshotAt(now);
    }

    /// <summary>What a conversation is answered from: as <see cref="SnapshotAsync"/>, but what is being rolled out when it is in that share.</summary>
    public async ValueTask<Served> ServeAsync(TenantId merchant, string language, ConversationId conversation, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var kept = await FreshAsync(merchant, language, now, stop);
        if (kept.NodeOfRollout() is not { Rollout: { } rollout } node)
            return new(kept.SnapshotAt(now), Arm: null);
        var arm = Arm.Of(rollout.Id, rollout.Stage, conversation);
        return new(arm.IsCandidate ? kept.CandidateAt(node, rollout, now) : kept.SnapshotAt(now), arm);
    }

    /// <summary>What a merchant would answer from if a roll-out were published; null when it isn't the one that counts there now.</summary>
    public async ValueTask<KnowledgeSnapshot?> CandidateAsync(TenantId merchant, string language, string rollout, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var kept = await FreshAsync(merchant, language, now, stop);
        return kept.NodeOfRollout() is { Rollout: { } running } node && running.Id == rollout ? kept.CandidateAt(node, running, now) : null;
    }

    public void Hear(FactRow fact)
    {
        var isMove = string.Equals(fact.Topic, RolloutMoved.Topic, StringComparison.Ordinal);
        if ((!isMove && !string.Equals(fact.Topic, KnowledgePublished.Topic, StringComparison.Ordinal))
            || !TenantId.TryParse(fact.TenantId, provider: null, out var tenant)
            || !_nodes.TryGetValue(tenant, out var node))
            return;
        if (isMove)
            node.WantMove(fact.Seq);
        else
            node.Want(fact.Seq);
    }

    private async ValueTask<Kept> FreshAsync(TenantId merchant, string language, DateTimeOffset now, CancellationToken stop)
    {
        var kept = _kept.GetValueOrDefault((merchant, language)) ?? await KeepAsync(merchant, language, stop);
        foreach (var node in kept.Lineage)
        {
            if (!node.IsFresh(now))
                await node.RefreshAsync(database, now, stop);
        }
        return kept;
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
        private Built? _live;
        private Built? _candidate;

        public LiveNode[] Lineage => lineage;

        /// <summary>The nearest node at which something is rolled out: further up none counts then. Null nearly always.</summary>
        public LiveNode? NodeOfRollout()
        {
            foreach (var node in lineage)
            {
                if (node.Rollout is not null)
                    return node;
            }
            return null;
        }

        public KnowledgeSnapshot SnapshotAt(DateTimeOffset now) => Of(ref _live, at: null, candidate: null, now);

        /// <summary>As if what is rolled out at a node were published there.</summary>
        public KnowledgeSnapshot CandidateAt(LiveNode node, LiveRollout rollout, DateTimeOffset now) =>
            Of(ref _candidate, node, rollout, now);

        private KnowledgeSnapshot Of(ref Built? kept, LiveNode? at, LiveRollout? candidate, DateTimeOffset now)
        {
            var built = Volatile.Read(ref kept);
            if (built is not null && built.Holds(lineage, at, candidate, now))
                return built.Effective.Snapshot;
            var sets = Array.ConvertAll(lineage, node => ReferenceEquals(node, at) ? candidate!.Candidate : node.Set);
            var next = new Built(sets, candidate?.Id, now, EffectiveKnowledge.Of(sets, language, now));
            // the same items under another moment: keep the old object, so that what was learned from it stays good
            if (built is not null && built.Rollout == next.Rollout && built.Effective.Snapshot.Version == next.Effective.Snapshot.Version)
                next = next with { Effective = next.Effective with { Snapshot = built.Effective.Snapshot } };
            Volatile.Write(ref kept, next);
            return next.Effective.Snapshot;
        }
    }

    private sealed record Built(LiveSet[] Sets, string? Rollout, DateTimeOffset At, EffectiveKnowledge.Result Effective)
    {
        public bool Holds(LiveNode[] lineage, LiveNode? at, LiveRollout? candidate, DateTimeOffset now)
        {
            for (var i = 0; i < lineage.Length; i++)
            {
                if (!ReferenceEquals(ReferenceEquals(lineage[i], at) ? candidate!.Candidate : lineage[i].Set, Sets[i]))
                    return false;
            }
            return At <= now && now < Effective.Until;
        }
    }
}

/// <summary>What a conversation is answered from.</summary>
/// <param name="Arm">On which side of a roll-out it is; null: none runs, nearly always.</param>
internal readonly record struct Served(KnowledgeSnapshot Snapshot, Arm? Arm);
