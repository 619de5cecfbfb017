using System.Diagnostics;
using System.Text.Json;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Platform.Jobs;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio.Rollouts;

/// <summary>Looks once at a roll-out, and takes it further or rolls it back if that is due: in one transaction, under the job's number.</summary>
internal sealed class WatchRollout(
    Database database, TenantTree tree, FactLog facts, ReleaseKnowledge release, RolloutMeter meter, TimeProvider time)
{
    /// <summary>Counting a large roll-out is work: it takes at most one part in so many of the time.</summary>
    private const int RestTimes = 20;

    /// <exception cref="FencedException">Another node has the job by now.</exception>
    public async Task RunAsync(Job job, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();   // the machine's work, not the world's time
        var (rollout, figures) = await database.ReadAsync(async db => (
            await Rollout.FindAsync(db, job.Business, stop), await RolloutFigures.ReadAsync(db, job.Business, stop)), stop);
        if (rollout is not { HasEnded: false })
        {
            await database.InTransactionAsync(db => JobQueue.FinishAsync(db, job, stop), stop);
            return;
        }
        var (now, later) = (time.GetUtcNow(), Stopwatch.GetElapsedTime(began) * RestTimes);
        var next = now + (later > RolloutWorker.Pace ? later : RolloutWorker.Pace);
        switch (VerdictOn(rollout, figures, now))
        {
            case RolloutJudge.Verdict.RollBack worse:
                await MoveAsync(job, rollout, RolloutState.RolledBack, rollout.Stage, RolloutReason.Of(worse.For, rollout.Stage, figures), next, stop);
                break;
            case RolloutJudge.Verdict.GoOn when rollout is { State: RolloutState.Running, Automatic: true } && rollout.Stage < RolloutStage.Last:
                await MoveAsync(job, rollout, rollout.State, rollout.Stage + 1, reason: null, next, stop);
                break;
            case RolloutJudge.Verdict.GoOn when rollout is { State: RolloutState.Running, Automatic: true }:
                await PublishAsync(job, rollout, next, stop);
                break;
            default:
                await database.InTransactionAsync(db => JobQueue.PutOffAsync(db, job, next, stop), stop);
                break;
        }
    }

    /// <summary>What is due for a roll-out. Pure.</summary>
    public static RolloutJudge.Verdict VerdictOn(Rollout rollout, RolloutFigures figures, DateTimeOffset now) => RolloutJudge.Decide(
        new(TimeSpan.FromMinutes(rollout.HoldMinutes), rollout.ConversationsMin), now - rollout.StageAt, figures.SampleOf(rollout.Stage),
        figures.EvidenceFor(rollout.Tolerance));

    private async Task PublishAsync(Job job, Rollout rollout, DateTimeOffset next, CancellationToken stop)
    {
        var node = await tree.GetAsync(rollout.TenantId, stop);
        var outcome = await release.RunAsync(node, by: null, rollout, StepRollout.DespiteOf(rollout), async db =>
        {
            await JobQueue.PutOffAsync(db, job, next, stop);   // the next look finds it ended
            return true;
        }, stop);
        if (outcome is ReleaseKnowledge.Outcome.Held held)
            await MoveAsync(job, rollout, RolloutState.Paused, rollout.Stage, RolloutReason.OfGate(held.Passage), next, stop);
        else if (outcome is ReleaseKnowledge.Outcome.Published)
            meter.Moved("published");
        // else colleagues were at work: it is looked at again
    }

    private async Task MoveAsync(
        Job job, Rollout rollout, string state, long stage, RolloutReason? reason, DateTimeOffset next, CancellationToken stop)
    {
        var json = reason is null ? null : JsonSerializer.Serialize(reason, RolloutReason.Json);
        var moved = await database.InTransactionAsync(async db =>
        {
            await JobQueue.PutOffAsync(db, job, next, stop);
            return await MoveRollout.RunAsync(db, facts, rollout, state, stage, by: null, json, time.GetUtcNow(), stop);
        }, stop);
        if (moved)
            meter.Moved(state == RolloutState.Running ? "next" : state);
    }
}

/// <summary>Why a roll-out ended or was paused by itself.</summary>
internal sealed record RolloutReason
{
    public const string Worse = "worse";
    public const string GoldenBroken = "golden-broken";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary><c>worse</c>: the candidate fails more often; <c>golden-broken</c>: golden questions break that didn't when it began.</summary>
    public required string Kind { get; init; }

    /// <summary>In what it is worse: <c>lost</c>, <c>handed-over</c>, <c>missed</c> or <c>wrong</c>; null when it isn't.</summary>
    public string? What { get; init; }

    /// <summary>The candidate's conversations that failed, of all stages; in the shadow, in which an answer would be lost.</summary>
    public long? CandidateFailed { get; init; }

    /// <summary>All of the candidate's; in the shadow, the questions compared.</summary>
    public long? CandidateAll { get; init; }

    /// <summary>The control's that failed in the same stages; in the shadow, in which an answer would be gained.</summary>
    public long? ControlFailed { get; init; }
    public long? ControlAll { get; init; }

    /// <summary>The golden questions that break.</summary>
    public IReadOnlyList<string>? Broken { get; init; }

    public static RolloutReason Of(Evidence evidence, long stage, RolloutFigures figures)
    {
        if (evidence.What == RolloutFigures.Lost)
        {
            var by = figures.Differences.ToDictionary(one => one.Kind, one => one.Conversations, StringComparer.Ordinal);
            return new()
            {
                Kind = Worse,
                What = evidence.What,
                CandidateFailed = by.GetValueOrDefault(RolloutFigures.Lost),
                CandidateAll = figures.Compared,
                ControlFailed = by.GetValueOrDefault(RolloutFigures.Gained),
                ControlAll = figures.Compared,
            };
        }
        var served = figures.Counts.Where(count => count.Stage != RolloutStage.Shadow && count.Stage <= stage).ToList();
        var (candidate, control) = (served.Where(count => count.Arm == Arm.Candidate).ToList(), served.Where(count => count.Arm == Arm.Control).ToList());
        return new()
        {
            Kind = Worse,
            What = evidence.What,
            CandidateFailed = candidate.Sum(count => count.Of(evidence.What)),
            CandidateAll = candidate.Sum(count => count.Conversations),
            ControlFailed = control.Sum(count => count.Of(evidence.What)),
            ControlAll = control.Sum(count => count.Conversations),
        };
    }

    public static RolloutReason OfGate(Passage passage) =>
        new() { Kind = GoldenBroken, Broken = [.. passage.Broken.Select(one => one.Golden.Question)] };
}
