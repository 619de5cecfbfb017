using System.Text.RegularExpressions;

namespace ServiceOS.Bot.Skills;

/// <summary>Finds what may be the number of an order in what people write. Pure.</summary>
internal static partial class OrderNumbers
{
    /// <summary>Shorter ones are quantities, sizes, days.</summary>
    public const int CharactersMin = 6;

    private const int CharactersMax = 64;
    private const int FoundMax = 5;
    private const int DigitsMin = 6;
    private const int BareDigitsMin = 8;

    /// <summary>Words of Latin letters, digits and dashes with a digit in them, in the text's order, at most five.</summary>
    public static IReadOnlyList<string> In(string text) => [.. Words(text).Select(word => word.Value).Take(FoundMax)];

    /// <summary>The text without its numbers: they say which, not what, and a sentence is nearer to its like without them.</summary>
    public static string Without(string text)
    {
        var rest = text;
        foreach (var word in Words(text).Reverse().Where(word => IsNumber(word.Value, own: [])))
            rest = rest.Remove(word.Index, word.Length);
        return string.IsNullOrWhiteSpace(rest) ? text : rest;
    }

    /// <summary>True when there is nothing but the number of an order.</summary>
    public static bool IsAlone(string text) =>
        Words(text).ToList() is [var word] && word.Length == text.Trim().Length && IsNumber(word.Value, own: []);

    /// <summary>True when a word can hardly be anything but a number that somebody gave to a thing.</summary>
    /// <param name="word">One of <see cref="In"/>.</param>
    /// <param name="own">Numbers of orders that there are: what is built like one of them is meant to be one.</param>
    public static bool IsNumber(string word, IEnumerable<string> own) =>
        own.Any(number => IsBuiltLike(word, number))
        || (word.Count(char.IsAsciiDigit) >= (word.All(char.IsAsciiDigit) ? BareDigitsMin : DigitsMin) && !Date().IsMatch(word) && !Mobile().IsMatch(word));

    /// <summary>True when the text has the number, and not as a part of a longer one.</summary>
    public static bool Has(string text, string number)
    {
        for (var at = 0; (at = text.IndexOf(number, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + number.Length;
            if ((at == 0 || !IsPart(text[at - 1])) && (end == text.Length || !IsPart(text[end])))
                return true;
        }
        return false;
    }

    private static IEnumerable<Match> Words(string text) => Word().Matches(string.Concat(text.Select(Narrow)))
        .Where(word => word.Length is >= CharactersMin and <= CharactersMax && word.Value.Any(char.IsAsciiDigit));

    /// <summary>Chinese input methods write ＨＨ１２ for HH12.</summary>
    private static char Narrow(char c) => c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c;

    private static bool IsBuiltLike(string word, string number) =>
        word.Length == number.Length
        && word.Zip(number).All(pair => char.IsAsciiDigit(pair.First)
            ? char.IsAsciiDigit(pair.Second)
            : char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second));

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';

    [GeneratedRegex("[A-Za-z0-9]+(-[A-Za-z0-9]+)*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("^20[0-9]{2}-?[01]?[0-9]-?[0-3]?[0-9]$", RegexOptions.None, 1000)]
    private static partial Regex Date();

    /// <summary>A Chinese mobile telephone's.</summary>
    [GeneratedRegex("^(0?0?86-?)?1[3-9][0-9]{9}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mobile();
}
