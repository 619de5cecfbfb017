using ServiceOS.Platform;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>Takes a roll-out further, pauses it, or rolls it back, in the caller's transaction. Servers hear of it as of a publication.</summary>
internal static class MoveRollout
{
    /// <param name="seen">As it stood when this was decided.</param>
    /// <param name="state">How it stands then.</param>
    /// <param name="stage">Where it stands then.</param>
    /// <param name="by">Who; null: it goes by itself.</param>
    /// <param name="reason">JSON.</param>
    /// <returns>False when somebody moved it since it was seen: nothing was done.</returns>
    public static async Task<bool> RunAsync(
        Session db, FactLog facts, Rollout seen, string state, long stage, string? by, string? reason, DateTimeOffset now, CancellationToken stop)
    {
        var ends = state is RolloutState.RolledBack;
        Require.That(state is not RolloutState.Published);   // that is a publication
        if (await NodeStore.TouchRolloutAsync(db, seen, ends, stop) is not { } changes)
            return false;
        var next = seen with
        {
            State = state,
            Stage = stage,
            StageAt = stage == seen.Stage ? seen.StageAt : now,
            Changes = changes,
            EndedAt = ends ? now : null,
        };
        await RolloutStore.UpdateAsync(db, next, stop);
        await TellAsync(db, facts, next, by, reason, now, stop);
        return true;
    }

    /// <summary>Ends it as published, in the publication's transaction. Call while the node is held.</summary>
    internal static async Task<bool> EndAsync(Session db, FactLog facts, Rollout seen, string? by, DateTimeOffset now, CancellationToken stop)
    {
        if (await NodeStore.TouchRolloutAsync(db, seen, ends: true, stop) is not { } changes)
            return false;
        var next = seen with { State = RolloutState.Published, Changes = changes, EndedAt = now };
        await RolloutStore.UpdateAsync(db, next, stop);
        await TellAsync(db, facts, next, by, reason: null, now, stop);
        return true;
    }

    internal static async Task TellAsync(
        Session db, FactLog facts, Rollout row, string? by, string? reason, DateTimeOffset now, CancellationToken stop)
    {
        await RolloutStore.InsertMoveAsync(db, row, by, reason, now, stop);
        var fact = new RolloutMoved
        {
            Tenant = row.TenantId,
            Rollout = row.Id,
            State = row.State,
            Stage = row.Stage,
            Share = row.State switch
            {
                RolloutState.Published => 1,
                RolloutState.RolledBack => 0,
                _ => RolloutStage.ShareOf(row.Stage),
            },
        };
        await facts.AddAsync(db, row.TenantId.ToString(), row.TenantId.ToString(), row.Changes, fact, now, stop);
    }
}
