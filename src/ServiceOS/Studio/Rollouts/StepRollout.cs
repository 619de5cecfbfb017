using System.Text.Json;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio.Rollouts;

/// <summary>What a person does with a roll-out: takes it further, pauses it, lets it go on, rolls it back.</summary>
internal sealed class StepRollout(Database database, TenantTree tree, FactLog facts, ReleaseKnowledge release, TimeProvider time)
{
    /// <summary>How often a wish is tried that the watch came before: it moves once in many seconds.</summary>
    private const int TriesMax = 5;

    /// <summary>To the next stage; from the last one it is published, through the gate.</summary>
    /// <param name="stage">Where whoever asks saw it: it goes one step, also when the watch took it there meanwhile.</param>
    /// <param name="despite">Publishes although these questions break; null: only despite what it was begun with.</param>
    public async Task<Outcome> NextAsync(string id, string by, long stage, Despite? despite, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is not { HasEnded: false } rollout)
            return new Outcome.HasEnded();
        if (rollout.Stage != stage)
            return new Outcome.MovedMeanwhile();
        if (stage < RolloutStage.Last)
            return await MoveAsync(rollout, rollout.State, stage + 1, by, stop) ? new Outcome.Done() : new Outcome.MovedMeanwhile();

        var node = await tree.GetAsync(rollout.TenantId, stop);
        return await release.RunAsync(node, by, rollout, despite ?? DespiteOf(rollout), alsoHolds: null, stop) switch
        {
            ReleaseKnowledge.Outcome.Published => new Outcome.Done(),
            ReleaseKnowledge.Outcome.Held held => new Outcome.Held(held.Passage),
            ReleaseKnowledge.Outcome.RolloutMoved => new Outcome.MovedMeanwhile(),
            ReleaseKnowledge.Outcome.Busy => new Outcome.Busy(),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    public Task<Outcome> PauseAsync(string id, string by, CancellationToken stop) => SetAsync(id, RolloutState.Paused, by, stop);

    public Task<Outcome> ResumeAsync(string id, string by, CancellationToken stop) => SetAsync(id, RolloutState.Running, by, stop);

    /// <summary>Nobody gets it any more; what was written stays as it waits.</summary>
    public Task<Outcome> RollBackAsync(string id, string by, CancellationToken stop) => SetAsync(id, RolloutState.RolledBack, by, stop);

    /// <summary>What it was begun in spite of.</summary>
    public static Despite? DespiteOf(Rollout rollout) =>
        rollout.Despite is { } json ? JsonSerializer.Deserialize<Despite>(json, JsonSerializerOptions.Web) : null;

    /// <summary>Whoever pauses it or rolls it back means it wherever it is by now.</summary>
    private async Task<Outcome> SetAsync(string id, string state, string by, CancellationToken stop)
    {
        for (var attempt = 0; attempt < TriesMax; attempt++)
        {
            if (await FindAsync(id, stop) is not { HasEnded: false } rollout)
                return new Outcome.HasEnded();
            if (rollout.State == state || await MoveAsync(rollout, state, rollout.Stage, by, stop))
                return new Outcome.Done();
        }
        return new Outcome.MovedMeanwhile();
    }

    private Task<Rollout?> FindAsync(string id, CancellationToken stop) =>
        database.ReadAsync(async db => await Rollout.FindAsync(db, id, stop), stop);

    private Task<bool> MoveAsync(Rollout seen, string state, long stage, string by, CancellationToken stop) => database.InTransactionAsync(
        db => MoveRollout.RunAsync(db, facts, seen, state, stage, by, reason: null, time.GetUtcNow(), stop), stop);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        /// <summary>It was published or rolled back already.</summary>
        public sealed record HasEnded : Outcome;

        /// <summary>It isn't where it was seen any more: nothing was done.</summary>
        public sealed record MovedMeanwhile : Outcome;

        /// <inheritdoc cref="ReleaseKnowledge.Outcome.Held"/>
        public sealed record Held(Passage Passage) : Outcome;

        /// <inheritdoc cref="ReleaseKnowledge.Outcome.Busy"/>
        public sealed record Busy : Outcome;
    }
}
