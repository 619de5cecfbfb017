using ServiceOS.Analysis.Text;

namespace ServiceOS.Analysis.Safety;

/// <summary>Single characters as the finders see them. Nothing here changes the length of a text.</summary>
internal static class Characters
{
    /// <summary>The half-width form of a full-width character, and a space for every kind of it.</summary>
    public static char Fold(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' or '\u00A0' or '\u2007' or '\u202F' or '\t' => ' ',
        >= '\u2010' and <= '\u2015' or '\u2212' => '-',
        _ => c,
    };

    public static char FoldLower(char c) => char.ToLowerInvariant(Fold(c));

    public static bool IsDigit(char c) => char.IsAsciiDigit(Fold(c));

    public static bool IsLetter(char c) => char.IsAsciiLetter(Fold(c));

    public static bool IsHan(char c) => LanguageTest.IsHan(c);

    /// <summary>Whether a character is seen by nobody, as those that are pasted along with a number.</summary>
    public static bool IsInvisible(char c) =>
        c is (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069')
            or '\uFEFF' or '\u00AD';

    /// <summary>Whether a text goes on with this here, small letters and full-width ones alike.</summary>
    public static bool StartsWith(ReadOnlySpan<char> text, int at, string word)
    {
        if (at < 0 || text.Length - at < word.Length)
            return false;
        for (var i = 0; i < word.Length; i++)
        {
            if (FoldLower(text[at + i]) != word[i])
                return false;
        }

        return true;
    }

    /// <summary>Whether what stands before a place ends with this.</summary>
    public static bool EndsWith(ReadOnlySpan<char> text, int end, string word) =>
        StartsWith(text, end - word.Length, word);

    /// <returns>The length of the longest of the words that begins here; 0 when none does.</returns>
    public static int LongestAt(ReadOnlySpan<char> text, int at, string[] words)
    {
        var longest = 0;
        foreach (var word in words)
        {
            if (word.Length > longest && StartsWith(text, at, word))
                longest = word.Length;
        }

        return longest;
    }

    /// <returns>The length of the longest of the words that ends here; 0 when none does.</returns>
    public static int LongestBefore(ReadOnlySpan<char> text, int end, string[] words)
    {
        var longest = 0;
        foreach (var word in words)
        {
            if (word.Length > longest && EndsWith(text, end, word))
                longest = word.Length;
        }

        return longest;
    }
}
