namespace ServiceOS.Understanding;

/// <summary>Words that decide by themselves: the wish for a person, and anger. Pure, by lists that people can read.</summary>
/// <remarks>A wish for a person is always honoured, so the lists lean towards hearing one.</remarks>
internal static class Wishes
{
    private const int ShortCharactersMax = 8;

    private static readonly string[] s_personChinese =
    [
        "转人工", "人工客服", "人工服务", "找人工", "要人工", "接人工", "真人", "转客服", "找客服", "叫客服", "转接客服", "联系客服", "客服人员", "叫人来", "跟人说", "和人聊",
        "人工坐席", "人工在吗", "有人工吗", "呼叫人工", "换人工", "转接人工", "不要机器人", "不想和机器人", "别让机器人",
    ];

    private static readonly string[] s_notPersonChinese = ["不要人工", "不用人工", "别转人工", "不用转人工", "不需要人工", "不要转人工", "不找人工"];

    private static readonly string[] s_personEnglish =
    [
        "real person", "human agent", "live agent", "human being", "actual person", "speak to someone", "talk to someone", "speak with someone",
        "talk with someone", "customer service representative", "customer service rep", "transfer me", "speak to a", "talk to a", "speak with a",
        "talk with a", "connect me to", "connect me with", "get me a person", "get me a human", "no bot", "not a bot", "operator please",
        "need a human", "want a human", "need a person", "want a person", "to a human", "to a person", "a human please", "speak to an agent",
        "talk to an agent", "contact an agent", "call an agent", "live chat with", "human support", "speak to your manager",
    ];

    private static readonly string[] s_personEnglishWhole =
        ["human", "agent", "person", "operator", "representative", "live person", "human please", "agent please", "real human", "customer service"];

    private static readonly string[] s_notPersonEnglish =
        ["do not want a human", "don't want a human", "no human needed", "no need for a human", "don't need a human", "do not need a human", "don't need a person"];

    private static readonly string[] s_angerChinese =
    [
        "投诉", "骗子", "骗人", "垃圾", "12315", "差评", "太差了", "气死", "欺骗", "曝光", "什么破", "坑人", "黑店", "没人管", "太过分", "忍无可忍", "失望透顶", "恶心",
        "有没有人管", "消费者协会", "消协", "起诉", "律师", "维权", "傻逼", "妈的", "滚",
    ];

    private static readonly string[] s_angerEnglish =
    [
        "complaint", "complain", "scam", "fraud", "rip off", "ripoff", "terrible", "horrible", "worst", "ridiculous", "unacceptable", "disgusting",
        "lawyer", "sue you", "furious", "fed up", "sick of", "liars", "cheated", "useless", "pathetic", "outrageous", "wtf", "bullshit",
    ];

    private static readonly (string Risk, string[] Chinese, string[] English)[] s_risks =
    [
        ("legal", ["律师", "起诉", "法院", "告你们", "法律途径"], ["lawyer", "sue you", "legal action", "court", "attorney"]),
        ("authority", ["12315", "消协", "消费者协会", "工商局", "市监局", "市场监管"], ["consumer protection", "ombudsman", "trading standards", "regulator", "better business bureau"]),
        ("public", ["曝光", "媒体", "记者", "发微博", "发小红书", "发抖音", "差评"], ["the press", "newspaper", "social media", "bad review", "one star", "go viral", "on twitter", "on reddit"]),
    ];

    /// <summary>What the words threaten with: <c>legal</c>, <c>authority</c> or <c>public</c>; null when with nothing.</summary>
    /// <param name="text">Normalised.</param>
    public static string? RiskIn(ReadOnlySpan<char> text)
    {
        foreach (var (risk, chinese, english) in s_risks)
        {
            if (Any(text, chinese) || AnyWord(text, english))
                return risk;
        }
        return null;
    }

    /// <summary>True when the text asks for a person.</summary>
    /// <param name="text">Normalised.</param>
    public static bool WantsPerson(ReadOnlySpan<char> text)
    {
        if (Any(text, s_notPersonChinese) || Any(text, s_notPersonEnglish))
            return false;
        if (Any(text, s_personChinese) || Any(text, s_personEnglish))
            return true;
        var bare = text.Trim(" .!?。！？~,，");
        if (bare.Length <= ShortCharactersMax && (bare.Contains("人工", StringComparison.Ordinal) || bare is "客服"))
            return true;
        foreach (var word in s_personEnglishWhole)
        {
            if (bare.SequenceEqual(word))
                return true;
        }
        return false;
    }

    /// <summary>True when the words are angry, or threaten with the public or the law.</summary>
    /// <param name="text">Normalised.</param>
    public static bool IsAngry(ReadOnlySpan<char> text) => Any(text, s_angerChinese) || AnyWord(text, s_angerEnglish);

    private static bool Any(ReadOnlySpan<char> text, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (text.Contains(phrase, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    /// <summary>Whole words only: "sue you" is not in "issue your".</summary>
    private static bool AnyWord(ReadOnlySpan<char> text, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            for (var from = 0; text[from..].IndexOf(phrase, StringComparison.Ordinal) is >= 0 and var at; from += at + 1)
            {
                var begin = from + at;
                var end = begin + phrase.Length;
                if ((begin == 0 || !char.IsAsciiLetter(text[begin - 1])) && (end == text.Length || !char.IsAsciiLetter(text[end])))
                    return true;
            }
        }
        return false;
    }
}
