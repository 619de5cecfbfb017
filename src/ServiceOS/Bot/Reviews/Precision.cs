using ServiceOS.Platform;

namespace ServiceOS.Bot.Reviews;

/// <summary>How often the bot is right, from samples of its layers. Pure.</summary>
/// <remarks>
/// The whole is the layers' shares weighted by how much each decided: the stratified estimator, W. G. Cochran, Sampling Techniques (3rd ed.),
/// 5.3 and 5.10; it is unbiased however many were drawn of each layer. Its interval is put together from the layers' Wilson intervals (G. Y. Zou,
/// A. Donner (2008), Construction of confidence limits about effect measures, Statistics in Medicine 27) since Cochran's variance is zero where
/// all that were judged are right. Without the finite population correction: what is asked is how right the bot is, not only how right it was in
/// these very decisions, and so do the layers' own intervals.
/// </remarks>
internal static class Precision
{
    private const int Digits = 5;

    /// <param name="strata">The layers, each once.</param>
    public static PrecisionOverall Of(IReadOnlyList<Stratum> strata)
    {
        var traffic = strata.Sum(one => one.Traffic);
        var judged = strata.Where(one => one.Judged > 0 && one.Traffic > 0).ToList();
        var covered = judged.Sum(one => one.Traffic);
        if (covered == 0)
            return new(Share: null, Low: 0, High: 1, Covered: 0);
        var (share, below, above) = (0.0, 0.0, 0.0);
        foreach (var one in judged)
        {
            var weight = (double)one.Traffic / covered;
            var right = (double)one.Right / one.Judged;
            var interval = Interval.Of(one.Right, one.Judged);
            share += weight * right;
            below += weight * weight * Square(right - interval.Low);
            above += weight * weight * Square(interval.High - right);
        }
        return new(
            Math.Round(share, Digits), Math.Round(Math.Max(0, share - Math.Sqrt(below)), Digits),
            Math.Round(Math.Min(1, share + Math.Sqrt(above)), Digits), Math.Round((double)covered / traffic, Digits));
    }

    private static double Square(double x) => x * x;
}

/// <summary>What was decided by a layer, and what was found out about it.</summary>
/// <param name="Traffic">Decisions of the time in question.</param>
/// <param name="Judged">Of those drawn, the ones called right or wrong.</param>
internal readonly record struct Stratum(long Traffic, long Right, long Judged);

/// <param name="Share">0–1; null when nothing was judged.</param>
/// <param name="Low">From where on the true share is, with 95 % confidence.</param>
/// <param name="Covered">Which part of the traffic is of layers of which something was judged: only of that it speaks.</param>
internal sealed record PrecisionOverall(double? Share, double Low, double High, double Covered);
