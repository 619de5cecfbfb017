using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Understanding;

/// <summary>Hears that a text asks for a product's price, or whether it is there. Pure, by lists that people can read.</summary>
/// <remarks>
/// A product's name outweighs three letters of a wish in any measure of nearness: "how much is the thermometer" is nearest to how
/// to use it. So the wish is heard by itself, and only what is about the same is compared.
/// </remarks>
internal static class ProductWishes
{
    private static readonly string[] s_price =
    [
        "多少钱", "多钱", "几多钱", "啥价", "什么价", "价格", "价钱", "售价", "怎么卖", "咋卖", "几块钱", "多少元", "多少块",
        "how much is", "how much are", "how much does", "how much do", "how much for", "how much would", "what does it cost", "what do they cost", "what is the price",
        "what's the price", "whats the price", "price of", "price for", "the price", "price?", "cost of", "how much?",
    ];

    /// <summary>What may cost something and is no product, and prices that are asked for to argue with.</summary>
    private static readonly string[] s_notPrice =
    [
        "运费", "邮费", "快递费", "包邮", "手续费", "安装费", "维修费", "上门费", "退", "补", "差价", "降价", "保价", "价格保护", "涨价", "优惠", "折扣", "满减", "活动", "红包", "积分",
        "发票", "税", "押金", "定金", "抵", "最低", "便宜", "免", "加多少钱", "订单", "价格单", "赔", "保险", "流量",
        "shipping", "delivery", "postage", "freight", "deliver", "return", "refund", "price match", "price drop", "price protection", "price adjustment", "dropped",
        "lower", "cheaper", "discount", "coupon", "points", "invoice", "tax", "deposit", "insurance", "trade", "order", "hide", "leave out", "include the price",
        "better price", "best price", "price difference", "the difference", "adjust", "went", "install", "repair",
    ];

    private static readonly string[] s_stock =
    [
        "有货", "有没有货", "有无货", "现货", "库存", "缺货", "断货", "没货", "无货", "补货", "卖完", "售罄",
        "in stock", "out of stock", "sold out", "restock", "do you have stock", "any left", "insufficient stock",
    ];

    /// <summary>Whole texts that ask for a price without its words.</summary>
    private static readonly string[] s_priceWhole = ["how much", "price", "cost", "价", "多少米", "几钱"];

    /// <summary><see cref="Skill.ProductPrice"/>, <see cref="Skill.ProductStock"/>, or null.</summary>
    /// <param name="text">Normalised.</param>
    public static string? Of(ReadOnlySpan<char> text)
    {
        if (Any(text, s_stock))
            return Skill.ProductStock;
        var bare = text.Trim(" .!?。~,，");
        foreach (var word in s_priceWhole)
        {
            if (bare.SequenceEqual(word))
                return Skill.ProductPrice;
        }
        return (Any(text, s_price) || bare.EndsWith(" cost") || bare.EndsWith(" costs")) && !Any(text, s_notPrice) ? Skill.ProductPrice : null;
    }

    private static bool Any(ReadOnlySpan<char> text, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (text.Contains(phrase, StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
