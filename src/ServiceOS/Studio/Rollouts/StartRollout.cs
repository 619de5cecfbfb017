using System.Text.Json;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Jobs;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio.Rollouts;

/// <summary>Begins to publish in stages, if what waits passes the gate. It is watched from then on, whoever leaves.</summary>
internal sealed class StartRollout(Gate gate, BeginRollout begin, TimeProvider time)
{
    public async Task<Outcome> RunAsync(
        Tenant node, string by, IReadOnlyList<ItemId>? items, string? note, Despite? despite, RolloutRules rules, CancellationToken stop)
    {
        for (var attempt = 0; attempt < Gate.TriesMax; attempt++)
        {
            var passage = await gate.AskAsync(node, new Proposal.Waiting(items), despite, stop);
            if (passage.IsHeld)
                return new Outcome.Held(passage);
            var order = new PublishOrder { Node = node, By = by, Items = items, Note = note, Judged = passage.Run.Stamp };
            var why = passage.Overruling is null ? null : JsonSerializer.Serialize(despite, JsonSerializerOptions.Web);
            var outcome = await begin.RunAsync(order, rules, why, db => RunGolden.HoldsAsync(db, node, passage.Run, stop), async (db, id) =>
            {
                await ShadowStore.BeginAsync(db, node.Id, id, stop);
                var now = time.GetUtcNow();
                await JobQueue.AddAsync(db, node.Id.ToString(), RolloutWorker.Queue, id, id, now + RolloutWorker.Pace, stop);
            }, stop);
            if (outcome is not BeginRollout.Outcome.Moved)
                return Of(outcome);
        }
        return new Outcome.Busy();
    }

    private static Outcome Of(BeginRollout.Outcome outcome) => outcome switch
    {
        BeginRollout.Outcome.Begun begun => new Outcome.Started(begun.Id),
        BeginRollout.Outcome.Running running => new Outcome.Runs(running.Id),
        BeginRollout.Outcome.NothingWaits => new Outcome.NothingWaits(),
        BeginRollout.Outcome.HasUnknownVariables unknown => new Outcome.HasUnknownVariables(unknown.Items),
        BeginRollout.Outcome.NoSuchItem => new Outcome.NoSuchItem(),
        var other => throw new InvalidOperationException($"unhandled outcome {other}"),
    };

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Started(string Id) : Outcome;

        /// <summary>One runs at this node already: it ends first.</summary>
        public sealed record Runs(string Id) : Outcome;

        public sealed record NothingWaits : Outcome;

        /// <inheritdoc cref="ReleaseKnowledge.Outcome.Held"/>
        public sealed record Held(Passage Passage) : Outcome;

        /// <inheritdoc cref="PublishKnowledge.Outcome.HasUnknownVariables"/>
        public sealed record HasUnknownVariables(IReadOnlyList<Unfillable> Items) : Outcome;

        public sealed record NoSuchItem : Outcome;

        /// <inheritdoc cref="ReleaseKnowledge.Outcome.Busy"/>
        public sealed record Busy : Outcome;
    }
}
