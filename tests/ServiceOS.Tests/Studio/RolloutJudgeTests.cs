using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform;
using ServiceOS.Studio.Rollouts;

namespace ServiceOS.Tests.Studio;

/// <summary>The judge of roll-outs keeps its promises: it rarely cries wolf however often it looks, and sees real harm soon.</summary>
public sealed class RolloutJudgeTests
{
    private const int RunsMax = 2_000;
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>Looked at after each conversation, through all stages: far more often than the watch does.</summary>
    [Theory]
    [InlineData(0, 0.10)]
    [InlineData(0, 0.40)]
    [InlineData(0.1, 0.10)]
    public void An_equal_candidate_is_rolled_back_more_seldom_than_promised(double tolerance, double failing)
    {
        var alarms = Enumerable.Range(0, RunsMax).Count(seed =>
            AlarmAt(new Random(seed), tolerance, candidate: failing, control: failing, [(0.01, 500), (0.10, 500), (0.50, 1_000)]) is not null);

        // one of four things that are watched: its part of the allowance
        Assert.True(alarms <= RunsMax * RolloutJudge.FalseAlarmMax / 4, $"{alarms} of {RunsMax} runs were stopped for nothing");
    }

    /// <summary>By day more fail than by night, and a rush comes in the middle: both arms have it alike.</summary>
    [Fact]
    public void A_rush_hour_is_not_held_against_the_candidate()
    {
        var alarms = 0;
        for (var seed = 0; seed < RunsMax; seed++)
        {
            var (random, split) = (new Random(seed), new Split(0.1, 0, 0));
            for (var i = 0; i < 2_000; i++)
            {
                var failing = 0.05 + (0.4 * Math.Pow(Math.Sin(i / 100.0), 2));
                split = Next(split, random, failing, failing);
                if (RolloutJudge.EvidenceOf([split], tolerance: 0) >= RolloutJudge.EvidenceMax)
                {
                    alarms++;
                    break;
                }
            }
        }
        Assert.True(alarms <= RunsMax * RolloutJudge.FalseAlarmMax / 4, $"{alarms} of {RunsMax} runs were stopped for nothing");
    }

    /// <summary>Misses from one in ten to two in ten, with the tolerance that a roll-out has unless told otherwise.</summary>
    [Theory]
    [InlineData(0.10, 5_000)]
    [InlineData(0.50, 2_500)]
    public void Twice_as_many_misses_are_caught_within_so_many_conversations_in_19_of_20_runs(double share, int conversationsMax)
    {
        const int Runs = 400;
        var caught = Enumerable.Range(0, Runs).Count(seed =>
            AlarmAt(new Random(seed), tolerance: 0.1, candidate: 0.2, control: 0.1, [(share, conversationsMax)]) is not null);

        Assert.True(caught >= Runs * 0.95, $"only {caught} of {Runs} were caught within {conversationsMax} conversations");
    }

    [Fact]
    public void A_candidate_that_answers_nothing_is_caught_while_one_conversation_in_a_hundred_has_it()
    {
        var seen = Enumerable.Range(0, 200).Select(seed => AlarmAt(new Random(seed), 0.1, candidate: 1, control: 0.1, [(0.01, 3_000)])).ToList();
        Assert.DoesNotContain(null, seen);
    }

    [Fact]
    public void What_was_seen_in_one_stage_counts_in_the_next()
    {
        var (first, second) = (new Split(0.1, 20, 110), new Split(0.5, 60, 42));
        var both = RolloutJudge.EvidenceOf([first, second], tolerance: 0);
        Assert.True(both > RolloutJudge.EvidenceOf([second], tolerance: 0));
        Assert.True(both > RolloutJudge.EvidenceOf([first], tolerance: 0));
        Assert.Equal(1, RolloutJudge.EvidenceOf([], tolerance: 0), precision: 12);
        Assert.Equal(1, RolloutJudge.EvidenceOf([new(0.5, 0, 0)], tolerance: 0), precision: 12);
        Assert.True(double.IsFinite(RolloutJudge.EvidenceOf([new(0.01, 0, 1_000_000)], tolerance: 0)));
        Assert.False(double.IsNaN(RolloutJudge.EvidenceOf([new(0.01, 1_000_000, 0)], tolerance: 0)));
    }

    [Fact]
    public void It_goes_on_when_the_time_is_over_enough_was_seen_and_nothing_speaks_against_it()
    {
        var rules = new RolloutJudge.Rules(s_hour, 100);
        Evidence[] none = [new("missed", 1), new("wrong", 0.2)];
        Assert.Equal(new RolloutJudge.Verdict.Wait("hold"), RolloutJudge.Decide(rules, s_hour - TimeSpan.FromSeconds(1), 100, none));
        Assert.Equal(new RolloutJudge.Verdict.Wait("sample"), RolloutJudge.Decide(rules, s_hour, 99, none));
        Assert.Equal(new RolloutJudge.Verdict.GoOn(), RolloutJudge.Decide(rules, s_hour, 100, none));
        Assert.Equal(new RolloutJudge.Verdict.Wait("doubt"), RolloutJudge.Decide(rules, s_hour, 100, [new("missed", 4), new("wrong", 1)]));
    }

    [Fact]
    public void It_is_rolled_back_at_any_time_but_not_by_the_first_few()
    {
        var worse = new Evidence("missed", RolloutJudge.EvidenceMax);
        var rules = new RolloutJudge.Rules(s_hour, 100);
        Assert.Equal(new RolloutJudge.Verdict.RollBack(worse), RolloutJudge.Decide(rules, TimeSpan.Zero, 20, [new("wrong", 2), worse]));
        Assert.Equal(new RolloutJudge.Verdict.Wait("hold"), RolloutJudge.Decide(rules, TimeSpan.Zero, 19, [worse]));
        Assert.Equal(new RolloutJudge.Verdict.RollBack(worse), RolloutJudge.Decide(rules with { ConversationsMin = 1 }, TimeSpan.Zero, 1, [worse]));
    }

    [Fact]
    public void A_larger_share_only_adds_conversations_and_the_shares_are_kept()
    {
        const int Conversations = 20_000;
        var rollout = Guid.NewGuid().ToString("n");
        var counts = new int[RolloutStage.Shares.Count];
        for (var i = 0; i < Conversations; i++)
        {
            var conversation = new ConversationId(Guid.CreateVersion7());   // made in one moment: alike in half their bits
            var sides = Enumerable.Range(0, counts.Length).Select(stage => Arm.Of(rollout, stage, conversation).IsCandidate).ToList();
            Assert.Equal(sides.Order(), sides);
            for (var stage = 0; stage < counts.Length; stage++)
                counts[stage] += sides[stage] ? 1 : 0;
        }
        foreach (var (share, count) in RolloutStage.Shares.Zip(counts))
        {
            // five standard deviations: one run in a million goes wrong by chance
            var reach = 5 * Math.Sqrt(share * (1 - share) / Conversations);
            Assert.InRange((double)count / Conversations, share - reach, share + reach);
        }
    }

    [Fact]
    public void Who_is_first_in_one_rollout_is_not_in_the_next()
    {
        const int Conversations = 20_000;
        var (one, other) = (Guid.NewGuid().ToString("n"), Guid.NewGuid().ToString("n"));
        var both = Enumerable.Range(0, Conversations).Select(_ => new ConversationId(Guid.CreateVersion7()))
            .Count(id => Arm.Of(one, 3, id).IsCandidate && Arm.Of(other, 3, id).IsCandidate);
        Assert.InRange((double)both / Conversations, 0.23, 0.27);
    }

    [Fact]
    public void A_share_of_few_is_shown_as_wide_as_it_is_uncertain()
    {
        Assert.Equal(new Interval(0, null, 0, 1), Interval.Of(0, 0));
        var few = Interval.Of(1, 10);   // as in Wilson's formula: 0.0179 to 0.4042
        Assert.Equal((0.1, 0.01788, 0.40415), (few.Share, few.Low, few.High));
        Assert.True(Interval.Of(100, 1_000).High - Interval.Of(100, 1_000).Low < (few.High - few.Low) / 5);
        Assert.Equal((0, 1), (Interval.Of(0, 5).Low, Interval.Of(5, 5).High));
    }

    /// <summary>After how many conversations it is rolled back; null when it never is.</summary>
    private static int? AlarmAt(Random random, double tolerance, double candidate, double control, IReadOnlyList<(double Share, int Conversations)> stages)
    {
        var (before, seen) = (new List<Split>(), 0);
        foreach (var (share, conversations) in stages)
        {
            before.Add(new(share, 0, 0));
            for (var i = 0; i < conversations; i++)
            {
                seen++;
                var next = Next(before[^1], random, candidate, control);
                if (next == before[^1])
                    continue;
                before[^1] = next;
                if (RolloutJudge.EvidenceOf(before, tolerance) >= RolloutJudge.EvidenceMax)
                    return seen;
            }
        }
        return null;
    }

    /// <summary>One more conversation, on a side by chance.</summary>
    private static Split Next(Split split, Random random, double candidate, double control)
    {
        var isCandidate = random.NextDouble() < split.Share;
        if (random.NextDouble() >= (isCandidate ? candidate : control))
            return split;
        return isCandidate ? split with { Candidate = split.Candidate + 1 } : split with { Control = split.Control + 1 };
    }
}
