namespace ServiceOS.Bot.Predicting;

/// <summary>How often what was what consumers came for, each time counting half as much a fortnight later.</summary>
/// <remarks>
/// Forward decay (Cormode, Shkapenyuk, Srivastava and Xu, ICDE 2009): what comes later is added with more weight, and
/// nothing that is stored must be touched again.
/// </remarks>
internal sealed class IssueWeights
{
    public const string All = "all";
    public const string Order = "order";
    public const string Product = "product";

    private const double HalfLifeDays = 14;
    private static readonly DateTimeOffset s_landmark = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<(string Axis, string Value), Dictionary<string, double>> _weights = [];

    /// <summary>What one time counts at an instant, in the unit in which weights are stored.</summary>
    public static double GrowthAt(DateTimeOffset at) => Math.Pow(2, (at - s_landmark).TotalDays / HalfLifeDays);

    /// <summary>Where a situation's issues are counted.</summary>
    public static IEnumerable<(string Axis, string Value)> AxesOf(Situation situation)
    {
        yield return (All, "");
        yield return (Order, situation.Order);
        if (situation.Product.Length > 0)
            yield return (Product, situation.Product);
    }

    public void Add(string axis, string value, string target, double weight)
    {
        if (!_weights.TryGetValue((axis, value), out var known))
            _weights[(axis, value)] = known = new(StringComparer.Ordinal);
        known[target] = known.GetValueOrDefault(target) + weight;
    }

    /// <summary>By target, as many times as if all were of today.</summary>
    public IReadOnlyDictionary<string, double> At(string axis, string value, DateTimeOffset now)
    {
        var growth = GrowthAt(now);
        return _weights.GetValueOrDefault((axis, value))?.ToDictionary(pair => pair.Key, pair => pair.Value / growth, StringComparer.Ordinal) ?? [];
    }
}
