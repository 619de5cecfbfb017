namespace ServiceOS.Bot.Predicting;

/// <summary>Ranks what a consumer who opens the chat likely comes for. Pure.</summary>
/// <remarks>
/// What others came for in the same state of their order, and on the same page, each leaning on what all came for as long as
/// little was seen, and that on what is likely by rule (Dirichlet smoothing; the two joined as in naive Bayes): a new shop
/// begins with the rules, and forgets them as it learns.
/// </remarks>
internal static class IssueRanking
{
    /// <summary>As many consumers as the rules count for.</summary>
    private const double Rules = 8;

    /// <summary>As many consumers as what all came for counts for beside those in the same situation.</summary>
    private const double Everybody = 15;

    /// <summary>Share of the rules, which know the situation, in what is leant on there.</summary>
    private const double RulesHere = 0.5;

    /// <param name="likely">By rule, the likeliest first.</param>
    /// <param name="weights">What was seen.</param>
    /// <param name="situation">Of this consumer.</param>
    /// <param name="now">The present.</param>
    /// <returns>All that were seen or are likely by rule, the likeliest first.</returns>
    public static IReadOnlyList<string> Rank(
        IReadOnlyList<string> likely, IssueWeights weights, Situation situation, DateTimeOffset now)
    {
        var rules = ByRule(likely);
        var seen = IssueWeights.AxesOf(situation).Select(axis => weights.At(axis.Axis, axis.Value, now)).ToList();
        var (all, order) = (seen[0], seen[1]);
        var product = seen.Count > 2 ? seen[2] : null;
        var (allSum, orderSum, productSum) = (all.Values.Sum(), order.Values.Sum(), product?.Values.Sum() ?? 0);

        return [.. rules.Keys.Union(seen.SelectMany(axis => axis.Keys), StringComparer.Ordinal).Select(target =>
        {
            var rule = rules.GetValueOrDefault(target);
            var general = (all.GetValueOrDefault(target) + (Rules * rule)) / (allSum + Rules);
            var leant = Everybody * (((1 - RulesHere) * general) + (RulesHere * rule));
            var byOrder = (order.GetValueOrDefault(target) + leant) / (orderSum + Everybody);
            var byProduct = product is null ? general : (product.GetValueOrDefault(target) + leant) / (productSum + Everybody);
            return (Target: target, Chance: general <= 0 ? 0 : byOrder * byProduct / general);
        }).OrderByDescending(one => one.Chance).ThenBy(one => one.Target, StringComparer.Ordinal).Select(one => one.Target)];
    }

    /// <summary>The second half as likely as the first, the third a third.</summary>
    private static Dictionary<string, double> ByRule(IReadOnlyList<string> likely)
    {
        var sum = 0.0;
        var rules = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var target in likely)
        {
            if (rules.TryAdd(target, 1.0 / (rules.Count + 1)))
                sum += rules[target];
        }
        return rules.ToDictionary(pair => pair.Key, pair => pair.Value / sum, StringComparer.Ordinal);
    }
}
