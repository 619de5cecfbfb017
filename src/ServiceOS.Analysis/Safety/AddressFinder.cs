namespace ServiceOS.Analysis.Safety;

/// <summary>Finds Chinese postal addresses by their grammar: names with endings, then numbers with counters.</summary>
/// <remarks>
/// An address begins with a place that is known, after a word such as 寄到, or at the start of a clause. It ends with the
/// last part that is one. It counts only from the street or the building down: 浙江省杭州市 alone tells nobody's home.
/// </remarks>
internal static class AddressFinder
{
    private const int PartsMax = 24;
    private const int NameMax = 12;
    private const int NumberMax = 5;

    /// <summary>Adds addresses outside the spans that are there already, which are sorted by start.</summary>
    public static void Find(ReadOnlySpan<char> text, List<PiiSpan> into)
    {
        var (known, next) = (into.Count, 0);
        for (var i = 0; i < text.Length; i++)
        {
            while (next < known && into[next].End <= i)
                next++;
            var limit = next < known ? into[next].Start : text.Length;
            if (i >= limit)
            {
                i = into[next].End - 1;
                continue;
            }

            if (!Characters.IsHan(text[i]) || !MayBegin(text, i, next > 0 ? into[next - 1].End : 0))
                continue;
            var end = EndOf(text[..limit], i);
            if (end == 0)
                continue;
            into.Add(new(i, end, PiiKind.Address));
            i = end - 1;
        }
    }

    private static bool MayBegin(ReadOnlySpan<char> text, int at, int lastEnd) =>
        at == 0 || at == lastEnd || !IsWordLike(text[at - 1]) || Places.LengthAt(text, at) > 0 || AddressWords.IsCued(text, at);

    private static bool IsWordLike(char c) => char.IsLetterOrDigit(c);

    /// <returns>Where the address ends; 0 when there is none.</returns>
    private static int EndOf(ReadOnlySpan<char> text, int start)
    {
        Span<int> parts = stackalloc int[(int)AddressPart.Number + 1];
        parts.Clear();
        var (at, before) = (start, AddressPart.None);
        for (var i = 0; i < PartsMax && at < text.Length; i++)
        {
            var next = PartAt(text, at, before, out var part);
            if (next == 0)
                break;
            parts[(int)part]++;
            (at, before) = (next, part);
        }

        return IsHome(parts) ? at : 0;
    }

    /// <summary>Whether so many parts of each kind lead to a door.</summary>
    private static bool IsHome(ReadOnlySpan<int> parts)
    {
        var places = parts[(int)AddressPart.Place];
        var areas = parts[(int)AddressPart.Region] + parts[(int)AddressPart.Ward] + Math.Max(0, places - 1);
        var (roads, sites, numbers) = (parts[(int)AddressPart.Road], parts[(int)AddressPart.Site], parts[(int)AddressPart.Number]);
        return (roads > 0 && numbers > 0)
            || (areas > 0 && roads + sites > 0)
            || (areas > 1 && numbers > 0)
            || (sites > 0 && numbers > (areas + places > 0 ? 0 : 1));
    }

    /// <returns>Where the next part ends; 0 when there is none.</returns>
    private static int PartAt(ReadOnlySpan<char> text, int at, AddressPart before, out AddressPart part)
    {
        if (before != AddressPart.None && Characters.Fold(text[at]) is ' ' or '-' or '·' or '(' && at + 1 < text.Length)
            at++;
        if (before is AddressPart.None or AddressPart.Region or AddressPart.Place && Places.LengthAt(text, at) is > 0 and var length)
        {
            at += length;
            if (at < text.Length && AddressWords.EndingAt(text, at, out part) is > 0 and var more && part == AddressPart.Region)
                return at + more;
            part = AddressPart.Place;
            return at;
        }

        part = AddressPart.Number;
        var end = NumberAt(text, at, before);
        return end > 0 ? end : NameAt(text, at, before, out part);
    }

    /// <summary>"1号", "A座", "15层", "3-2号", "北区15层" without its 北区, or a bare room after a counter: "3栋501".</summary>
    private static int NumberAt(ReadOnlySpan<char> text, int at, AddressPart before)
    {
        var i = at;
        if (i < text.Length && text[i] is '第' or '负')
            i++;
        var (digits, isLetter) = (0, false);
        for (; i < text.Length && digits <= NumberMax; i++, digits++)
        {
            var c = Characters.Fold(text[i]);
            if (char.IsAsciiLetter(c) && !isLetter)
                isLetter = true;
            else if (!char.IsAsciiDigit(c) && !IsHanNumeral(c) && !(digits > 0 && c is '-' or '#' or '~'))
                break;
        }

        if (digits == 0 || digits > NumberMax + 1)
            return 0;
        var counter = i < text.Length ? Characters.LongestAt(text, i, AddressWords.Counters) : 0;
        if (counter > 0)
            return EndsAsCounter(text, i, counter);
        var isRoom = (before == AddressPart.Number || (before == AddressPart.Site && text[at..i].Contains('-')))
            && digits >= 2 && !IsHanNumeral(text[at])
            && (i == text.Length || !(char.IsLetterOrDigit(text[i]) && !Characters.IsHan(text[i])) && text[i] is not ('元' or '块' or '件' or '个'));
        return isRoom ? i : 0;
    }

    /// <summary>"1号楼下" is 1号 and a word that isn't part of it; "2号到" is a day.</summary>
    private static int EndsAsCounter(ReadOnlySpan<char> text, int at, int length)
    {
        var end = at + length;
        if (end < text.Length && text[end - 1] == '楼' && text[end] is '下' or '上')
            end--;
        return end > at ? end : 0;
    }

    private static int NameAt(ReadOnlySpan<char> text, int at, AddressPart before, out AddressPart part)
    {
        part = AddressPart.None;
        for (var i = at; i < text.Length && i - at <= NameMax; i++)
        {
            if (!IsPartOfName(text[i]) || AddressWords.IsStrange(text, i))
                return 0;
            if (before == AddressPart.None && (AddressWords.IsLeader(text[i]) || (i > at && Places.LengthAt(text, i) > 0)))
                return 0;
            var length = AddressWords.EndingAt(text, i, out part);
            if (i == at && !MayFollow(text, at, before, length))
                continue;
            if (length > 0 && IsNamed(text, at, i, length, ref part))
                return i + length;
        }

        part = AddressPart.None;
        return 0;
    }

    /// <summary>Whether what stands before an ending is long enough for a name: 超市, 家乡, 味道 and 这里 aren't named so.</summary>
    private static bool IsNamed(ReadOnlySpan<char> text, int start, int at, int ending, ref AddressPart part)
    {
        if (at == start)
            return true;
        if (at - start == 1 && text[at] == '区' && text[start] is '东' or '西' or '南' or '北' or '中' or (>= 'A' and <= 'Z'))
            part = AddressPart.Ward;
        return part switch
        {
            AddressPart.Region => at - start >= 2 || text[at] == '县',
            AddressPart.Ward when text[at] == '乡' => at - start >= 2,
            AddressPart.Road when text[at] == '道' => at - start >= 2,
            AddressPart.Site when text[at] == '里' => at - start >= 2 && at + 1 < text.Length && Characters.IsDigit(text[at + 1]),
            AddressPart.Site => ending > 1 || at - start >= 2,
            _ => true,
        };
    }

    /// <summary>An ending without a name before it, as in 科技园·路, 市·区, 广场·写字楼.</summary>
    private static bool MayFollow(ReadOnlySpan<char> text, int at, AddressPart before, int ending) => before switch
    {
        AddressPart.None => false,
        AddressPart.Site or AddressPart.Region or AddressPart.Road when text[at] is '路' or '街' or '区' or '道' or '大' or '中' => true,
        _ => ending > 2,
    };

    private static bool IsPartOfName(char c) =>
        Characters.IsHan(c) || char.IsAsciiLetterOrDigit(Characters.Fold(c)) || c is '·' or '（' or '）' or '(' or ')';

    private static bool IsHanNumeral(char c) => c is '一' or '二' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '百';
}
