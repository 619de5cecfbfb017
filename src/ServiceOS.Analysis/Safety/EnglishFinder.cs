namespace ServiceOS.Analysis.Safety;

/// <summary>Finds names that English words announce, and street addresses of the English kind.</summary>
internal static class EnglishFinder
{
    private const int NamePartsMax = 3;
    private const int StreetWordsMax = 5;
    private const int WordMax = 24;

    private static readonly string[] s_announcers =
        ["my name is ", "name is ", "name: ", "name:", "i am called ", "mr. ", "mr ", "mrs. ", "mrs ", "ms. ", "ms ", "miss ", "recipient: ", "recipient is ", "recipient to ", "addressed to ",
         "cardholder ", "cardholder: ", "regards, ", "sincerely, ", "thanks, ", "dear mr ", "this is ", "attn: ", "attn ", "on behalf of ", "under the name ", "name of "];

    private static readonly char[] s_lastOfAnnouncers = [.. s_announcers.Select(word => word[^1]).Distinct()];

    private static readonly string[] s_streets =
        ["street", "st", "st.", "avenue", "ave", "ave.", "road", "rd", "rd.", "boulevard", "blvd", "blvd.", "lane", "ln", "ln.", "drive", "dr", "dr.", "court", "ct", "way", "place", "pl", "square", "sq", "highway", "hwy", "terrace", "parkway", "pkwy", "circle", "cir", "crescent", "close"];

    private static readonly string[] s_units = ["apt", "apt.", "apartment", "suite", "ste", "ste.", "unit", "room", "rm", "floor", "flat", "#"];

    /// <summary>Capitalised words that stand where a name could.</summary>
    private static readonly string[] s_noNames =
        ["the", "i", "my", "your", "our", "customer", "order", "sir", "madam", "team", "support", "service", "not", "a", "an", "all", "you", "we", "it", "is", "this", "that", "to", "us", "seller", "amazon", "account", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static void FindAddresses(ReadOnlySpan<char> text, List<PiiSpan> into)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                continue;
            var begins = i == 0 || !(char.IsAsciiLetterOrDigit(text[i - 1]) || text[i - 1] is '-' or '.' or '$' or '#');
            var end = i;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            if (begins && end - i <= 6 && StreetEnd(text, end) is > 0 and var street)
            {
                into.Add(new(i, TownEnd(text, street), PiiKind.Address));
                end = into[^1].End;
            }

            i = end - 1;
        }
    }

    /// <summary>Adds names outside the spans that are there already.</summary>
    public static void FindNames(ReadOnlySpan<char> text, List<PiiSpan> into)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterUpper(text[i]) || !s_lastOfAnnouncers.Contains(text[i - 1]) || !IsAnnounced(text, i))
                continue;
            var end = NameEnd(text, i);
            if (end == 0)
                continue;
            into.Add(new(i, end, PiiKind.Name));
            i = end - 1;
        }
    }

    private static bool IsAnnounced(ReadOnlySpan<char> text, int at)
    {
        var length = Characters.LongestBefore(text, at, s_announcers);
        return length > 0 && (at == length || !char.IsAsciiLetter(text[at - length - 1]));
    }

    private static int NameEnd(ReadOnlySpan<char> text, int start)
    {
        var (end, at) = (0, start);
        for (var parts = 0; parts < NamePartsMax; parts++)
        {
            var word = WordAt(text, at);
            if (word.Length < 2 && !(word.Length == 1 && Characters.StartsWith(text, at + 1, ".")))
                break;
            if (!char.IsAsciiLetterUpper(word[0]) || Contains(s_noNames, word) || IsShouted(word))
                break;
            at += word.Length;
            end = at;
            if (word.Length == 1)
                at++;
            if (at >= text.Length || text[at] != ' ')
                break;
            at++;
        }

        return end;
    }

    /// <summary>"SKU" and "USPS" aren't names.</summary>
    private static bool IsShouted(ReadOnlySpan<char> word) => word.Length > 1 && char.IsAsciiLetterUpper(word[1]) && !word.Contains('\'');

    /// <summary>After the house number: words, the last of which is a kind of street.</summary>
    private static int StreetEnd(ReadOnlySpan<char> text, int at)
    {
        for (var words = 0; words <= StreetWordsMax; words++)
        {
            if (at >= text.Length || text[at] != ' ')
                return 0;
            var word = WordAt(text, at + 1);
            if (word.IsEmpty)
                return 0;
            at += 1 + word.Length;
            if (words > 0 && Contains(s_streets, word))
                return at < text.Length && text[at] == '.' && at + 1 < text.Length && text[at + 1] is ',' or ' ' ? at + 1 : at;
            if (!char.IsAsciiLetterUpper(word[0]) && !char.IsAsciiDigit(word[0]))
                return 0;
        }

        return 0;
    }

    /// <summary>After the street: a flat, a town, a state with its code; what isn't there is left out.</summary>
    private static int TownEnd(ReadOnlySpan<char> text, int street)
    {
        var end = street;
        var at = Skip(text, end);
        var unit = WordAt(text, at);
        if (Contains(s_units, unit) && WordAt(text, Skip(text, at + unit.Length)) is { IsEmpty: false } number)
            end = Skip(text, at + unit.Length) + number.Length;

        for (var words = 0; words < 5; words++)
        {
            at = Skip(text, end);
            var word = WordAt(text, at);
            if (at == end || word.IsEmpty)
                break;
            var isCode = word.Length == 5 && IsNumber(word);
            if (!isCode && !char.IsAsciiLetterUpper(word[0]))
                break;
            if (words == 0 && !text[end..at].Contains(','))
                break;
            end = at + word.Length;
            if (isCode)
                break;
        }

        return end;
    }

    private static int Skip(ReadOnlySpan<char> text, int at)
    {
        for (var i = 0; i < 2 && at < text.Length && text[at] is ',' or ' '; i++)
            at++;
        return at;
    }

    private static ReadOnlySpan<char> WordAt(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at <= WordMax && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '\'' or '-' || (end == at && text[end] == '#')))
            end++;
        return end - at > WordMax || at >= text.Length ? [] : text[at..end];
    }

    private static bool Contains(string[] words, ReadOnlySpan<char> word)
    {
        foreach (var one in words)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsNumber(ReadOnlySpan<char> word) => word.IndexOfAnyExceptInRange('0', '9') < 0;
}
