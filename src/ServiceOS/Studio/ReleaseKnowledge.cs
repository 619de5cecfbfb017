using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Gives consumers what waits at once, or what was rolled out to the end, if it passes the gate.</summary>
internal sealed class ReleaseKnowledge(Gate gate, PublishKnowledge publish)
{
    /// <param name="items">Which; null: all that wait.</param>
    /// <param name="note">Why, for the list of versions.</param>
    /// <param name="despite">Publishes although these questions break; null: it must not.</param>
    public Task<Outcome> RunAsync(Tenant node, string by, IReadOnlyList<ItemId>? items, string? note, Despite? despite, CancellationToken stop) =>
        RunAsync(node, new Proposal.Waiting(items), despite, passage => new()
        {
            Node = node,
            By = by,
            Items = items,
            Note = note,
            Judged = passage.Run.Stamp,
            Overruling = passage.Overruling,
        }, alsoHolds: null, stop);

    /// <summary>The last step of a roll-out: what it gives is everybody's.</summary>
    /// <param name="by">Who; null: it goes by itself.</param>
    /// <param name="alsoHolds">Called in the publication's transaction: whether it is still to be made.</param>
    public Task<Outcome> RunAsync(
        Tenant node, string? by, Rollout rollout, Despite? despite, Func<Session, Task<bool>>? alsoHolds, CancellationToken stop) =>
        RunAsync(node, new Proposal.RolledOut(rollout.Id), despite, passage => new()
        {
            Node = node,
            By = by ?? rollout.StartedBy,
            Items = null,
            Note = rollout.Note,
            Judged = passage.Run.Stamp,
            Overruling = passage.Overruling,
            Rollout = rollout,
            IsByItself = by is null,
        }, alsoHolds, stop);

    private async Task<Outcome> RunAsync(
        Tenant node, Proposal proposal, Despite? despite, Func<Passage, PublishOrder> orderOf, Func<Session, Task<bool>>? alsoHolds,
        CancellationToken stop)
    {
        for (var attempt = 0; attempt < Gate.TriesMax; attempt++)
        {
            var passage = await gate.AskAsync(node, proposal, despite, stop);
            if (passage.IsHeld)
                return new Outcome.Held(passage);
            var outcome = await publish.RunAsync(
                orderOf(passage), async db => await RunGolden.HoldsAsync(db, node, passage.Run, stop) && (alsoHolds is null || await alsoHolds(db)), stop);
            switch (outcome)
            {
                case PublishKnowledge.Outcome.Moved:
                    break;
                case PublishKnowledge.Outcome.Published published:
                    return new Outcome.Published(published.Count, published.Version, passage.Failing);
                case PublishKnowledge.Outcome.HasUnknownVariables unknown:
                    return new Outcome.HasUnknownVariables(unknown.Items);
                case PublishKnowledge.Outcome.NoSuchItem:
                    return new Outcome.NoSuchItem();
                case PublishKnowledge.Outcome.RolloutRuns runs:
                    return new Outcome.RolloutRuns(runs.Id);
                case PublishKnowledge.Outcome.RolloutMoved:
                    return new Outcome.RolloutMoved();
                case var other:
                    throw new InvalidOperationException($"unhandled outcome {other}");
            }
        }
        return new Outcome.Busy();
    }

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Failing">Questions that came out otherwise before, and still do.</param>
        public sealed record Published(int Count, long Version, IReadOnlyList<GoldenResult> Failing) : Outcome;

        /// <summary>The gate refuses it. Nothing was published.</summary>
        public sealed record Held(Passage Passage) : Outcome;

        /// <inheritdoc cref="PublishKnowledge.Outcome.RolloutRuns"/>
        public sealed record RolloutRuns(string Id) : Outcome;

        /// <inheritdoc cref="PublishKnowledge.Outcome.RolloutMoved"/>
        public sealed record RolloutMoved : Outcome;

        /// <inheritdoc cref="PublishKnowledge.Outcome.HasUnknownVariables"/>
        public sealed record HasUnknownVariables(IReadOnlyList<Unfillable> Items) : Outcome;

        public sealed record NoSuchItem : Outcome;

        /// <summary>Colleagues kept changing items or questions meanwhile; nothing was published. Worth another try.</summary>
        public sealed record Busy : Outcome;
    }
}
