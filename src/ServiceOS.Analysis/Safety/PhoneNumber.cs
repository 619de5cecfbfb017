namespace ServiceOS.Analysis.Safety;

/// <summary>Knows the telephone numbers of people: China's, North America's, and any with a plus.</summary>
/// <remarks>
/// Source: MIIT's numbering plan (mobile 1[3-9] + 9 digits, area codes 010, 02x, 03xx–09xx), ITU-T E.164, NANP.
/// </remarks>
internal static class PhoneNumber
{
    private const int MobileDigits = 11;

    /// <summary>Where a service number (400, 800, 1-800 …) that begins here ends; 0 when none does.</summary>
    public static int ServiceNumberEnd(DigitGroups groups)
    {
        for (var count = 1; count <= Math.Min(groups.Count, 4); count++)
        {
            var digits = groups.Digits(0, count);
            if (digits.Length == 11 && digits[0] == '1' && count == 4)   // 1-800-…: 18001234567 is a mobile
                digits = digits[1..];
            if (digits.Length == 10 && IsFreeOfCharge(digits))
                return groups[count - 1].End;
        }

        return 0;
    }

    public static PiiSpan? At(ReadOnlySpan<char> text, DigitGroups groups)
    {
        var start = groups[0].Start;
        var plus = PlusBefore(text, start, groups[0].End);
        if (plus >= 0)
            return International(text, groups, plus);
        for (var count = 1; count <= groups.Count; count++)
        {
            var end = groups[count - 1].End;
            if (!NumberFinder.Ends(text, groups, count, end))
                continue;
            if (IsChinese(text, groups, count) || IsAmerican(text, groups, count))
                return new(count > 1 ? BracketBefore(text, start, groups) : start, end, PiiKind.Phone);
        }

        return null;
    }

    /// <returns>Where the plus stands, or the bracket of (+86); -1 when there is none.</returns>
    private static int PlusBefore(ReadOnlySpan<char> text, int start, int end)
    {
        if (start == 0 || Characters.Fold(text[start - 1]) != '+')
            return -1;
        return start > 1 && Characters.Fold(text[start - 2]) == '(' && end - start <= 3 && Characters.StartsWith(text, end, ")") ? start - 2 : start - 1;
    }

    private static int BracketBefore(ReadOnlySpan<char> text, int start, DigitGroups groups) =>
        start > 0 && Characters.Fold(text[start - 1]) == '(' && Characters.StartsWith(text, groups[0].End, ")")
            ? start - 1
            : start;

    /// <summary>E.164: 8 to 15 digits. A Chinese one is as long as its kind says, another takes all groups it can.</summary>
    private static PiiSpan? International(ReadOnlySpan<char> text, DigitGroups groups, int start)
    {
        for (var count = groups.Count; count >= 1; count--)
        {
            var digits = groups.Digits(0, count);
            var isLong = digits is ['8', '6', ..]
                ? IsMobile(digits[2..]) || IsLandline(digits[2..], withZero: false) || IsLandline(digits[2..], withZero: true)
                : digits.Length is >= 8 and <= 15 && digits[0] != '0';
            if (isLong && NumberFinder.Ends(text, groups, count, groups[count - 1].End))
                return new(start, groups[count - 1].End, PiiKind.Phone);
        }

        return null;
    }

    private static bool IsChinese(ReadOnlySpan<char> text, DigitGroups groups, int count)
    {
        var digits = groups.Digits(0, count);
        var hasCountry = groups[0].Count is 2 or 4 && count > 1 && StripCountry(digits).Length < digits.Length;
        var cue = Cue(text, groups, count);
        if (hasCountry && IsMobile(StripCountry(digits)))
            return true;
        if (IsMobile(digits) && (count == 1 || IsGroupedAsMobile(groups, count)))
            return count > 1 || cue != NumberCue.Thing;
        if (count == 1 && cue == NumberCue.Phone && IsMobile(StripCountry(digits)))
            return true;
        if (!IsLandline(digits, withZero: true))
            return false;
        return count == 1 ? cue == NumberCue.Phone : IsGroupedAsLandline(groups);
    }

    private static NumberCue Cue(ReadOnlySpan<char> text, DigitGroups groups, int count) =>
        Cues.Of(text, groups[0].Start, groups[count - 1].End);

    private static bool IsMobile(ReadOnlySpan<char> digits) =>
        digits.Length == MobileDigits && digits[0] == '1' && digits[1] is >= '3' and <= '9';

    private static bool IsGroupedAsMobile(DigitGroups groups, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (groups[i].Count < 2 || groups[i].Gap == '.')
                return false;
        }

        return count <= 4 && groups[0].Count >= 3;
    }

    private static ReadOnlySpan<char> StripCountry(ReadOnlySpan<char> digits) => digits switch
    {
        ['0', '0', '8', '6', ..] => digits[4..],
        ['8', '6', ..] => digits[2..],
        _ => digits,
    };

    private static bool IsLandline(ReadOnlySpan<char> digits, bool withZero)
    {
        if (withZero)
        {
            if (digits is not ['0', ..])
                return false;
            digits = digits[1..];
        }

        var isShort = digits is ['1', '0', ..] or ['2', ..];
        var area = isShort ? 2 : 3;
        return digits.Length - area is 7 or 8
            && (isShort ? digits.Length - area == 8 : digits[0] is >= '3' and <= '9')
            && digits[area] is >= '2' and <= '8';
    }

    private static bool IsGroupedAsLandline(DigitGroups groups) =>
        groups[1].Gap != '.' && groups.Digits(0, 1) is ['0', '1' or '2', _] or ['0', >= '3' and <= '9', _, _];

    /// <summary>Three, three and four digits with something between; without it only where a word calls it a phone.</summary>
    private static bool IsAmerican(ReadOnlySpan<char> text, DigitGroups groups, int count)
    {
        var digits = groups.Digits(0, count);
        var first = digits.Length == 11 && digits[0] == '1' && (count == 4 || count == 1) ? 1 : 0;
        digits = digits[first..];
        if (digits.Length != 10 || digits[0] < '2' || digits[3] < '2')
            return false;
        return count switch
        {
            1 => Cue(text, groups, count) == NumberCue.Phone && HasLatinAround(text, groups[0].Start),
            3 or 4 => groups[count - 1].Count == 4 && groups[count - 2].Count == 3,
            2 => groups[0].Count == 3 && groups[1].Count == 7 && Cue(text, groups, count) == NumberCue.Phone,
            _ => false,
        };
    }

    private static bool HasLatinAround(ReadOnlySpan<char> text, int start)
    {
        foreach (var c in text[Math.Max(0, start - 8)..start])
        {
            if (Characters.IsLetter(c))
                return true;
        }

        return false;
    }

    private static bool IsFreeOfCharge(ReadOnlySpan<char> digits) =>
        digits is ['4' or '8', '0', '0', ..] or ['8', '3', '3', ..] or ['8', '4', '4', ..] or ['8', '5', '5', ..]
            or ['8', '6', '6', ..] or ['8', '7', '7', ..] or ['8', '8', '8', ..];
}
