using ServiceOS.Platform.Data;

namespace ServiceOS.Bot.Contracts;

/// <summary>What the conversations of one arm came to in one stage of a roll-out.</summary>
internal sealed record ArmCount
{
    public const string HandedOverFailure = "handed-over";
    public const string MissedFailure = "missed";
    public const string WrongFailure = "wrong";

    /// <summary>The ways in which a conversation fails.</summary>
    public static readonly IReadOnlyList<string> Failures = [HandedOverFailure, MissedFailure, WrongFailure];

    public required long Stage { get; init; }

    /// <summary><see cref="Knowledge.Contracts.Arm.Candidate"/> or <see cref="Knowledge.Contracts.Arm.Control"/>.</summary>
    public required string Arm { get; init; }
    public required long Conversations { get; init; }

    /// <summary>The bot gave an answer, and none was handed over.</summary>
    public required long Answered { get; init; }

    /// <summary>The bot left it to a person.</summary>
    public required long HandedOver { get; init; }

    /// <summary>The bot did not know at least once.</summary>
    public required long Missed { get; init; }

    /// <summary>Somebody called an answer wrong.</summary>
    public required long Wrong { get; init; }

    public long Of(string failure) => failure switch
    {
        HandedOverFailure => HandedOver,
        MissedFailure => Missed,
        WrongFailure => Wrong,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, message: null),
    };

    /// <summary>By stage and arm; what nobody asked in yet isn't there.</summary>
    public static ValueTask<IReadOnlyList<ArmCount>> ListAsync(Session db, string rollout, CancellationToken stop) =>
        DecisionStore.CountArmsAsync(db, rollout, stop);

    /// <summary>Where the candidate failed, newest first, at most <paramref name="limit"/>: what was asked, and where.</summary>
    public static async Task<IReadOnlyList<FailedTurn>> ListFailedAsync(
        Session db, string rollout, string failure, int limit, CancellationToken stop) =>
        [.. (await DecisionStore.ListFailedAsync(db, rollout, failure, limit, stop)).Select(row => FailedTurn.Of(row, Decision.FromJson(row.Body)))];
}

/// <summary>A turn in which the candidate failed.</summary>
/// <param name="Seq">The bot's message.</param>
/// <param name="Text">What was asked, as it was compared.</param>
/// <param name="Item">The question of the item that was answered from; null when none was.</param>
internal sealed record FailedTurn(ConversationId Conversation, long Seq, string Text, string Outcome, string? Item, DateTimeOffset At)
{
    internal static FailedTurn Of(DecidedRow row, Decision decision) =>
        new(row.ConversationId, row.Seq, decision.Text, decision.Outcome, decision.Item?.Question, row.At);
}
