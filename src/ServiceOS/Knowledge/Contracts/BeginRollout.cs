using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>Begins a publication in stages: what waits is kept as it is, so that what is written later doesn't leak in. Nobody gets it yet.</summary>
internal sealed class BeginRollout(Database database, FactLog facts, TimeProvider time)
{
    /// <param name="order">What is to be published.</param>
    /// <param name="rules">How it is to go on.</param>
    /// <param name="despite">JSON: why it is begun although something breaks.</param>
    /// <param name="stillHolds">Called while the node is held: whether what else it was judged by is as it was.</param>
    /// <param name="begun">Called in the same transaction with its id.</param>
    public Task<Outcome> RunAsync(
        PublishOrder order, RolloutRules rules, string? despite, Func<Session, Task<bool>> stillHolds, Func<Session, string, Task> begun,
        CancellationToken stop) =>
        database.InTransactionAsync<Outcome>(async db =>
        {
            var (node, items, now) = (order.Node.Id, order.Items, time.GetUtcNow());
            foreach (var item in items ?? [])
            {
                if (await ItemStore.OwnerAsync(db, item, stop) != node)
                    return new Outcome.NoSuchItem();
            }
            if (!await order.Judged.HoldAsync(db, order.Node, stop) || !await stillHolds(db))
                return new Outcome.Moved();
            if (await RolloutStore.FindOpenAsync(db, node, stop) is { } open)
                return new Outcome.Running(open.Id);
            if (await PublishKnowledge.UnfillableAsync(db, node, items, stop) is { Count: > 0 } unfillable)
                return new Outcome.HasUnknownVariables(unfillable);

            if (!await ItemStore.AnyPendingAsync(db, node, items, stop))
                return new Outcome.NothingWaits();

            var row = new Rollout
            {
                TenantId = node,
                Id = Guid.CreateVersion7(now).ToString("n"),
                State = RolloutState.Running,
                Stage = RolloutStage.Shadow,
                StageAt = now,
                Changes = 0,
                HoldMinutes = rules.HoldMinutes,
                ConversationsMin = rules.ConversationsMin,
                Tolerance = rules.Tolerance,
                Automatic = rules.IsAutomatic,
                Note = order.Note,
                Despite = despite,
                StartedBy = order.By,
                StartedAt = now,
            };
            row = row with { Changes = await NodeStore.SetRolloutAsync(db, node, row.Id, stop) };
            await RolloutStore.InsertAsync(db, row, stop);
            await RolloutStore.FreezeAsync(db, row.Id, node, items is null, items ?? [], stop);
            await MoveRollout.TellAsync(db, facts, row, order.By, reason: null, now, stop);
            await begun(db, row.Id);
            return new Outcome.Begun(row.Id);
        }, stop);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Begun(string Id) : Outcome;

        /// <summary>One runs at this node already: it ends first.</summary>
        public sealed record Running(string Id) : Outcome;

        public sealed record NothingWaits : Outcome;

        /// <inheritdoc cref="PublishKnowledge.Outcome.HasUnknownVariables"/>
        public sealed record HasUnknownVariables(IReadOnlyList<Unfillable> Items) : Outcome;

        /// <inheritdoc cref="PublishKnowledge.Outcome.Moved"/>
        public sealed record Moved : Outcome;

        /// <inheritdoc cref="PublishKnowledge.Outcome.NoSuchItem"/>
        public sealed record NoSuchItem : Outcome;
    }
}

/// <summary>How a roll-out is to go on.</summary>
/// <param name="HoldMinutes">How long a stage lasts at least.</param>
/// <param name="ConversationsMin">How many conversations of the candidate (in the shadow: questions) a stage sees at least.</param>
/// <param name="Tolerance">By which part of the control's failures may be more frequent, 0–1.</param>
internal sealed record RolloutRules(int HoldMinutes, int ConversationsMin, double Tolerance, bool IsAutomatic);
