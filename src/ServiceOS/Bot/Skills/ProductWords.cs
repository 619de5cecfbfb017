using System.Globalization;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot.Skills;

/// <summary>What the bot says of a product's price. Pure; every figure is from the catalogue.</summary>
internal static class ProductWords
{
    private const int ChoicesMax = 3;

    public static Said Price(ProductChoice.Outcome outcome, string language)
    {
        var english = Locales.IsEnglish(language);
        return outcome switch
        {
            ProductChoice.Outcome.One { Product: var product } => new(english
                ? $"{product.Name.In(language)}: {Amount(product.Price)}. Offers may lower it; the amount at checkout holds."
                : $"{product.Name.In(language)}的价格是 {Amount(product.Price)}。如有优惠，以下单时的金额为准。"),
            ProductChoice.Outcome.Several several => new(
                (english, several.Products.Count > ChoicesMax) switch
                {
                    (true, false) => "Which of these do you mean?",
                    (false, false) => "请问您想了解哪一款的价格？",
                    (true, true) => "Which one do you mean? If it is none of these, tell me its full name.",
                    (false, true) => "请问您想了解哪一款的价格？如果不是下面这几款，请告诉我完整的商品名称。",
                },
                [Part.OfChoices([.. several.Products.Take(ChoicesMax).Select(product => new Choice(product.Name.In(language), TappedChoice.PriceOf(product.Id)))])]),
            ProductChoice.Outcome.WhichOne => new(english
                ? "Which product do you mean? Tell me its name and I'll look up the price."
                : "请问是哪一款商品？告诉我商品名称，我帮您查价格。"),
            _ => new(english
                ? "Sorry, I don't find that among the shop's products, so I don't know its price. A person can tell you."
                : "抱歉，我在店铺商品里没有查到这一款，不知道它的价格。可以请人工客服告诉您。", [OrderSkills.PersonButton(language)]),
        };
    }

    /// <summary>An amount as people read it: ¥199.00, or the currency's letters before it.</summary>
    private static string Amount(Money price)
    {
        var digits = price.Currency is "JPY" or "KRW" or "VND" ? 0 : 2;   // ISO 4217: no minor unit
        var value = price.Amount / (digits == 0 ? 1m : 100m);
        var figure = value.ToString(digits == 0 ? "N0" : "N2", CultureInfo.InvariantCulture);
        return price.Currency == "CNY" ? $"¥{figure}" : $"{price.Currency} {figure}";
    }
}
