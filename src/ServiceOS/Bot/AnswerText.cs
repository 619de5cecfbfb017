using System.Globalization;
using System.Text;
using ServiceOS.Bot.Skills;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot;

/// <summary>Fills the variables of an answer. Pure; a variable that is unknown is left as words that are true without it.</summary>
internal static class AnswerText
{
    /// <param name="order">The one that the question is about; null when nobody knows.</param>
    public static string Fill(KnowledgeEntry item, string language, Settings settings, BotContext context, OrderCard? order)
    {
        var text = item.Answer.Text;
        if (!text.Contains("{{", StringComparison.Ordinal))
            return text;
        var filled = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var begin
            && text.IndexOf("}}", begin, StringComparison.Ordinal) is >= 0 and var end)
        {
            filled.Append(text, at, begin - at);
            filled.Append(ValueOf(text[(begin + 2)..end].Trim(), item, language, settings, context, order) ?? text[begin..(end + 2)]);
            at = end + 2;
        }
        return filled.Append(text, at, text.Length - at).ToString();
    }

    private static string? ValueOf(
        string name, KnowledgeEntry item, string language, Settings settings, BotContext context, OrderCard? order)
    {
        var english = Locales.IsEnglish(language);
        return name switch
        {
            "merchant.name" => settings.Name.In(language),
            "consumer.name" => context.ConsumerName ?? (english ? "there" : "亲"),
            "order.number" => order?.Number ?? (english ? "(your order)" : "（您的订单）"),
            "order.state" => order is null ? (english ? "shown on the order page" : "以订单页显示为准") : OrderWords.State(order.State, language),
            "campaign.end" => item.ValidTo is { } end
                ? TimeZoneInfo.ConvertTime(end, TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone))
                    .ToString(english ? "MMMM d" : "M月d日", CultureInfo.InvariantCulture)
                : (english ? "the end of the campaign" : "活动结束"),
            _ => null,
        };
    }
}
