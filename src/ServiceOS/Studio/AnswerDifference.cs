using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Studio;

/// <summary>Finds where two answers to one question can't both be true: other numbers of the same thing, or yes against no. Pure.</summary>
/// <remarks>By lists that people can read: it warns, and hinders nothing. What it does not find may still contradict.</remarks>
internal static partial class AnswerDifference
{
    public const string Number = "number";
    public const string YesNo = "yes-no";

    private static readonly Dictionary<string, string> s_units = new(StringComparer.Ordinal)
    {
        ["日"] = "天",
        ["day"] = "天",
        ["days"] = "天",
        ["个小时"] = "小时",
        ["hour"] = "小时",
        ["hours"] = "小时",
        ["minute"] = "分钟",
        ["minutes"] = "分钟",
        ["周"] = "星期",
        ["week"] = "星期",
        ["weeks"] = "星期",
        ["个月"] = "月",
        ["month"] = "月",
        ["months"] = "月",
        ["year"] = "年",
        ["years"] = "年",
        ["块"] = "元",
        ["yuan"] = "元",
        ["percent"] = "%",
    };

    private static readonly SearchValues<char> s_ends = SearchValues.Create("。！？!?；;\n，");

    private static readonly string[] s_negative =
    [
        "不可以", "不能", "不支持", "不行", "不会", "不提供", "不接受", "不包", "不含", "不需要", "不用", "不收", "不予", "暂不", "没有", "无法", "无需", "不在",
        "cannot", "can't", "do not", "don't", "does not", "doesn't", "is not", "isn't", "are not", "aren't", "unable", "no, ", "not ",
    ];

    private static readonly string[] s_positive =
        ["可以", "支持", "提供", "接受", "包含", "包邮", "you can", "you may", "we do ", "we can", "we offer", "is possible", "is available"];

    /// <summary>Too short to mean it anywhere but at the beginning.</summary>
    private static readonly string[] s_positiveFirst = ["能", "会", "有", "是", "可", "当然", "yes", "sure", "of course"];

    /// <summary>Where they differ; empty when they don't, as far as can be told.</summary>
    public static IReadOnlyList<Difference> Of(string mine, string theirs)
    {
        var (my, their) = (Normaliser.Normalise(mine), Normaliser.Normalise(theirs));
        var differences = new List<Difference>();
        var (myNumbers, theirNumbers) = (NumbersIn(my), NumbersIn(their));
        foreach (var (unit, values) in myNumbers)
        {
            // an answer may say more than the other; it contradicts when each says what the other doesn't
            if (theirNumbers.TryGetValue(unit, out var others) && !values.Keys.All(others.ContainsKey) && !others.Keys.All(values.ContainsKey))
                differences.Add(new(Number, string.Join(' ', values.Values), string.Join(' ', others.Values)));
        }
        if (PolarityOf(my) * PolarityOf(their) < 0)
            differences.Add(new(YesNo, FirstSentence(mine), FirstSentence(theirs)));
        return differences;
    }

    /// <summary>By unit: the values, and how each was written.</summary>
    private static Dictionary<string, SortedDictionary<double, string>> NumbersIn(string text)
    {
        var found = new Dictionary<string, SortedDictionary<double, string>>(StringComparer.Ordinal);
        foreach (Match match in Quantity().Matches(text))
        {
            var unit = match.Groups["sign"].Success ? "元" : match.Groups["unit"].Value;
            unit = s_units.GetValueOrDefault(unit, unit);
            if (!found.TryGetValue(unit, out var values))
                found[unit] = values = [];
            values.TryAdd(ValueOf(match.Groups["value"].Value), match.Value.Trim());
        }
        foreach (Match match in Clock().Matches(text))
        {
            if (!found.TryGetValue(":", out var values))
                found[":"] = values = [];
            values.TryAdd(double.Parse(match.Value.Replace(':', '.'), CultureInfo.InvariantCulture), match.Value);
        }
        return found;
    }

    private static double ValueOf(string digits)
    {
        const string Numerals = "零一二三四五六七八九";
        if (double.TryParse(digits.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return value;
        if (digits is "两")
            return 2;
        var ten = digits.IndexOf('十', StringComparison.Ordinal);
        if (ten < 0)
            return Numerals.IndexOf(digits[^1], StringComparison.Ordinal);
        var tens = ten == 0 ? 1 : Numerals.IndexOf(digits[ten - 1], StringComparison.Ordinal);
        return (tens * 10) + (ten == digits.Length - 1 ? 0 : Numerals.IndexOf(digits[^1], StringComparison.Ordinal));
    }

    /// <summary>Of the first sentence, which answers: −1 no, 1 yes, 0 neither.</summary>
    private static int PolarityOf(string normalised)
    {
        var first = FirstSentence(normalised);
        if (s_negative.Any(word => first.Contains(word, StringComparison.Ordinal)))
            return -1;
        return s_positive.Any(word => first.Contains(word, StringComparison.Ordinal)) || s_positiveFirst.Any(word => first.StartsWith(word, StringComparison.Ordinal))
            ? 1
            : 0;
    }

    private static string FirstSentence(string text)
    {
        var end = text.AsSpan().IndexOfAny(s_ends);
        var stop = text.IndexOf(". ", StringComparison.Ordinal);
        end = end < 0 || (stop >= 0 && stop < end) ? stop : end;
        return end <= 0 ? text : text[..end];
    }

    [GeneratedRegex(@"(?<sign>[¥￥])?\s?(?<value>\d+(,\d{3})*(\.\d+)?|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])\s?(?<unit>个小时|小时|分钟|天|日|星期|周|个月|月|年|元|块|%|折|件|次|days?\b|hours?\b|minutes?\b|weeks?\b|months?\b|years?\b|yuan\b|percent\b|(?(sign)|(?!)))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quantity();

    [GeneratedRegex(@"\b([01]?\d|2[0-4]):[0-5]\d\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Clock();
}

/// <summary>Where two answers can't both be true.</summary>
/// <param name="Kind"><c>number</c> or <c>yes-no</c>.</param>
/// <param name="Mine">What the one says.</param>
/// <param name="Theirs">What the other says.</param>
internal sealed record Difference(string Kind, string Mine, string Theirs);
