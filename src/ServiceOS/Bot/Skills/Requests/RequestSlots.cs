using System.Text.RegularExpressions;
using ServiceOS.Analysis.Safety;
using ServiceOS.Analysis.Text;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Skills.Requests;

/// <summary>Finds what a text tells about a request: the new address, the reason, the size … Pure.</summary>
internal static partial class RequestSlots
{
    private const int FreeTextMax = 200;

    /// <summary>By reason; the first that is heard counts. What the desk calls them is the desk's.</summary>
    private static readonly (string Reason, string[] Words)[] s_reasons =
    [
        ("damaged", ["破损", "破了", "碎了", "碎的", "压坏", "摔坏", "变形", "磕碰", "漏了", "漏液", "烂了", "烂的", "发霉", "damaged", "broken in transit", "cracked", "smashed", "dented", "crushed", "leaking", "mouldy", "moldy", "rotten", "arrived broken"]),
        ("wrong-item", ["发错", "寄错", "错发", "颜色不对", "型号不对", "不是我买的", "不是我要的", "少发", "少了", "漏发", "缺件", "缺少", "wrong item", "wrong product", "wrong colour", "wrong color", "wrong one", "sent me the wrong", "wrong size was sent", "missing", "not what i ordered"]),
        ("quality", ["质量", "坏了", "坏的", "故障", "有问题", "不能用", "用不了", "没反应", "开不了机", "不工作", "失灵", "瑕疵", "不亮", "没声音", "测不准", "faulty", "defective", "defect", "doesn't work", "does not work", "not working", "stopped working", "broken", "quality", "won't turn on", "malfunction", "dead on arrival"]),
        ("not-as-described", ["描述不符", "与描述", "和描述", "和图片不", "跟图片不", "不一样", "假货", "货不对板", "not as described", "different from the picture", "different from the photo", "misleading", "not as pictured", "not like the picture"]),
        ("size", ["尺码", "大小不合适", "太大", "太小", "偏大", "偏小", "大了", "小了", "不合身", "穿不上", "戴不上", "太紧", "太松", "too big", "too small", "too large", "too tight", "too loose", "doesn't fit", "does not fit", "wrong size", "didn't fit"]),
        ("changed-mind", ["不喜欢", "不想要", "不要了", "不想买", "不需要", "用不上", "用不着", "买错", "拍错", "后悔", "无理由", "买多了", "don't like", "do not like", "changed my mind", "no longer need", "no longer want", "don't need", "don't want", "by mistake", "bought the wrong", "ordered the wrong"]),
        ("late", ["太慢", "一直没到", "来不及", "等太久", "too slow", "too late", "took too long", "arrived late"]),
        ("other", ["其他原因", "别的原因", "其他", "another reason", "something else", "other"]),
    ];

    private static readonly (string Code, string[] Words)[] s_titles =
    [
        ("company", ["公司", "企业", "单位", "税号", "抬头是", "company", "business", "tax number", "tax id", "vat number"]),
        ("personal", ["个人", "私人", "personal", "private", "individual", "my own name", "in my name"]),
    ];

    /// <summary>The reasons that are offered as buttons.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["quality", "damaged", "wrong-item", "size", "changed-mind", "other"];

    public static IReadOnlyList<string> Titles { get; } = [.. s_titles.Select(title => title.Code).Reverse()];

    /// <summary>What a text tells, in words of its own.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="today">Where the shop is.</param>
    public static IReadOnlyList<SlotValue> Find(string skill, string text, DateOnly today)
    {
        var low = Normaliser.Normalise(text);
        var found = new List<SlotValue>();
        switch (skill)
        {
            case Skill.ChangeAddress:
                Add(RequestState.Address, AddressIn(text));
                Add("phone", PieceOf(text, PiiKind.Phone));
                break;
            case Skill.ReturnOrder or Skill.RefundOrder:
                Add(RequestState.Reason, CodeIn(low, s_reasons));
                break;
            case Skill.ExchangeOrder:
                Add(RequestState.Reason, CodeIn(low, s_reasons));
                Add(RequestState.Size, SizeIn(text, today));
                break;
            case Skill.PriceProtection:
                Add("amount", LastOf(text, SlotKind.Amount, today));
                break;
            case Skill.RequestInvoice:
                Add(RequestState.Title, CodeIn(low, s_titles) ?? (TaxNumber().IsMatch(text) ? "company" : null));
                Add("name", NameIn(text));
                Add("tax-number", TaxNumber().Match(text) is { Success: true } tax ? tax.Value.ToUpperInvariant() : null);
                Add("email", PieceOf(text, PiiKind.Email));
                break;
            default:
                break;
        }
        return found;

        void Add(string name, string? value)
        {
            if (value is not null)
                found.Add(new(name, value));
        }
    }

    /// <summary>What was asked for, in the words of an answer; null when they can't be one.</summary>
    /// <param name="asked">Which slot.</param>
    /// <param name="options">What was offered; empty: anything may be said.</param>
    public static string? AnswerTo(string asked, string text, IReadOnlyList<string> options)
    {
        var said = text.Trim();
        if (options.FirstOrDefault(option => string.Equals(option, said, StringComparison.OrdinalIgnoreCase)) is { } option)
            return option;
        var low = Normaliser.Normalise(said);
        return asked switch
        {
            RequestState.Reason when CodeIn(low, s_reasons) is { } reason => reason,
            RequestState.Title when CodeIn(low, s_titles) is { } title => title,
            _ when said.Count(char.IsLetterOrDigit) < 2 && asked != RequestState.Size => null,
            _ => said.Length <= FreeTextMax ? said : said[..FreeTextMax],
        };
    }

    /// <summary>A text without what may be taken for the number of an order and is none.</summary>
    public static string WithoutTaxNumber(string text) => TaxNumber().Replace(text, " ");

    private static string? CodeIn(string low, (string Code, string[] Words)[] lists) =>
        lists.FirstOrDefault(list => list.Words.Any(word => low.Contains(word, StringComparison.Ordinal))).Code;

    /// <summary>The last that stands there: who says where from says where to after it.</summary>
    private static string? AddressIn(string text)
    {
        // what stands behind such a word begins a clause of its own: 改送南京市… is else read as one name
        if (PieceOf(Before().Replace(text, "$0，"), PiiKind.Address) is { } address)
            return address;
        var after = After().Match(text);
        var rest = after.Success ? after.Groups["rest"].Value.Trim(' ', '。', '.', '，', ',', '！', '!') : "";
        return rest.Length >= 4 && (rest.Any(char.IsAsciiDigit) || after.Groups["zh"].Success) ? rest : null;
    }

    private static string? PieceOf(string text, PiiKind kind)
    {
        var found = Pii.Find(text).Where(span => span.Kind == kind).ToList();
        return found.Count == 0 ? null : text[found[^1].Start..found[^1].End];
    }

    private static string? LastOf(string text, SlotKind kind, DateOnly today) =>
        Slots.Find(text, today).LastOrDefault(slot => slot.Kind == kind) is { Length: > 0 } slot ? slot.Value : null;

    private static string? SizeIn(string text, DateOnly today) =>
        LastOf(text, SlotKind.Size, today) ?? (SizeWord().Matches(text) is { Count: > 0 } words ? words[^1].Groups["size"].Value.ToUpperInvariant() : null);

    private static string? NameIn(string text) =>
        Heading().Match(text) is { Success: true } heading ? heading.Groups["name"].Value.Trim() : null;

    [GeneratedRegex("改成|改到|改为|改送|改寄|换成|换到|寄到|送到|发到|地址[是为：:]?|一下[：:]|[：:]", RegexOptions.None, 1000)]
    private static partial Regex Before();

    /// <summary>What stands behind "to" or 改成.</summary>
    [GeneratedRegex(@"(?<zh>改成|改到|改为|改送|改寄|换成|换到|寄到|送到|发到|新地址[是为：:]?|地址[是为：:]|一下[：:])\s*(?<rest>[^，,。！？!?]{4,80})|\baddress\b.{0,12}?\b(to|is|should be)\b:?\s+(?<rest>[^?!]{4,120})|\b(ship|send|deliver) (it|them|my order|this|the order)\b.{0,8}?\bto\b\s+(?<rest>[^?!]{4,120})",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex After();

    /// <summary>换成L, "for an M": a letter that stands where a size does.</summary>
    [GeneratedRegex(@"(换成|换个|换到|换为|\b(to|for|in|an?|the|size) )\s*(?<size>X{0,4}[SL]|M|[2-6]XL)(?![A-Za-z0-9])", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SizeWord();

    /// <summary>A unified social credit code (GB 32100-2015), or the 15 digits of before.</summary>
    [GeneratedRegex(@"(?<![0-9A-Za-z])[1-9A-Ya-y][0-9][0-9]{6}[0-9A-Za-z]{10}(?![0-9A-Za-z])", RegexOptions.None, 1000)]
    private static partial Regex TaxNumber();

    [GeneratedRegex(@"(抬头[是为：:]?\s*|公司名称?[是为：:]\s*|\b(made out|addressed|issued?) to\s+)(?<name>[^，,。；;\r\n0-9]{2,40})", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Heading();
}
