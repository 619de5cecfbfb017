using System.Text.Json;
using ServiceOS.Bot.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform;

namespace ServiceOS.Studio.Rollouts;

/// <summary>A roll-out on the wire.</summary>
/// <param name="State"><c>running</c>, <c>paused</c>, <c>published</c> or <c>rolled-back</c>.</param>
/// <param name="Stage">0: in the shadow, asked after the answer and given to nobody; then 1 to 3.</param>
/// <param name="Share">Of conversations that get the candidate now, 0–1.</param>
/// <param name="Shares">Of each stage.</param>
/// <param name="HoldMinutes">How long a stage lasts at least.</param>
/// <param name="ConversationsMin">How many conversations of the candidate (in the shadow: questions) a stage sees at least.</param>
/// <param name="Tolerance">By which part failures may be more frequent, 0–1.</param>
/// <param name="Automatic">It goes on by itself.</param>
/// <param name="Inherited">It runs at a node above, and counts here as long as none runs nearer.</param>
/// <param name="Origin">The name of the node that it is of.</param>
internal sealed record RolloutView(
    string Id, string State, int Stage, DateTimeOffset StageAt, double Share, IReadOnlyList<double> Shares, int HoldMinutes, int ConversationsMin,
    double Tolerance, bool Automatic, string? Note, string By, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, bool Inherited, string Origin)
{
    public static RolloutView Of(Rollout row, TenantId node, string origin) => new(
        row.Id, row.State, (int)row.Stage, row.StageAt, ShareOf(row), RolloutStage.Shares, (int)row.HoldMinutes, (int)row.ConversationsMin,
        row.Tolerance, row.Automatic, row.Note, row.StartedBy, row.StartedAt, row.EndedAt, row.TenantId != node, origin);

    private static double ShareOf(Rollout row) => row.State switch
    {
        RolloutState.Published => 1,
        RolloutState.RolledBack => 0,
        _ => RolloutStage.ShareOf(row.Stage),
    };
}

/// <summary>A roll-out and all that it came to.</summary>
/// <param name="Items">What it gives or withdraws, by question, at most 200.</param>
/// <param name="Moves">What was done with it, oldest first.</param>
/// <param name="Arms">By stage and arm.</param>
/// <param name="Evidence">How much speaks for its being worse, in each thing that is watched.</param>
/// <param name="EvidenceMax">From where on it is rolled back by itself.</param>
/// <param name="Sample">How many conversations of the candidate (in the shadow: questions) this stage has seen.</param>
/// <param name="WaitsFor">What it waits for before it may go on: <c>hold</c>, <c>sample</c>, <c>doubt</c>, <c>person</c>, <c>look</c> (it goes on at the next); null when it has ended.</param>
/// <param name="HeldUntil">Until when this stage lasts at least.</param>
/// <param name="Compared">Questions that were asked of the candidate in the shadow.</param>
/// <param name="Differences">By kind of flip: in how many conversations, and how many questions.</param>
internal sealed record RolloutDetailView(
    RolloutView Rollout, IReadOnlyList<RolledOutItem> Items, long ItemCount, IReadOnlyList<RolloutMoveView> Moves, IReadOnlyList<ArmView> Arms,
    IReadOnlyList<Evidence> Evidence, double EvidenceMax, long Sample, string? WaitsFor, DateTimeOffset HeldUntil, long Compared,
    IReadOnlyList<DifferenceCount> Differences)
{
    private const double EvidenceShownMax = 1_000_000;   // a number for people, and one that JSON can carry

    public static RolloutDetailView Of(
        Rollout row, string origin, (IReadOnlyList<RolledOutItem> Items, long Count) gives, IReadOnlyList<RolloutMoveRow> moves,
        RolloutFigures figures, DateTimeOffset now) => new(
        RolloutView.Of(row, row.TenantId, origin), gives.Items, gives.Count, [.. moves.Select(RolloutMoveView.Of)],
        [.. figures.Counts.Select(ArmView.Of)],
        [.. figures.EvidenceFor(row.Tolerance).Select(one => one with { Value = Math.Round(Math.Min(one.Value, EvidenceShownMax), 2) })],
        RolloutJudge.EvidenceMax, figures.SampleOf(row.Stage), WaitsForOf(row, figures, now),
        row.StageAt.AddMinutes(row.HoldMinutes), figures.Compared, figures.Differences);

    private static string? WaitsForOf(Rollout row, RolloutFigures figures, DateTimeOffset now) =>
        row.HasEnded ? null
        : WatchRollout.VerdictOn(row, figures, now) switch
        {
            RolloutJudge.Verdict.Wait wait => wait.For,
            RolloutJudge.Verdict.GoOn when row is { State: RolloutState.Running, Automatic: true } => "look",
            RolloutJudge.Verdict.GoOn => "person",
            _ => "doubt",   // the next look rolls it back
        };
}

/// <summary>One thing that was done with a roll-out.</summary>
/// <param name="By">Null: it went by itself.</param>
/// <param name="Reason">Null when nothing is to be said.</param>
internal sealed record RolloutMoveView(string State, int Stage, string? By, RolloutReason? Reason, DateTimeOffset At)
{
    public static RolloutMoveView Of(RolloutMoveRow row) => new(
        row.State, (int)row.Stage, row.ByName, row.Reason is { } json ? JsonSerializer.Deserialize<RolloutReason>(json, RolloutReason.Json) : null, row.At);
}

/// <summary>What one arm came to in one stage.</summary>
/// <param name="Arm"><c>candidate</c> or <c>control</c>.</param>
/// <param name="Answered">The bot gave an answer, and nothing was handed over.</param>
/// <param name="HandedOver">The bot left it to a person.</param>
/// <param name="Missed">The bot did not know at least once.</param>
/// <param name="Wrong">Somebody called an answer wrong.</param>
internal sealed record ArmView(
    int Stage, string Arm, long Conversations, Interval Answered, Interval HandedOver, Interval Missed, Interval Wrong)
{
    public static ArmView Of(ArmCount count) => new(
        (int)count.Stage, count.Arm, count.Conversations, Interval.Of(count.Answered, count.Conversations),
        Interval.Of(count.HandedOver, count.Conversations), Interval.Of(count.Missed, count.Conversations),
        Interval.Of(count.Wrong, count.Conversations));
}

/// <summary>A question that the candidate would have answered otherwise.</summary>
/// <param name="Kind"><c>lost</c>, <c>other</c>, <c>reworded</c>, <c>changed</c> or <c>gained</c>.</param>
/// <param name="Times">How often in its conversation.</param>
internal sealed record RolloutDifferenceView(
    string Kind, string Question, long Times, ConversationId Conversation, long Seq, Side Before, Side After)
{
    public static RolloutDifferenceView Of(DifferenceRow row)
    {
        var body = JsonSerializer.Deserialize<FlipBody>(row.Body, JsonSerializerOptions.Web)!;
        return new(body.Kind, body.Question, row.Times, body.Conversation, body.Seq, body.Before, body.After);
    }
}
