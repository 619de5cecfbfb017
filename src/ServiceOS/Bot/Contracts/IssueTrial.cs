using ServiceOS.Bot.Predicting;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Orders.Contracts;

namespace ServiceOS.Bot.Contracts;

/// <summary>Has a shop predict what made-up consumers come for, and learn from them, as it does from its log; nothing is stored.</summary>
internal sealed class IssueTrial(KnowledgeSnapshot snapshot, bool english)
{
    private readonly IssueWeights _seen = new();

    /// <summary>How it stands with a consumer, in the words that the prediction goes by.</summary>
    public static string OrderStateOf(OrderCard? newest, DateTimeOffset now) => Situation.Of(newest, product: null, now).Order;

    public static string TargetOf(ItemId item) => Issue.Of(item);

    public static string TargetOf(string skill) => Issue.Of(skill);

    /// <summary>Where what a consumer came for stands among what is held out, from 1; 0 where it doesn't.</summary>
    public IssuePlaces PlacesOf(IssueVisit visit)
    {
        var situation = Situation.Of(visit.Newest, visit.Product, visit.At);
        var popular = _seen.At(IssueWeights.All, "", visit.At).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(IssuePredictor.HeldOutMax).Select(pair => pair.Key);
        return new(
            PlaceIn(IssuePredictor.Predict(snapshot, _seen, situation, english, visit.At).Select(one => one.Target), visit.Target),
            PlaceIn(IssuePredictor.Predict(snapshot, new(), situation, english, visit.At).Select(one => one.Target), visit.Target),
            PlaceIn(popular, visit.Target));
    }

    /// <summary>Learns what a consumer came for.</summary>
    public void Learn(IssueVisit visit)
    {
        foreach (var (axis, value) in IssueWeights.AxesOf(Situation.Of(visit.Newest, visit.Product, visit.At)))
            _seen.Add(axis, value, visit.Target, IssueWeights.GrowthAt(visit.At));
    }

    private static int PlaceIn(IEnumerable<string> targets, string target) => targets.ToList().IndexOf(target) + 1;
}

/// <summary>A consumer who opens the chat.</summary>
/// <param name="Newest">Their newest order; null when there is none.</param>
/// <param name="Product">Of the page.</param>
/// <param name="Target">What they come for.</param>
internal sealed record IssueVisit(OrderCard? Newest, string? Product, string Target, DateTimeOffset At);

/// <param name="Learned">By what was seen and the rules, as consumers are shown it.</param>
/// <param name="ByRule">By the rules alone.</param>
/// <param name="Popular">By what all came for, whatever their order and page.</param>
internal readonly record struct IssuePlaces(int Learned, int ByRule, int Popular);
