using System.Text.RegularExpressions;
using ServiceOS.Orders.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot.Skills;

/// <summary>The words of a question for a price that may name a product. Pure.</summary>
internal static partial class ProductTerms
{
    /// <summary>Words around the name, the longest first: what is left of the question is the name.</summary>
    private static readonly string[] s_around = [.. new[]
    {
        "多少钱", "多钱", "几多钱", "啥价", "什么价", "价格", "价钱", "售价", "怎么卖", "咋卖", "几块钱", "多少元", "多少块", "多少", "价位", "请问", "想问", "问一下", "问下", "我想", "咨询",
        "一下", "你们", "你家", "您家", "咱家", "店里", "这个", "那个", "这款", "那款", "这种", "那种", "哪个", "现在", "目前", "大概", "一共", "总共", "要", "卖", "的", "是", "呢", "啊", "呀",
        "吗", "嘛", "吧", "了", "您好", "你好", "亲", "买", "我", "想", "一台", "一个", "一件", "一盒", "一箱", "一瓶", "一袋", "一包", "一套", "一副", "一双", "一只", "一支", "一条", "一斤",
        "这台", "那台", "商品", "产品", "东西", "宝贝", "什么", "它", "价",
    }.OrderByDescending(word => word.Length)];

    private static readonly HashSet<string> s_aroundEnglish = new(
        ("how much is are does do did it its this that these those one ones the a an of for to what whats s price prices priced cost costs costing your you sell selling buy i "
        + "me my can could would please tell know want need hi hello hey there and or in on with right now today currently get each per piece item product thing they them be "
        + "will just about").Split(' '), StringComparer.Ordinal);

    /// <summary>Latin words and numbers as they are, Chinese in pairs of characters, in the text's order, each once.</summary>
    /// <param name="text">Normalised.</param>
    public static IReadOnlyList<string> In(string text, string language)
    {
        var rest = text;
        if (!Locales.IsEnglish(language))
            rest = s_around.Aggregate(text, (left, word) => left.Replace(word, " ", StringComparison.Ordinal));
        var terms = new List<string>();
        foreach (var piece in Piece().Matches(rest).Select(match => match.Value))
        {
            if (char.IsAsciiLetterOrDigit(piece[0]))
            {
                if (!s_aroundEnglish.Contains(piece))
                    terms.Add(Singular(piece));
            }
            else if (piece.Length == 1)
            {
                terms.Add(piece);
            }
            else
            {
                terms.AddRange(Enumerable.Range(0, piece.Length - 1).Select(at => piece.Substring(at, 2)));
            }
        }
        return [.. terms.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A product's names and id, in which terms are looked for.</summary>
    public static string NameOf(Product product) => $" {product.Name.Zh} {product.Name.En} {product.Id} ".ToLowerInvariant();

    /// <summary>Latin words from their beginning ("monitor" in "monitors", never "air" in "chair"), Chinese anywhere.</summary>
    public static bool IsIn(string term, string name)
    {
        for (var at = 0; (at = name.IndexOf(term, at, StringComparison.Ordinal)) >= 0; at++)
        {
            if (!char.IsAsciiLetterOrDigit(term[0]) || !char.IsAsciiLetterOrDigit(name[at - 1]))
                return true;
        }
        return false;
    }

    private static string Singular(string word) =>
        word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;

    [GeneratedRegex("[a-z0-9]+|[\\u4e00-\\u9fff]+", RegexOptions.None, 1000)]
    private static partial Regex Piece();
}
