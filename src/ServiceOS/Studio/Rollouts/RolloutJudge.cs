namespace ServiceOS.Studio.Rollouts;

/// <summary>Decides from what both arms came to whether a roll-out goes on, waits, or is rolled back. Pure.</summary>
/// <remarks>
/// Each conversation that fails lies in the candidate's arm with the probability that the shares give, whatever the hour, the season or
/// the failure's lateness, as long as the candidate fails no more often than is tolerated. So failures are watched, not rates: a mixture
/// of likelihood ratios over ways of being worse is a test supermartingale, which by Ville's inequality ever exceeds 1/α with a
/// probability of at most α, however often it is looked at. M. Lindon, A. Malek: Anytime-Valid Inference for Multinomial Count Data
/// (NeurIPS 2022, arXiv:2011.03567), with one-sided alternatives; H. Robbins: Statistical Methods Related to the Law of the Iterated
/// Logarithm (1970) for the mixture.
/// </remarks>
internal static class RolloutJudge
{
    /// <summary>The probability that a roll-out whose candidate is no worse is ever rolled back by itself, at most.</summary>
    public const double FalseAlarmMax = 0.05;

    /// <summary>Lost answers in the shadow, and three ways for a conversation to fail: they share the allowance.</summary>
    private const int Watched = 4;

    /// <summary>The evidence from which it is rolled back.</summary>
    public const double EvidenceMax = Watched / FalseAlarmMax;

    /// <summary>From here on it doesn't go on either: odds of 3 to 1 that it is worse are worth waiting for more.</summary>
    private const double DoubtFrom = 3;

    /// <summary>Whatever the first few came to, nothing is decided by fewer.</summary>
    private const int SampleMin = 20;

    /// <summary>How many times as often as tolerated a worse candidate may fail: small harm is found late, great harm at once.</summary>
    private static readonly double[] s_timesAsOften = [1.25, 1.5, 2, 3, 5, 10];

    /// <param name="held">How long it has been in its stage.</param>
    /// <param name="sample">How many conversations of the candidate (in the shadow: questions) this stage has seen.</param>
    /// <param name="evidence">Of each thing that is watched: how much speaks for the candidate's being worse.</param>
    public static Verdict Decide(Rules rules, TimeSpan held, long sample, IReadOnlyList<Evidence> evidence)
    {
        var worst = evidence.MaxBy(one => one.Value);
        if (worst is { Value: >= EvidenceMax } && sample >= Math.Min(SampleMin, rules.ConversationsMin))
            return new Verdict.RollBack(worst);
        if (held < rules.Hold)
            return new Verdict.Wait(Verdict.Hold);
        if (sample < rules.ConversationsMin)
            return new Verdict.Wait(Verdict.Sample);
        if (worst is { Value: >= DoubtFrom })
            return new Verdict.Wait(Verdict.Doubt);
        return new Verdict.GoOn();
    }

    /// <summary>How much speaks for failures' being more frequent than is tolerated: 1 for nothing, 20 for what chance brings once in twenty times.</summary>
    /// <param name="splits">Where failures lay, for each share apart.</param>
    /// <param name="tolerance">By which part failures may be more frequent.</param>
    public static double EvidenceOf(IReadOnlyList<Split> splits, double tolerance)
    {
        var most = double.NegativeInfinity;
        Span<double> logs = stackalloc double[s_timesAsOften.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            foreach (var split in splits)
                logs[i] += LogRatio(split, 1 + tolerance, s_timesAsOften[i]);
            most = Math.Max(most, logs[i]);
        }
        var sum = 0.0;
        foreach (var log in logs)
            sum += Math.Exp(log - most);
        return Math.Exp(most) * sum / logs.Length;
    }

    private static double LogRatio(Split split, double tolerated, double timesAsOften)
    {
        var known = ChanceOf(split.Share, tolerated);
        var worse = ChanceOf(split.Share, tolerated * timesAsOften);
        return (split.Candidate * Math.Log(worse / known)) + (split.Control * Math.Log((1 - worse) / (1 - known)));
    }

    /// <summary>The chance that a failure lies in the candidate's arm when it fails so many times as often.</summary>
    private static double ChanceOf(double share, double timesAsOften) => share * timesAsOften / ((share * timesAsOften) + 1 - share);

    /// <param name="Hold">How long a stage lasts at least.</param>
    /// <param name="ConversationsMin">How many conversations of the candidate a stage sees at least.</param>
    internal sealed record Rules(TimeSpan Hold, long ConversationsMin);

    internal abstract record Verdict
    {
        public const string Hold = "hold";
        public const string Sample = "sample";
        public const string Doubt = "doubt";

        private Verdict() { }

        /// <summary>The candidate is not worse, and was seen long enough.</summary>
        public sealed record GoOn : Verdict;

        /// <param name="For"><c>hold</c>: the time isn't over; <c>sample</c>: too few conversations; <c>doubt</c>: it may be worse.</param>
        public sealed record Wait(string For) : Verdict;

        /// <summary>The candidate is worse beyond chance.</summary>
        public sealed record RollBack(Evidence For) : Verdict;
    }
}

/// <summary>Where failures lay.</summary>
/// <param name="Share">Of conversations that got the candidate, between 0 and 1.</param>
/// <param name="Candidate">Conversations that failed there.</param>
/// <param name="Control">Conversations that failed with what is live.</param>
internal readonly record struct Split(double Share, long Candidate, long Control);

/// <summary>How much speaks for the candidate's being worse in one thing.</summary>
/// <param name="What"><c>lost</c>, <c>handed-over</c>, <c>missed</c> or <c>wrong</c>.</param>
internal sealed record Evidence(string What, double Value);
