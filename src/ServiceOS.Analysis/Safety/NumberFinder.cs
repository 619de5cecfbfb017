namespace ServiceOS.Analysis.Safety;

/// <summary>Finds telephone, identity and card numbers, written with or without dashes, spaces and brackets.</summary>
internal static class NumberFinder
{
    private const int ResidentDigits = 18;
    private const int CardDigitsMin = 14;
    private const int CardDigitsMax = 19;

    /// <summary>Words that may stand right before a number without a space, as in "tel13812345678".</summary>
    private static readonly string[] s_leads = ["tel", "phone", "mobile", "cell", "vx", "wx", "v", "qq", "id", "card", "no", "to", "wechat"];

    /// <summary>Adds what is found from the first digit at or after a place, up to a place.</summary>
    /// <param name="text">The whole text; each character is looked at a bounded number of times.</param>
    /// <param name="into">Receives the spans, in order.</param>
    public static void Find(ReadOnlySpan<char> text, List<PiiSpan> into)
    {
        Span<char> digits = stackalloc char[DigitGroups.DigitsMax];
        Span<DigitGroup> room = stackalloc DigitGroup[DigitGroups.GroupsMax];
        var groups = new DigitGroups(digits, room);
        for (var i = 0; i < text.Length; i++)
        {
            if (!Characters.IsDigit(text[i]))
                continue;
            if (CanBegin(text, i) && MatchAt(text, i, ref groups, into) is > 0 and var end)
            {
                i = end - 1;
                continue;
            }

            while (i + 1 < text.Length && (Characters.IsDigit(text[i + 1]) || Characters.IsInvisible(text[i + 1])))
                i++;
        }
    }

    /// <returns>Where a number that begins here ends, be it somebody's or a service's; 0 when none does.</returns>
    private static int MatchAt(ReadOnlySpan<char> text, int start, ref DigitGroups groups, List<PiiSpan> into)
    {
        groups.Read(text, start);
        if (groups.Count == 0)
            return 0;
        if (PhoneNumber.ServiceNumberEnd(groups) is > 0 and var end)
            return end;
        if ((ResidentAt(text, groups) ?? CardAt(text, groups) ?? PhoneNumber.At(text, groups)) is not { } span)
            return 0;
        into.Add(span);
        return span.End;
    }

    private static PiiSpan? ResidentAt(ReadOnlySpan<char> text, DigitGroups groups)
    {
        Span<char> number = stackalloc char[ResidentDigits];
        for (var count = 1; count <= groups.Count; count++)
        {
            var digits = groups.Digits(0, count);
            if (digits.Length > ResidentDigits)
                break;
            var end = groups[count - 1].End;
            if (digits.Length == ResidentDigits - 1 && end < text.Length && Characters.FoldLower(text[end]) == 'x')
                end++;
            else if (digits.Length != ResidentDigits)
                continue;

            number[^1] = 'x';
            digits.CopyTo(number);
            if (Ends(text, groups, count, end) && CheckDigits.IsResident(number))
                return new(groups[0].Start, end, PiiKind.Id);
        }

        return null;
    }

    /// <summary>The longest that fits: a card of 19 digits may begin with 16 that fit, too.</summary>
    private static PiiSpan? CardAt(ReadOnlySpan<char> text, DigitGroups groups)
    {
        for (var count = groups.Count; count >= 1; count--)
        {
            var digits = groups.Digits(0, count);
            var end = groups[count - 1].End;
            if (digits.Length is >= CardDigitsMin and <= CardDigitsMax
                && IsGroupedAsCard(groups, count)
                && CheckDigits.IsIssued(digits) && CheckDigits.IsLuhn(digits)
                && Ends(text, groups, count, end) && IsMeantAsCard(text, groups[0].Start, end, digits, count))
                return new(groups[0].Start, end, PiiKind.Card);
        }

        return null;
    }

    private static bool IsGroupedAsCard(DigitGroups groups, int count)
    {
        for (var i = 0; i < count - 1; i++)
        {
            if (groups[i].Count < 4)
                return false;
        }

        return count == 1 || groups[0].Count is 4 or 6;
    }

    /// <summary>
    /// One in ten order numbers passes Luhn: one without groups must begin with UnionPay's 62 or be called a card.
    /// </summary>
    private static bool IsMeantAsCard(ReadOnlySpan<char> text, int start, int end, ReadOnlySpan<char> digits, int groups) =>
        Cues.Of(text, start, end) switch
        {
            NumberCue.Card => true,
            NumberCue.Thing => false,
            _ => groups > 1 || digits is ['6', '2', ..],
        };

    /// <summary>Whether nothing before the digits makes them part of something longer.</summary>
    private static bool CanBegin(ReadOnlySpan<char> text, int start)
    {
        var before = start - 1;
        while (before >= 0 && before > start - 4 && Characters.IsInvisible(text[before]))
            before--;
        if (before < 0)
            return true;
        return Characters.Fold(text[before]) switch
        {
            '_' or '#' or '%' or '&' or '$' or '¥' or '￥' => false,
            '-' or '.' or '/' => before == 0 || !IsCode(text, before),
            var c when char.IsAsciiLetter(c) => Leads(text, before + 1),
            _ => true,
        };
    }

    private static bool IsCode(ReadOnlySpan<char> text, int end)
    {
        var c = Characters.Fold(text[end - 1]);
        return char.IsAsciiDigit(c) || (char.IsAsciiLetter(c) && !Leads(text, end));
    }

    private static bool Leads(ReadOnlySpan<char> text, int end)
    {
        var length = Characters.LongestBefore(text, end, s_leads);
        return length > 0 && (end == length || !char.IsAsciiLetterOrDigit(Characters.Fold(text[end - length - 1])));
    }

    /// <summary>Whether nothing after the digits makes them part of something longer.</summary>
    internal static bool Ends(ReadOnlySpan<char> text, DigitGroups groups, int count, int end)
    {
        if (count < groups.Count && groups[count].Gap is '-' or '.')
            return false;
        return end >= text.Length || !(char.IsAsciiLetterOrDigit(Characters.Fold(text[end])) || text[end] is '_' or '%');
    }
}
