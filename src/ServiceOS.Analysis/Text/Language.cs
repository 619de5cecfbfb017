namespace ServiceOS.Analysis.Text;

/// <summary>The languages whose words are told apart here.</summary>
public enum Language
{
    English,
    Chinese,
}

/// <summary>Tells from the script which language a text is written in.</summary>
public static class LanguageTest
{
    /// <summary>
    /// A Chinese character says about as much as a Latin word: the more frequent of the two decides, Chinese when
    /// even.
    /// </summary>
    /// <param name="text">Raw or normalised.</param>
    /// <param name="otherwise">The answer for a text without either, such as a number.</param>
    public static Language Of(ReadOnlySpan<char> text, Language otherwise)
    {
        var (chinese, words) = Count(text);
        if (chinese + words == 0)
            return otherwise;
        return chinese >= words ? Language.Chinese : Language.English;
    }

    /// <summary>Whether a character is a Han ideograph of the basic plane.</summary>
    public static bool IsHan(char c) =>
        c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF') or (>= '\uF900' and <= '\uFAFF')
            or '\u3007';

    private static (int Chinese, int Words) Count(ReadOnlySpan<char> text)
    {
        var (chinese, words, inWord) = (0, 0, false);
        foreach (var c in text)
        {
            if (IsHan(c))
            {
                chinese++;
                inWord = false;
                continue;
            }

            var isLetter = char.IsLetter(c);
            words += isLetter && !inWord ? 1 : 0;
            inWord = isLetter || (inWord && c is '\'' or '\u2019');
        }

        return (chinese, words);
    }
}
