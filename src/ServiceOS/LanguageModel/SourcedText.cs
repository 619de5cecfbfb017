using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceOS.Analysis.Safety;

namespace ServiceOS.LanguageModel;

/// <summary>Decides which sentences of a model may be said: those that name their sources and promise nothing that isn't in them. Pure.</summary>
internal static partial class SourcedText
{
    private const int SentencesMax = 12;
    private const int SentenceCharactersMax = 500;

    /// <summary>Words that bind the shop, or name a day: they must stand in the sources.</summary>
    private static readonly string[] s_binding =
    [
        "refund", "compensat", "guarantee", "promise", "warrant", "free", "discount", "coupon", "waive", "gift", "cash", "cheaper", "less", "reimburs", "double", "half", "today", "tomorrow",
        "tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "two", "three", "four", "five", "six", "seven", "eight",
        "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "ninety", "hundred", "thousand", "dozen",
        "赔", "补偿", "退款", "退钱", "保证", "承诺", "免费", "包邮", "优惠", "折扣", "打折", "红包", "赠", "送您", "减", "便宜", "返现", "今天", "明天", "后天", "今晚", "周末", "双倍", "一半",
    ];

    /// <summary>How sums are written, and in which currency: 99 yuan are no 99 dollars.</summary>
    private static readonly (string Sign, string Currency)[] s_currencies =
    [
        ("美元", "usd"), ("欧元", "eur"), ("日元", "jpy"), ("us$", "usd"), ("¥", "cny"), ("元", "cny"), ("块", "cny"), ("rmb", "cny"), ("cny", "cny"), ("yuan", "cny"),
        ("$", "usd"), ("usd", "usd"), ("dollar", "usd"), ("€", "eur"), ("eur", "eur"), ("£", "gbp"), ("gbp", "gbp"), ("pound", "gbp"),
    ];

    /// <summary>A model's JSON; null when it isn't what was asked for. What it says around the JSON is passed over.</summary>
    public static IReadOnlyList<SourcedSentence>? Read(string answer)
    {
        var (from, to) = (answer.IndexOf('{', StringComparison.Ordinal), answer.LastIndexOf('}'));
        if (from < 0 || to < from)
            return null;
        try
        {
            using var json = JsonDocument.Parse(answer.AsMemory(from, to - from + 1));
            if (!json.RootElement.TryGetProperty("sentences", out var list) || list.ValueKind != JsonValueKind.Array)
                return null;
            return [.. list.EnumerateArray().Take(SentencesMax).Select(SentenceOf).OfType<SourcedSentence>()];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The sentences that hold, in their order.</summary>
    /// <param name="sentences">As they came, placeholders put back.</param>
    /// <param name="sources">What they may rest on; a sentence counts them from 1.</param>
    public static IReadOnlyList<SourcedSentence> Keep(IReadOnlyList<SourcedSentence> sentences, IReadOnlyList<string> sources)
    {
        var kept = new List<SourcedSentence>();
        foreach (var sentence in sentences)
        {
            var named = sentence.Sources.Where(source => source >= 1 && source <= sources.Count).Distinct().ToList();
            if (named.Count > 0 && Holds(sentence.Text, string.Join('\n', named.Select(source => sources[source - 1]))))
                kept.Add(sentence with { Sources = named });
        }
        return kept;
    }

    /// <summary>Whether a sentence says no figure, sum, day, promise or address that isn't in what it rests on.</summary>
    public static bool Holds(string sentence, string source)
    {
        if (string.IsNullOrWhiteSpace(sentence) || sentence.Length > SentenceCharactersMax || sentence.Contains('⟦', StringComparison.Ordinal))
            return false;
        var figures = FiguresIn(source).ToHashSet();
        return FiguresIn(sentence).All(figures.Contains)
            && s_binding.All(word => !HasWord(sentence, word) || HasWord(source, word))
            && AddressesIn(sentence).All(address => AddressesIn(source).Contains(address, StringComparer.Ordinal));
    }

    /// <summary>A text's sentences, each with its end.</summary>
    public static IEnumerable<string> Sentences(string text) =>
        Sentence().Matches(text).Select(match => match.Value.Trim()).Where(sentence => sentence.Length > 0);

    /// <summary>Sentences as one text: Chinese ones have no space between them.</summary>
    public static string Joined(IEnumerable<string> sentences)
    {
        var text = new StringBuilder();
        foreach (var sentence in sentences)
        {
            if (text.Length > 0 && char.IsAscii(text[^1]))
                text.Append(' ');
            text.Append(sentence);
        }
        return text.ToString();
    }

    /// <summary>Numbers as they are written, and for sums of money their currency: 14 days are no ¥14.</summary>
    private static IEnumerable<(string Number, string? Currency)> FiguresIn(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        foreach (Match match in Figure().Matches(plain))
        {
            var number = match.Value.Replace(",", "", StringComparison.Ordinal);
            var before = plain.AsSpan(0, match.Index).TrimEnd();
            var after = plain.AsSpan(match.Index + match.Length).TrimStart();
            string? money = null;
            foreach (var (sign, currency) in s_currencies)
            {
                if (before.EndsWith(sign, StringComparison.Ordinal) || after.StartsWith(sign, StringComparison.Ordinal))
                    money ??= currency;
            }
            yield return (number, money);
        }
        foreach (Match match in ChineseFigure().Matches(plain))
            yield return (match.Value, null);
    }

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            // "ten" is no part of "often"
            if (!char.IsAsciiLetter(word[0]) || at == 0 || !char.IsAsciiLetter(text[at - 1]))
                return true;
        }
        return false;
    }

    private static IEnumerable<string> AddressesIn(string text)
    {
        var none = new SafeLinks([]);
        return text.Split([' ', '\n', '\t', '，', '。', '（', '）', '、'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => none.Keep(word, "") != word)
            .Select(word => word.TrimEnd('.', ',', ';', ':', '!', '?', ')'));
    }

    private static SourcedSentence? SentenceOf(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String
            || !one.TryGetProperty("sources", out var sources) || sources.ValueKind != JsonValueKind.Array)
            return null;
        return new(text.GetString()!.Trim(), [.. sources.EnumerateArray()
            .Select(source => source.ValueKind == JsonValueKind.Number && source.TryGetInt32(out var number) ? number : 0)]);
    }

    [GeneratedRegex(@"[^。！？!?\n]+?([。！？!?\n]+|\.(?=\s|$)|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\d+([.,:/-]\d+)*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Figure();

    [GeneratedRegex("[零一二两三四五六七八九十百千万半]+(?=(个)?(元|块|天|日|号|月|年|小时|分钟|折|倍|周|星期|工作日))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChineseFigure();
}

/// <param name="Sources">What it says it rests on, counted from 1.</param>
internal sealed record SourcedSentence(string Text, IReadOnlyList<int> Sources);
