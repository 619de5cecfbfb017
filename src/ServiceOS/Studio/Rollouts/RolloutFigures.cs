using ServiceOS.Bot.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Studio.Rollouts;

/// <summary>What a roll-out has come to so far.</summary>
/// <param name="Counts">By stage and arm.</param>
/// <param name="Compared">Questions that were asked of the candidate in the shadow.</param>
/// <param name="Differences">By kind of flip: in how many conversations, and how many questions.</param>
internal sealed record RolloutFigures(IReadOnlyList<ArmCount> Counts, long Compared, IReadOnlyList<DifferenceCount> Differences)
{
    public const string Lost = "lost";
    public const string Gained = "gained";

    /// <summary>Half: of conversations in which the two differ, an equal candidate loses as many as it gains.</summary>
    private const double Even = 0.5;

    public static async Task<RolloutFigures> ReadAsync(Session db, string rollout, CancellationToken stop) =>
        new(await ArmCount.ListAsync(db, rollout, stop), await ShadowStore.ComparedAsync(db, rollout, stop),
            await ShadowStore.CountAsync(db, rollout, stop));

    /// <summary>Of each thing that is watched, the shadow's lost answers first.</summary>
    public IReadOnlyList<Evidence> EvidenceFor(double tolerance) =>
    [
        new(Lost, RolloutJudge.EvidenceOf([new(Even, ConversationsOf(Lost), ConversationsOf(Gained))], tolerance)),
        .. ArmCount.Failures.Select(failure => new Evidence(failure, RolloutJudge.EvidenceOf(SplitsOf(failure), tolerance))),
    ];

    /// <summary>How many conversations of the candidate a stage has seen; in the shadow, how many questions.</summary>
    public long SampleOf(long stage) => stage == RolloutStage.Shadow
        ? Compared
        : Counts.Where(count => count.Stage == stage && count.Arm == Arm.Candidate).Sum(count => count.Conversations);

    private List<Split> SplitsOf(string failure) =>
    [
        .. Counts.Where(count => count.Stage != RolloutStage.Shadow).GroupBy(count => count.Stage).Select(stage => new Split(
            RolloutStage.ShareOf(stage.Key),
            stage.Where(count => count.Arm == Arm.Candidate).Sum(count => count.Of(failure)),
            stage.Where(count => count.Arm == Arm.Control).Sum(count => count.Of(failure)))),
    ];

    private long ConversationsOf(string kind) => Differences.FirstOrDefault(one => one.Kind == kind)?.Conversations ?? 0;
}

/// <summary>How often the candidate would have done otherwise in a way.</summary>
internal sealed record DifferenceCount
{
    public required string Kind { get; init; }
    public required long Conversations { get; init; }
    public required long Questions { get; init; }
}
