using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>A publication in stages, as it stands.</summary>
internal sealed record Rollout
{
    public required TenantId TenantId { get; init; }
    public required string Id { get; init; }

    /// <summary>One of <see cref="RolloutState"/>.</summary>
    public required string State { get; init; }

    /// <summary>See <see cref="RolloutStage"/>.</summary>
    public required long Stage { get; init; }
    public required DateTimeOffset StageAt { get; init; }

    /// <summary>The node's number of its last move: whoever moves it says which one they saw.</summary>
    public required long Changes { get; init; }

    /// <summary>How long a stage lasts at least.</summary>
    public required long HoldMinutes { get; init; }

    /// <summary>How many conversations of the candidate (in the shadow: questions) a stage sees at least.</summary>
    public required long ConversationsMin { get; init; }

    /// <summary>By which part of the control's failures may be more frequent, 0–1.</summary>
    public required double Tolerance { get; init; }

    /// <summary>It goes on by itself.</summary>
    public required bool Automatic { get; init; }
    public string? Note { get; init; }

    /// <summary>JSON: why it was begun although something breaks; null when nothing did.</summary>
    public string? Despite { get; init; }
    public required string StartedBy { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    public bool HasEnded => State is RolloutState.Published or RolloutState.RolledBack;

    /// <summary>Null when there is none.</summary>
    public static ValueTask<Rollout?> FindAsync(Session db, string id, CancellationToken stop) => RolloutStore.FindAsync(db, id, stop);

    /// <summary>The one that runs or is paused at a node; null when none does.</summary>
    public static ValueTask<Rollout?> FindOpenAsync(Session db, TenantId node, CancellationToken stop) => RolloutStore.FindOpenAsync(db, node, stop);

    /// <summary>A node's, newest first, at most ten.</summary>
    public static ValueTask<IReadOnlyList<Rollout>> ListAsync(Session db, TenantId node, CancellationToken stop) => RolloutStore.ListAsync(db, node, stop);

    /// <summary>What was done with one, oldest first, at most 200.</summary>
    public static ValueTask<IReadOnlyList<RolloutMoveRow>> ListMovesAsync(Session db, string id, CancellationToken stop) =>
        RolloutStore.ListMovesAsync(db, id, stop);

    /// <summary>What one gives, by its question, at most 200; and how many there are.</summary>
    public static async Task<(IReadOnlyList<RolledOutItem> Items, long Count)> ListItemsAsync(Session db, string id, CancellationToken stop) =>
        (await RolloutStore.ListItemsAsync(db, id, stop), await RolloutStore.CountItemsAsync(db, id, stop));
}

/// <summary>How a roll-out stands.</summary>
internal static class RolloutState
{
    public const string Running = "running";

    /// <summary>It goes no further by itself; what it gives it goes on giving, and it is still rolled back when it proves worse.</summary>
    public const string Paused = "paused";
    public const string Published = "published";
    public const string RolledBack = "rolled-back";
}

/// <summary>The stages of a roll-out: nobody, then ever more conversations. After the last it is published.</summary>
internal static class RolloutStage
{
    public const long Shadow = 0;

    private static readonly double[] s_shares = [0, 0.01, 0.10, 0.50];

    /// <summary>Of each stage: the share of conversations that get the candidate, 0–1.</summary>
    public static IReadOnlyList<double> Shares => s_shares;

    public static long Last => s_shares.Length - 1;

    public static double ShareOf(long stage) => s_shares[stage];
}

/// <summary>One thing that was done with a roll-out.</summary>
internal sealed record RolloutMoveRow
{
    public required string State { get; init; }
    public required long Stage { get; init; }

    /// <summary>Null: it went by itself.</summary>
    public string? ByName { get; init; }

    /// <summary>JSON of whoever moved it; null when nothing is to be said.</summary>
    public string? Reason { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>An item that a roll-out gives, or withdraws.</summary>
internal sealed record RolledOutItem
{
    public required ItemId ItemId { get; init; }
    public required string Question { get; init; }
    public required bool IsWithdrawn { get; init; }
}

/// <summary>A roll-out began, went on, was paused or ended. The fact's <c>seq</c> is the node's number of it.</summary>
internal sealed record RolloutMoved : IFact
{
    public static string Topic => "knowledge.rollout-moved";

    public required TenantId Tenant { get; init; }
    public required string Rollout { get; init; }

    /// <summary><c>running</c>, <c>paused</c>, <c>published</c> or <c>rolled-back</c>.</summary>
    public required string State { get; init; }
    public required long Stage { get; init; }

    /// <summary>Of conversations that get the candidate, 0–1.</summary>
    public required double Share { get; init; }
}
