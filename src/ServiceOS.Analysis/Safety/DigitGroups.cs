namespace ServiceOS.Analysis.Safety;

/// <summary>A run of digits: 138, or the 5678 after it.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Offset">Its first digit among <see cref="DigitGroups.Digits"/>.</param>
/// <param name="Count">Digits.</param>
/// <param name="Gap">What parts it from the group before: a dash, a space, a bracket; NUL for the first.</param>
internal readonly record struct DigitGroup(int Start, int End, int Offset, int Count, char Gap);

/// <summary>The groups of digits from one place on, as far as one number could reach.</summary>
internal ref struct DigitGroups(Span<char> digits, Span<DigitGroup> groups)
{
    public const int GroupsMax = 6;

    /// <summary>A longer run of digits is nobody's number.</summary>
    public const int DigitsMax = 24;

    private readonly Span<char> _digits = digits;
    private readonly Span<DigitGroup> _groups = groups;
    private int _digitCount;

    public int Count { get; private set; }

    public readonly DigitGroup this[int group] => _groups[group];

    /// <summary>Digits of so many groups from the first, as ASCII.</summary>
    public readonly ReadOnlySpan<char> Digits(int first, int count) =>
        _digits[_groups[first].Offset..(_groups[first + count - 1].Offset + _groups[first + count - 1].Count)];

    /// <summary>Reads the groups from here on, where a digit stands.</summary>
    public void Read(ReadOnlySpan<char> text, int start)
    {
        (Count, _digitCount) = (0, 0);
        var gap = '\0';
        while (Count < GroupsMax)
        {
            var end = ReadGroup(text, start, out var count);
            if (end < 0)
                return;
            _groups[Count++] = new(start, end, _digitCount - count, count, gap);
            start = NextGroup(text, end, out gap);
            if (start < 0)
                return;
        }
    }

    /// <returns>Where the group ends; -1 when there is no room for it.</returns>
    private int ReadGroup(ReadOnlySpan<char> text, int start, out int count)
    {
        var end = start;
        count = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (Characters.IsInvisible(text[i]))
                continue;
            if (!Characters.IsDigit(text[i]))
                break;
            if (_digitCount == DigitsMax)
                return -1;
            _digits[_digitCount++] = Characters.Fold(text[i]);
            count++;
            end = i + 1;
        }

        return end;
    }

    /// <summary>The next group, when at most a dash or bracket with spaces stands between.</summary>
    private static int NextGroup(ReadOnlySpan<char> text, int end, out char gap)
    {
        gap = ' ';
        for (var i = end; i < text.Length && i < end + 4; i++)
        {
            var c = Characters.Fold(text[i]);
            if (char.IsAsciiDigit(c))
                return i;
            if (c is '-' or '(' or ')' or '.')
                gap = gap is ' ' or ')' or '(' ? c : '\0';
            else if (c != ' ' && !Characters.IsInvisible(c))
                return -1;
            if (gap == '\0')
                return -1;
        }

        return -1;
    }
}
