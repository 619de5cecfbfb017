using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceOS.Analysis.Text;

/// <summary>What a piece of a text names.</summary>
public enum SlotKind
{
    /// <summary>A day: yyyy-MM-dd.</summary>
    Date,

    /// <summary>Money: the number and the currency's code, <c>199.00 CNY</c>; no code when the text names none.</summary>
    Amount,

    /// <summary>A size of clothes or shoes: <c>XL</c>, <c>42</c>, <c>170/92A</c>.</summary>
    Size,
}

/// <summary>A piece of a text that names something.</summary>
/// <param name="Kind">What.</param>
/// <param name="Start">Where it begins, in characters of the text as it came.</param>
/// <param name="Length">Characters.</param>
/// <param name="Value">In one way of writing it.</param>
public readonly record struct Slot(SlotKind Kind, int Start, int Length, string Value);

/// <summary>Finds days, money and sizes in what people write, in Chinese and English. Pure; linear in the text's length.</summary>
public static partial class Slots
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int FoundMax = 20;
    private const int YearsAround = 2;

    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly (string Word, int Days)[] s_days =
    [
        ("大前天", -3), ("前天", -2), ("昨天", -1), ("昨日", -1), ("昨晚", -1), ("今天", 0), ("今日", 0), ("今晚", 0), ("大后天", 3), ("明天", 1), ("明日", 1), ("后天", 2),
        ("the day before yesterday", -2), ("yesterday", -1), ("today", 0), ("tonight", 0), ("the day after tomorrow", 2), ("tomorrow", 1),
    ];

    /// <summary>What a text names, in its order; at most twenty.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="today">The day on which it was written, where its writer's shop is.</param>
    public static IReadOnlyList<Slot> Find(string text, DateOnly today)
    {
        var read = text.Length <= QuestionMatcher.CharactersMax ? text : text[..QuestionMatcher.CharactersMax];
        var narrow = string.Create(read.Length, read, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = Narrow(from[i]);
        });
        var found = new List<Slot>();
        foreach (Match match in Day().Matches(narrow))
            AddDay(match, today, found);
        foreach (Match match in Money().Matches(narrow))
            AddAmount(match, found);
        foreach (Match match in Clothes().Matches(narrow))
            AddSize(match, found);
        return [.. found.OrderBy(slot => slot.Start).Take(FoundMax)];
    }

    private static void AddDay(Match match, DateOnly today, List<Slot> found)
    {
        var day = match.Groups["word"].Success ? OfWord(match.Groups["word"].Value, today)
            : match.Groups["cmonth"].Success ? Of(match.Groups["cyear"].Value, match.Groups["cmonth"].Value, match.Groups["cday"].Value, today)
            : match.Groups["name"].Success ? Of("", MonthOf(match.Groups["name"].Value), match.Groups["nday"].Value, today)
            : match.Groups["name2"].Success ? Of("", MonthOf(match.Groups["name2"].Value), match.Groups["nday2"].Value, today)
            : Of(match.Groups["year"].Value, match.Groups["month"].Value, match.Groups["day"].Value, today);
        if (day is { } known)
            found.Add(new(SlotKind.Date, match.Index, match.Length, known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    private static DateOnly? OfWord(string word, DateOnly today) =>
        today.AddDays(s_days.First(day => string.Equals(day.Word, word, StringComparison.OrdinalIgnoreCase)).Days);

    private static string MonthOf(string name) =>
        (Array.FindIndex(s_months, month => name.StartsWith(month, StringComparison.OrdinalIgnoreCase)) + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Without a year: the one nearest to today.</summary>
    private static DateOnly? Of(string year, string month, string day, DateOnly today)
    {
        if (!int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m) || m is < 1 or > 12
            || !int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var d))
            return null;
        if (year.Length > 0)
            return int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) ? Real(y, m, d, today) : null;
        return Enumerable.Range(today.Year - 1, 3).Select(near => Real(near, m, d, today)).OfType<DateOnly>()
            .OrderBy(near => Math.Abs(near.DayNumber - today.DayNumber)).Select(near => (DateOnly?)near).FirstOrDefault();
    }

    private static DateOnly? Real(int year, int month, int day, DateOnly today) =>
        Math.Abs(year - today.Year) <= YearsAround && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    private static void AddAmount(Match match, List<Slot> found)
    {
        var number = match.Groups["before"].Success ? match.Groups["number"].Value : match.Groups["number2"].Value;
        if (!decimal.TryParse(number.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return;
        var unit = match.Groups["before"].Success ? match.Groups["before"].Value : match.Groups["after"].Value;
        found.Add(new(SlotKind.Amount, match.Index, match.Length, string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {CurrencyOf(unit.Trim())}").TrimEnd()));
    }

    private static string CurrencyOf(string unit) => unit.ToLowerInvariant() switch
    {
        "¥" or "rmb" or "cny" or "元" or "块" or "块钱" or "圆" or "yuan" => "CNY",
        "us$" or "usd" or "dollar" or "dollars" or "美元" or "bucks" => "USD",
        "€" or "eur" or "euro" or "euros" or "欧元" => "EUR",
        "£" or "gbp" or "pound" or "pounds" or "英镑" => "GBP",
        "hk$" or "hkd" or "港币" => "HKD",
        _ => "",   // "$" is many countries'
    };

    private static void AddSize(Match match, List<Slot> found)
    {
        var group = match.Groups["body"].Success ? match.Groups["body"] : match.Groups["shoe"].Success ? match.Groups["shoe"]
            : match.Groups["letters"].Success ? match.Groups["letters"] : match.Groups["named"];
        found.Add(new(SlotKind.Size, group.Index, group.Length, group.Value.ToUpperInvariant()));
    }

    /// <summary>Full width as Chinese input methods write it, character for character.</summary>
    private static char Narrow(char c) => c switch
    {
        '￥' => '¥',
        '￡' => '£',
        >= '！' and <= '～' => (char)(c - '！' + '!'),
        _ => c,
    };

    [GeneratedRegex(
        @"(?<word>大前天|前天|昨天|昨日|昨晚|今天|今日|今晚|大后天|明天|明日|后天|\bthe day before yesterday\b|\byesterday\b|\btoday\b|\btonight\b|\bthe day after tomorrow\b|\btomorrow\b)"
        + @"|((?<cyear>20\d\d)年)?(?<cmonth>\d{1,2})月(份)?(?<cday>\d{1,2})[日号]"
        + @"|(?<year>20\d\d)[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})"
        + @"|\b(?<name>(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.? (?<nday>\d{1,2})(st|nd|rd|th)?\b"
        + @"|\b(?<nday2>\d{1,2})(st|nd|rd|th)? (of )?(?<name2>(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b", Options)]
    private static partial Regex Day();

    [GeneratedRegex(
        @"(?<before>US\$|HK\$|[¥$€£]|RMB|CNY|USD|EUR|GBP) ?(?<number>\d{1,3}(,\d{3})+(\.\d{1,2})?|\d{1,7}(\.\d{1,2})?)"
        + @"|(?<number2>\d{1,3}(,\d{3})+(\.\d{1,2})?|\d{1,7}(\.\d{1,2})?) ?(?<after>块钱|块|元|圆|美元|欧元|英镑|港币|(RMB|CNY|USD|EUR|GBP|yuan|dollars?|bucks|euros?|pounds?)\b)", Options)]
    private static partial Regex Money();

    [GeneratedRegex(
        @"(?<body>1\d\d/\d{2,3}[A-Z]?)"
        + @"|(?<shoe>[2-5]\d(\.5)?) ?码"
        + @"|\bsize (?<named>X{0,4}[SL]|M|\d{1,2}(\.5)?)\b"
        + @"|(^|[^A-Z0-9])(?<letters>X{1,4}[SL]|[2-6]XL)($|[^A-Z0-9])"   // no \b: in 穿XL的 there is none
        + @"|(?<letters>\b(X{0,4}[SL]|M|[2-6]XL)) ?[码号]", Options)]
    private static partial Regex Clothes();
}
