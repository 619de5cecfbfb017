using System.Globalization;
using ServiceOS.Orders.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot.Skills.Catalogue;

/// <summary>What the bot says of products and offers. Pure; every figure and every rule is the shop's own.</summary>
internal static class CatalogueText
{
    private const int CampaignsShownMax = 3;

    public static string Attribute(Product product, string label, string value, string language) => Locales.IsEnglish(language)
        ? $"{product.Name.In(language)}, {label}: {value}."
        : $"{product.Name.In(language)}的{label}：{value}。";

    public static string WhichProduct(string language) => Locales.IsEnglish(language) ? "Which of these do you mean?" : "请问您想了解哪一款？";

    public static string AskMeasures(Product product, SizeChart chart, string language) => Locales.IsEnglish(language)
        ? $"To say which size of {product.Name.In(language)} fits, I need: {string.Join(", ", chart.Measures)}."
        : $"想知道{product.Name.In(language)}选哪个尺码，请告诉我：{string.Join("、", chart.Measures)}。";

    /// <summary>By the shop's table: no promise that it fits.</summary>
    public static string Size(Product product, SizeChart.Advice advice, string language)
    {
        var name = product.Name.In(language);
        return (advice.Size, advice.OrElse, Locales.IsEnglish(language)) switch
        {
            (null, _, true) => $"By the shop's size table there is no size of {name} for that. A person can advise you.",
            (null, _, false) => $"按店铺的尺码表，{name}没有对应的尺码。可以请人工客服帮您看看。",
            ({ } size, null, true) => $"By the shop's size table, {name} in {size} fits that.",
            ({ } size, null, false) => $"按店铺的尺码表，{name}建议选 {size}。",
            ({ } size, { } other, true) => $"By the shop's size table you are between {other} and {size} of {name}: {size} sits looser, {other} tighter.",
            ({ } size, { } other, false) => $"按店铺的尺码表，{name}在 {other} 和 {size} 之间：{size} 宽松一些，{other} 紧一些。",
        };
    }

    public static string Campaigns(CampaignChoice.Outcome outcome, string language, TimeZoneInfo zone)
    {
        var english = Locales.IsEnglish(language);
        return outcome switch
        {
            CampaignChoice.Outcome.One { Campaign: var one, Time: CampaignChoice.Time.Now } => Line(one, language, zone),
            CampaignChoice.Outcome.One { Campaign: var one, Time: CampaignChoice.Time.Ahead } => english
                ? $"“{one.Name.En}” begins on {Day(one.ValidFrom, zone, english)}: {one.Rule.En}"
                : $"“{one.Name.Zh}”{Day(one.ValidFrom, zone, english)}开始：{one.Rule.Zh}",
            CampaignChoice.Outcome.One { Campaign: var one } => english
                ? $"“{one.Name.En}” ended on {LastDay(one, zone, english)}, so its offers no longer hold."
                : $"“{one.Name.Zh}”已经在{LastDay(one, zone, english)}结束，活动优惠不再有效。",
            CampaignChoice.Outcome.Some { Campaigns: [], IsNow: true } => english ? "There is no offer running at the moment." : "现在没有正在进行的活动。",
            CampaignChoice.Outcome.Some { Campaigns: [] } => english ? "No offer is announced for that day." : "那天没有已公布的活动。",
            CampaignChoice.Outcome.Some some => (some.IsNow, english) switch
            {
                (true, true) => "Running now:\n",
                (true, false) => "现在正在进行的活动：\n",
                (false, true) => "On that day:\n",
                (false, false) => "那天的活动：\n",
            } + string.Join('\n', some.Campaigns.Take(CampaignsShownMax).Select(one => Line(one, language, zone))),
            _ => throw new InvalidOperationException($"unhandled outcome {outcome}"),
        };
    }

    private static string Line(Campaign one, string language, TimeZoneInfo zone) => Locales.IsEnglish(language)
        ? $"“{one.Name.En}”, until {LastDay(one, zone, english: true)}: {one.Rule.En}"
        : $"“{one.Name.Zh}”，截至{LastDay(one, zone, english: false)}：{one.Rule.Zh}";

    private static string LastDay(Campaign one, TimeZoneInfo zone, bool english) => Day(one.ValidTo.AddMilliseconds(-1), zone, english);

    private static string Day(DateTimeOffset at, TimeZoneInfo zone, bool english) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(english ? "MMMM d" : "M月d日", CultureInfo.InvariantCulture);
}
