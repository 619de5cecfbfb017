using System.Diagnostics;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Evals;

/// <summary>How fast texts are matched, on one thread.</summary>
/// <param name="P50">Microseconds.</param>
/// <param name="P99">Microseconds.</param>
/// <param name="Bytes">Allocated for each question.</param>
internal sealed record Speed(double P50, double P99, double PerSecond, double Bytes)
{
    private const int RoundMin = 500;

    /// <summary>The best of rounds over all texts, since other work on the machine only ever slows it down.</summary>
    public static Speed Of(QuestionMatcher matcher, IReadOnlyList<string> texts, TimeSpan atLeast)
    {
        Span<Candidate> top = new Candidate[QuestionMatcher.CandidatesMax];
        var times = new double[Math.Max(texts.Count, RoundMin)];
        var best = new Speed(double.PositiveInfinity, double.PositiveInfinity, 0, 0);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < 3 || clock.Elapsed < atLeast; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < times.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                matcher.Match(texts[i % texts.Count], top);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (times.Length / seconds <= best.PerSecond)
                continue;
            Array.Sort(times);
            best = new(
                Math.Round(times[times.Length / 2], 1), Math.Round(times[(int)(times.Length * 0.99)], 1),
                Math.Round(times.Length / seconds), Math.Round(bytes / (double)times.Length, 2));
        }
        return best;
    }
}
