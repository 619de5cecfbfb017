using System.Text.RegularExpressions;

namespace ServiceOS.Understanding;

/// <summary>Takes out of a text what shall not be done: "don't cancel it, just change the address" wants the address changed. Pure.</summary>
/// <remarks>Only what a deed follows: "I don't want it any more" and 不想要了 are wishes, and stay.</remarks>
internal static partial class Negations
{
    private const int MatchMs = 1_000;

    /// <summary>Words that want nothing by themselves.</summary>
    private static readonly HashSet<string> s_empty = new(
        "please my the a an it this that order orders i you ok okay no thanks thank so then and just well hi hello".Split(' '), StringComparer.Ordinal);

    private static readonly string[] s_emptyChinese = ["谢谢", "我的", "订单", "这个", "那个", "千万", "请", "我", "你", "您", "的", "了", "哦", "啊", "吧", "呢", "先", "好"];

    /// <summary>What is left to be wanted; null when nothing is negated; empty when nothing is left.</summary>
    /// <param name="text">Normalised.</param>
    public static string? Without(string text)
    {
        var left = English().Replace(Chinese().Replace(TakenBack().Replace(text, ""), " "), " ");
        if (string.Equals(left, text, StringComparison.Ordinal))
            return null;
        return IsEmpty(left) ? "" : left.Trim(' ', ',', '.', '，', '。', ';', '；');
    }

    private static bool IsEmpty(string left)
    {
        foreach (var word in s_emptyChinese)
            left = left.Replace(word, " ", StringComparison.Ordinal);
        return Word().Matches(left).All(word => s_empty.Contains(word.Value));
    }

    [GeneratedRegex(
        """
        (?:不要|别|不用|不必|无需|不需要|不想|不打算|没想|没说过?要|没有?要求|没有?申请过?)(?:再|去|给我|帮我|给|帮|让你们?|你们?|把)*
        (?:取消|退货|退款|退钱|退|换货|换|改|修改|开发票|开票|申请|催|补差|投诉|转人工|转接|转)
        [^,，.。;；!！?？]*?(?=直接|而是|只是|只要|只想|就想|但是|但|[,，.。;；!！?？]|$)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, MatchMs)]
    private static partial Regex Chinese();

    [GeneratedRegex(
        """
        (?<!\bwhy\s)\b(?:do\s+not|don['’]?t|never|no\s+need\s+to|need\s+not|needn['’]t|did\s+not|didn['’]?t|rather\s+not|not\s+asking|haven['’]t\s+asked)\s+
        (?:(?:want|wish|need|like|ask(?:ed|ing)?|try(?:ing)?|have|you|to|for|me|us|a|an|any|the|my|this)\s+)*
        (?:cancel|return|refund|exchange|swap|replace|change|invoice|complain|hurry|rush|urge|chase|transfer|hand|connect|human|person|agent)
        [^,.;!?]*?(?=\bbut\b|\bjust\b|\bonly\b|\binstead\b|[,.;!?]|$)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, MatchMs)]
    private static partial Regex English();

    /// <summary>What was said before is taken back, and something else is said: "never mind, where is it?"</summary>
    [GeneratedRegex(@"^\s*(?:never\s*mind|forget\s+(?:it|that|about it)|scrap\s+that|算了|不用了|不必了)\s*[,，.。!！]\s*(?=.)", RegexOptions.ExplicitCapture, MatchMs)]
    private static partial Regex TakenBack();

    [GeneratedRegex("[a-z0-9]+|[\\u4e00-\\u9fff]", RegexOptions.None, MatchMs)]
    private static partial Regex Word();
}
