namespace ServiceOS.Analysis.Safety;

/// <summary>Finds e-mail addresses as people type them, full-width characters among them.</summary>
internal static class EmailFinder
{
    private const int LocalMax = 64;   // RFC 5321, 4.5.3.1.1
    private const int DomainMax = 255;

    public static void Find(ReadOnlySpan<char> text, List<PiiSpan> into)
    {
        var free = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (Characters.Fold(text[at]) != '@')
                continue;
            var start = LocalStart(text, at, free);
            var end = DomainEnd(text, at + 1);
            if (start == at || end < 0)
                continue;
            into.Add(new(start, end, PiiKind.Email));
            free = end;
            at = end - 1;
        }
    }

    private static int LocalStart(ReadOnlySpan<char> text, int at, int free)
    {
        var start = at;
        while (start > free && start > at - LocalMax && IsLocal(Characters.Fold(text[start - 1])))
            start--;
        while (start < at && Characters.Fold(text[start]) is '.' or '-' or '+' or '%')
            start++;
        return start;
    }

    /// <returns>The end of the longest domain with a top level of two letters or more; -1 when there is none.</returns>
    private static int DomainEnd(ReadOnlySpan<char> text, int start)
    {
        var (end, label) = (-1, start);
        for (var i = start; i <= text.Length && i - start <= DomainMax; i++)
        {
            var c = i < text.Length ? Characters.Fold(text[i]) : '\0';
            if (char.IsAsciiLetterOrDigit(c) || (c == '-' && i > label))
                continue;
            if (label > start && i - label >= 2 && IsTop(text[label..i]))
                end = i;
            if (c != '.' || i == label)
                break;
            label = i + 1;
        }

        return end;
    }

    private static bool IsTop(ReadOnlySpan<char> label)
    {
        foreach (var c in label)
        {
            if (!Characters.IsLetter(c))
                return false;
        }

        return true;
    }

    private static bool IsLocal(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '%';
}
