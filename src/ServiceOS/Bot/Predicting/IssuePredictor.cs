using ServiceOS.Knowledge.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Predicting;

/// <summary>What a consumer who opens the chat likely comes for, in a shop's words.</summary>
internal sealed class IssuePredictor(KnowledgeBase knowledge, TimeProvider time)
{
    public const int HeldOutMax = 5;
    private const int OfProductMax = 3;
    private const string AnyCategory = "";

    /// <summary>The likeliest, best first, at most five.</summary>
    public async Task<IReadOnlyList<Predicted>> PredictAsync(
        Session db, TenantId merchant, string locale, Situation situation, CancellationToken stop)
    {
        var snapshot = await knowledge.SnapshotAsync(merchant, locale, stop);
        var seen = await IssueStore.ReadAsync(db, merchant, situation, stop);
        return Predict(snapshot, seen, situation, Locales.IsEnglish(locale), time.GetUtcNow());
    }

    /// <summary>The same of what is at hand. Pure.</summary>
    public static IReadOnlyList<Predicted> Predict(
        KnowledgeSnapshot snapshot, IssueWeights seen, Situation situation, bool english, DateTimeOffset now)
    {
        var found = new List<Predicted>(HeldOutMax);
        foreach (var target in IssueRanking.Rank(LikelyByRule(snapshot.Items, situation), seen, situation, now))
        {
            var text = Issue.ItemOf(target) is { } item ? TextOf(snapshot.Find(item), situation) : TextOf(Issue.SkillOf(target)!, situation, english);
            if (text is not null && found.TrueForAll(one => one.Text != text))
                found.Add(new(target, text));
            if (found.Count == HeldOutMax)
                break;
        }
        return found;
    }

    /// <summary>The order's state first, then items about the product, then the first item of each category.</summary>
    internal static List<string> LikelyByRule(IReadOnlyList<KnowledgeEntry> items, Situation situation)
    {
        string[] skills = situation.Order switch
        {
            OrderState.Paid => [Skill.WhereIsMyOrder, Skill.UrgeShipment],
            Situation.PaidLong => [Skill.UrgeShipment, Skill.WhereIsMyOrder],
            Situation.OnItsWay or ParcelState.OutForDelivery or ParcelState.Stalled or ParcelState.Exception => [Skill.WhereIsMyOrder, Skill.WhenWillItArrive],
            _ => [],
        };
        return
        [
            .. skills.Select(Issue.Of),
            .. items.Where(item => situation.Product.Length > 0 && item.Products.Contains(situation.Product, StringComparer.Ordinal))
                .Take(OfProductMax).Select(item => Issue.Of(item.Id)),
            .. items.Where(item => item.Products.Count == 0).DistinctBy(item => item.Category ?? AnyCategory, StringComparer.Ordinal)
                .Select(item => Issue.Of(item.Id)),
        ];
    }

    /// <summary>Null: it isn't given any more, or is about another product than the page's.</summary>
    private static string? TextOf(KnowledgeEntry? item, Situation situation) =>
        item is null || (situation.Product.Length > 0 && item.Products.Count > 0 && !item.Products.Contains(situation.Product, StringComparer.Ordinal))
            ? null
            : item.Question;

    private static string? TextOf(string skill, Situation situation, bool english) => skill == Skill.WhereIsMyOrder && situation.Order is OrderState.Paid or Situation.PaidLong
        ? english ? "Has my order shipped?" : "我的订单发货了吗？"
        : Wording.In(english ? Locales.English : Locales.Chinese).Skills.GetValueOrDefault(skill);
}

/// <summary>Something that a consumer may have come for.</summary>
/// <param name="Target">See <see cref="Issue"/>.</param>
/// <param name="Text">How they would ask.</param>
internal sealed record Predicted(string Target, string Text);
