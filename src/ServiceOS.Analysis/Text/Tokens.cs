namespace ServiceOS.Analysis.Text;

/// <summary>
/// A piece of a text: a Latin word, a number, or one character of a script that doesn't part its words.
/// </summary>
/// <param name="Start">Where it begins, in characters.</param>
/// <param name="Length">Characters, 1 or more.</param>
/// <param name="Hash">Of its characters, with each digit as '0'.</param>
/// <param name="ExactHash">Of its characters as they are; differs from <paramref name="Hash"/> for numbers
/// only.</param>
/// <param name="StartsClause">Punctuation, or nothing, stands before it.</param>
internal readonly record struct Token(int Start, int Length, ulong Hash, ulong ExactHash, bool StartsClause);

/// <summary>Cuts a normalised text into tokens.</summary>
internal static class Tokens
{
    /// <summary>Reads as many as there is room for.</summary>
    /// <returns>How many were read.</returns>
    public static int Read(ReadOnlySpan<char> text, Span<Token> into)
    {
        var (count, i, startsClause) = (0, 0, true);
        while (i < text.Length && count < into.Length)
        {
            var length = LengthAt(text, i);
            if (length == 0)
            {
                startsClause |= text[i] != ' ';
                i++;
                continue;
            }

            var token = text.Slice(i, length);
            into[count++] = new Token(i, length, HashOf(token), FeatureHash.Of(token), startsClause);
            startsClause = false;
            i += length;
            if (i < text.Length && text[i] == '\'')
                i++;   // "can't" is "can" and "t": both sides of an apostrophe say something
        }

        return count;
    }

    public static char Folded(char c) => char.IsDigit(c) ? '0' : c;

    /// <summary>How long the token is that begins here; 0 when none does.</summary>
    private static int LengthAt(ReadOnlySpan<char> text, int start)
    {
        if (StandsAlone(text[start]))
            return 1;

        var isNumber = char.IsDigit(text[start]);
        var end = start;
        while (end < text.Length && IsPart(text[end], isNumber))
            end++;
        return end - start;
    }

    private static bool IsPart(char c, bool isNumber) =>
        isNumber ? char.IsDigit(c) : char.IsLetter(c) && !StandsAlone(c);

    private static bool StandsAlone(char c) =>
        LanguageTest.IsHan(c) || c is (>= '\u3041' and <= '\u30FF') or (>= '\uAC00' and <= '\uD7A3');

    private static ulong HashOf(ReadOnlySpan<char> token)
    {
        var hash = FeatureHash.Start;
        foreach (var c in token)
            hash = FeatureHash.Add(hash, Folded(c));
        return hash;
    }
}
