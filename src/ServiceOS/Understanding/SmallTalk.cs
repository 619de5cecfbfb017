using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Understanding;

/// <summary>
/// Words that ask for nothing, and the question who is speaking. Pure, by lists that people can read: a text is small talk when
/// nothing of it is left over, so that "好的，那怎么退货" is not.
/// </summary>
internal static class SmallTalk
{
    private const int CharactersMax = 60;

    /// <summary>So much may stand beside the question who is speaking: "hello, are you a bot".</summary>
    private const int BesideIdentityMax = 8;

    private const string Filler = "";

    private static readonly (string Phrase, string Kind)[] s_phrases = LongestFirst(
        (Skill.Agreed,
        [
            "好", "好的", "好吧", "好滴", "好哒", "好嘞", "好呀", "嗯", "嗯嗯", "嗯呢", "恩", "恩恩", "行", "行吧", "可以", "可以的", "是", "是的", "对", "对的", "要的",
            "ok", "okay", "okey", "k", "yes", "yeah", "yep", "yup", "sure", "alright", "all right", "right", "please do", "yes please",
        ]),
        (Skill.Acknowledged,
        [
            "收到", "明白", "明白了", "知道了", "晓得了", "了解", "了解了", "懂了", "清楚了", "哦", "噢", "喔", "没事", "没事了", "没问题", "没关系", "那就这样", "就这样",
            "不用", "不用了", "不需要", "不需要了", "没有了", "没了", "算了", "我等", "我等等", "我等着", "等着", "等一下", "稍等", "等我一下", "我看看", "先看看", "我再看看",
            "我先看看", "我想想", "考虑一下", "我考虑一下", "哈哈", "哈哈哈", "呵呵", "不错", "挺好", "太好了", "真好", "厉害", "我去下单", "我下单了", "这就下单", "下单了",
            "已下单", "随便", "都行", "都可以", "无所谓", "你定", "您定", "我去拍", "拍了", "已拍", "拍下了", "我去看看", "有道理", "也对", "也是", "那行",
            "whatever", "anything", "either", "either is fine", "up to you", "you decide", "got it", "i see", "understood", "noted", "fair enough", "makes sense", "sounds good", "good", "great", "perfect", "cool", "nice", "awesome", "lovely",
            "excellent", "wonderful", "fine", "no problem", "no worries", "never mind", "nevermind", "no", "nope", "no need", "nothing else", "that is all", "that's all",
            "that is fine", "that's fine", "that works", "good to know", "will do", "i will wait", "i'll wait", "ill wait", "i can wait", "waiting", "one moment",
            "let me see", "let me check", "let me think", "ordering now", "i am ordering now", "i'm ordering now", "ordering it now", "i will order", "i'll order",
            "i will order it", "i'll order it", "i'll take it", "i will take it", "buying it", "buying now", "ordered", "i ordered it", "haha", "lol", "i understand",
        ]),
        (Skill.Paid,
        [
            "付了", "已付", "付款了", "已付款", "付好了", "付完了", "付过了", "钱付了", "我付了", "我付款了", "我已付款", "我已经付款了", "已经付了", "已经付款了", "支付了", "已支付",
            "支付好了", "付款成功", "支付成功", "paid", "just paid", "i paid", "i just paid", "i have paid", "i've paid", "ive paid", "already paid", "i already paid",
            "payment done", "paid it", "i paid it", "i have just paid", "i've just paid", "payment sent",
        ]),
        (Skill.Thanks,
        [
            "谢谢", "谢谢你", "谢谢您", "谢谢啦", "谢谢了", "谢了", "谢啦", "多谢", "感谢", "非常感谢", "万分感谢", "辛苦了", "辛苦啦", "麻烦了", "麻烦你了", "3q", "thx", "thnx", "tks", "ty",
            "thanks", "thank you", "thank u", "thanks a lot", "many thanks", "cheers", "much appreciated", "appreciate it", "appreciated",
        ]),
        (Filler,
        [
            "啊", "呀", "啦", "了", "吧", "呢", "哈", "的", "嘛", "哟", "那", "亲", "就", "先", "我", "so", "then", "well", "oh", "ah", "now", "for now", "so much", "very much",
            "again", "for your help", "for the help", "for that", "and", "it", "you", "dear", "all", "just",
        ]));

    private static readonly string[] s_identity = [.. new[]
    {
        "你是机器人还是人工", "你是机器人还是真人", "你是人工还是机器人", "你是真人还是机器人", "是人还是机器人", "是机器人还是人", "机器人还是人工", "机器人还是真人", "人工还是机器人", "真人还是机器人",
        "是不是机器人", "是不是真人", "是不是人工", "是不是ai", "你是机器人", "您是机器人", "是机器人吗", "你是人工吗", "您是人工吗", "是人工吗", "你是真人吗", "您是真人吗", "是真人吗", "你是人吗",
        "你是ai", "你是智能客服", "你是自动回复", "是自动回复吗", "你是谁", "您是谁",
        "are you a bot", "are you a robot", "are you a chatbot", "are you a machine", "are you an ai", "are you ai", "are you human", "are you a human",
        "are you a human being", "are you a person", "are you a real person", "are you a real human", "are you real", "are you a live person", "is this a bot", "is this a robot",
        "is this an ai", "is this a machine", "is this a person", "is this a human", "is this a real person", "is this automated", "am i talking to a bot",
        "am i talking to a robot", "am i talking to a machine", "am i talking to an ai", "am i talking to a person", "am i talking to a human", "am i talking to a real person",
        "am i chatting with a bot", "am i chatting with a person", "am i chatting with a human", "am i speaking to a person", "am i speaking with a person",
        "am i speaking to a bot", "am i speaking to a human", "bot or human", "human or bot", "robot or human", "human or robot", "person or a bot", "bot or a person", "who are you",
        "what are you",
    }.OrderByDescending(phrase => phrase.Length)];

    /// <summary>A skill of <see cref="Skill.OfTalk"/>; null when the text says more.</summary>
    /// <param name="text">Normalised.</param>
    public static string? Of(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > CharactersMax)
            return null;
        if (IdentityIn(text) is { } identity && LettersOf(text) - LettersOf(identity) <= BesideIdentityMax)
            return Skill.WhoAreYou;
        return text.Contains('?') ? null : Nothing(text);
    }

    /// <summary>The text without the question who is speaking: "are you a person" is not a wish for one.</summary>
    /// <param name="text">Normalised.</param>
    public static string WithoutIdentity(string text) =>
        IdentityIn(text) is { } identity ? text.Replace(identity, " ", StringComparison.Ordinal) : text;

    /// <summary>What a text comes to of which each word is of the lists; null when one is not.</summary>
    private static string? Nothing(ReadOnlySpan<char> text)
    {
        string? kind = null;
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }
            if (PhraseAt(text, at) is not { } found)
                return null;
            kind = Stronger(kind, found.Kind);
            at += found.Phrase.Length;
        }
        return kind;
    }

    private static (string Phrase, string Kind)? PhraseAt(ReadOnlySpan<char> text, int at)
    {
        foreach (var one in s_phrases)
        {
            if (text[at..].StartsWith(one.Phrase, StringComparison.Ordinal) && EndsWord(text, at + one.Phrase.Length))
                return one;
        }
        return null;
    }

    /// <summary>What is said beside a mere yes is what is meant: "ok thanks" are thanks, "好的付了" has been paid.</summary>
    private static string? Stronger(string? kind, string other) => (kind, other) switch
    {
        (_, Filler) => kind,
        (Skill.Paid, _) or (_, Skill.Paid) => Skill.Paid,
        (Skill.Thanks, _) or (_, Skill.Thanks) => Skill.Thanks,
        (Skill.Acknowledged, _) or (_, Skill.Acknowledged) => Skill.Acknowledged,
        _ => other,
    };

    private static string? IdentityIn(ReadOnlySpan<char> text)
    {
        foreach (var phrase in s_identity)
        {
            var at = text.IndexOf(phrase, StringComparison.Ordinal);
            if (at >= 0 && (at == 0 || !char.IsAsciiLetter(text[at - 1]) || !char.IsAsciiLetter(phrase[0])) && EndsWord(text, at + phrase.Length))
                return phrase;
        }
        return null;
    }

    private static bool EndsWord(ReadOnlySpan<char> text, int end) =>
        end == text.Length || !char.IsAsciiLetterOrDigit(text[end]) || !char.IsAsciiLetterOrDigit(text[end - 1]);

    private static int LettersOf(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
            count += char.IsLetterOrDigit(c) ? 1 : 0;
        return count;
    }

    private static (string Phrase, string Kind)[] LongestFirst(params (string Kind, string[] Phrases)[] lists) =>
        [.. lists.SelectMany(list => list.Phrases.Select(phrase => (Phrase: phrase, list.Kind))).OrderByDescending(one => one.Phrase.Length)];
}
