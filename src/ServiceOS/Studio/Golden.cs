using ServiceOS.Analysis.Text;
using ServiceOS.Bot.Contracts;

namespace ServiceOS.Studio;

/// <summary>Decides whether golden questions still come out as agreed. Pure.</summary>
internal static class Golden
{
    public const string Item = "item";
    public const string Skill = "skill";
    public const string HandOver = "handover";
    public const string OutOfScope = "out-of-scope";

    /// <summary>The skills that may be expected.</summary>
    public static readonly IReadOnlyList<string> Skills =
        [.. Understanding.Contracts.Skill.OfTalk, .. Understanding.Contracts.Skill.OfProducts, .. Understanding.Contracts.Skill.OfOrders, .. Understanding.Contracts.Skill.OfRequests];

    /// <summary>As agreed now, and then.</summary>
    public const string Passes = "passes";

    /// <summary>As agreed now, and not then: what a publication is held up for.</summary>
    public const string Breaks = "breaks";

    /// <summary>Not as agreed, now or then.</summary>
    public const string Fails = "fails";

    /// <summary>Not as agreed now, but then.</summary>
    public const string Mends = "mends";

    public static readonly IReadOnlyList<string> Expectations = [Item, Skill, HandOver, OutOfScope];

    /// <summary>By what a question is known: alike in all but case, spaces and punctuation is the same one.</summary>
    public static string KeyOf(string question, string? product, string? locale)
    {
        var normalised = Normaliser.Normalise(question);
        var letters = string.Concat(normalised.Where(char.IsLetterOrDigit));
        return QuestionKey.Of($"{(letters.Length > 0 ? letters : normalised)}\n{product}\n{locale}");
    }

    /// <summary>Those that count at a node: its own, and those from above that it has not agreed on otherwise.</summary>
    /// <param name="lineage">The node first.</param>
    public static IReadOnlyList<GoldenRow> At(IReadOnlyList<TenantId> lineage, IReadOnlyList<GoldenRow> rows) =>
        [.. rows.OrderBy(row => IndexOf(lineage, row.TenantId)).DistinctBy(row => row.WordsKey, StringComparer.Ordinal)];

    public static string StandingOf(bool passesNow, bool passesThen) =>
        (passesNow, passesThen) switch { (true, true) => Passes, (true, false) => Breaks, (false, true) => Mends, _ => Fails };

    /// <param name="standIns">By item: the one above that it stands in for. An own wording of the expected item is as good.</param>
    public static bool IsMet(GoldenRow golden, Rehearsal did, IReadOnlyDictionary<ItemId, ItemId> standIns) => golden.Expects switch
    {
        Item => did.Item is { } item && golden.ItemId is { } expected && StandsFor(item.Id, expected, standIns),
        Skill => did.Skill == golden.Skill,
        HandOver => did.Outcome == HandOver,
        OutOfScope => did.Outcome == OutOfScope,
        var other => throw new InvalidOperationException($"unhandled expectation {other}"),
    };

    private static bool StandsFor(ItemId item, ItemId expected, IReadOnlyDictionary<ItemId, ItemId> standIns)
    {
        const int DepthMax = 8;   // a tree has three levels; a ring would be a fault elsewhere
        for (var depth = 0; depth < DepthMax; depth++)
        {
            if (item == expected)
                return true;
            if (!standIns.TryGetValue(item, out item))
                return false;
        }
        return false;
    }

    private static int IndexOf(IReadOnlyList<TenantId> lineage, TenantId tenant)
    {
        for (var i = 0; i < lineage.Count; i++)
        {
            if (lineage[i] == tenant)
                return i;
        }
        return lineage.Count;
    }
}
