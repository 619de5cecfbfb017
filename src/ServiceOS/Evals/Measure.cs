namespace ServiceOS.Evals;

/// <summary>Figures over what was told. Pure.</summary>
internal static class Measure
{
    private const int Digits = 4;

    /// <summary>Share of the validation set within which thresholds are as good as each other.</summary>
    private const double AsGood = 0.001;

    public static double Round(double value) => Math.Round(value, Digits);

    public static double? Round(double? value) => value is { } known ? Math.Round(known, Digits) : null;

    /// <summary>Mean over classes of 2PR/(P+R); a class that is only ever said, and never wanted, doesn't count.</summary>
    public static double MacroF1(IReadOnlyList<Told> told)
    {
        var said = told.GroupBy(one => one.Got).ToDictionary(group => group.Key, group => group.Count());
        return told.Where(one => one.Wanted >= 0).GroupBy(one => one.Wanted)
            .Select(group => 2.0 * group.Count(one => one.IsRight) / (group.Count() + said.GetValueOrDefault(group.Key)))
            .DefaultIfEmpty(0).Average();
    }

    /// <summary>The largest share of all that can be answered, surest first, with so many of them right.</summary>
    public static double AnsweredAt(IReadOnlyList<Told> told, double precision)
    {
        var (right, best, count) = (0, 0, 0);
        var sorted = told.OrderByDescending(one => one.Score).ToList();
        foreach (var one in sorted)
        {
            count++;
            right += one.IsRight ? 1 : 0;
            var isLastOfEquals = count == sorted.Count || sorted[count].Score < one.Score;
            if (isLastOfEquals && right >= precision * count)
                best = count;
        }
        return told.Count == 0 ? 0 : best / (double)told.Count;
    }

    /// <summary>How often one in scope is surer than one out of scope (Mann and Whitney 1947; equals count half).</summary>
    public static double Auroc(IReadOnlyList<Told> told) =>
        Auroc([.. told.Where(one => !one.IsOut).Select(one => one.Score)], [.. told.Where(one => one.IsOut).Select(one => one.Score)]);

    public static double Auroc(IReadOnlyList<double> inside, IReadOnlyList<double> outside)
    {
        if (inside.Count == 0 || outside.Count == 0)
            return 0;
        var all = inside.Select(score => (score, inside: true)).Concat(outside.Select(score => (score, inside: false))).OrderBy(one => one.score).ToList();
        var sum = 0.0;
        for (var start = 0; start < all.Count;)
        {
            var end = start;
            while (end < all.Count && all[end].score.Equals(all[start].score))
                end++;
            var rank = (start + 1 + end) / 2.0;
            sum += rank * all[start..end].Count(one => one.inside);
            start = end;
        }
        return (sum - (inside.Count * (inside.Count + 1.0) / 2)) / ((double)inside.Count * outside.Count);
    }

    /// <summary>The accuracies at a threshold chosen on the validation set, out of scope being one more class (Larson et al. 2019).</summary>
    /// <remarks>
    /// The accuracy over the validation set is flat around its best, and with a hundred texts out of scope the very best is chance: of
    /// the thresholds that are as good but for <see cref="AsGood"/>, the highest, since a wrong answer costs more than none.
    /// </remarks>
    public static Split? AtBestThreshold(IReadOnlyList<Told> val, IReadOnlyList<Told> test)
    {
        if (!val.Any(one => one.IsOut))
            return null;
        var sorted = val.OrderByDescending(one => one.Score).ToList();
        var good = sorted.Count(one => one.IsOut);   // nothing accepted
        var goods = sorted.Select(one => good += one.IsOut ? -1 : one.IsRight ? 1 : 0).ToList();
        var enough = goods.Max() - (AsGood * sorted.Count);
        var threshold = sorted[goods.FindIndex(count => count >= enough)].Score;
        return new(
            test.Where(one => !one.IsOut).Average(one => one.IsRight && one.Score >= threshold ? 1.0 : 0),
            test.Where(one => one.IsOut).Average(one => one.Score < threshold ? 1.0 : 0));
    }

    public sealed record Split(double InAccuracy, double OutRecall);
}
