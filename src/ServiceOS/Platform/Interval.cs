namespace ServiceOS.Platform;

/// <summary>A share that was counted, and where the true one lies with 95 % confidence when looked at once: for people to read.</summary>
/// <remarks>Wilson's score interval: E. B. Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference.</remarks>
/// <param name="Share">0–1; null when there is nothing to count.</param>
internal sealed record Interval(long Count, double? Share, double Low, double High)
{
    private const double Z = 1.959964;
    private const int Digits = 5;

    public static Interval Of(long count, long all)
    {
        if (all == 0)
            return new(count, Share: null, 0, 1);
        var share = (double)count / all;
        var middle = share + (Z * Z / (2 * all));
        var reach = Z * Math.Sqrt((share * (1 - share) / all) + (Z * Z / (4.0 * all * all)));
        var scale = 1 + (Z * Z / all);
        return new(count, Math.Round(share, Digits), Math.Round(Math.Max(0, (middle - reach) / scale), Digits),
            Math.Round(Math.Min(1, (middle + reach) / scale), Digits));
    }
}
