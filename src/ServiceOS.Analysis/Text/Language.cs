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

    /// <summary>Letters that stand with digits are a code, an order's number or a model: they are of no language.</summary>
    private static (int Chinese, int Words) Count(ReadOnlySpan<char> text)
    {
        var (chinese, words, hasLetter, hasDigit) = (0, 0, false, false);
        foreach (var c in text)
        {
            if (!IsHan(c) && (char.IsLetterOrDigit(c) || (hasLetter && c is '\'' or '\u2019')))
            {
                hasLetter |= char.IsLetter(c);
                hasDigit |= char.IsDigit(c);
                continue;
            }

            chinese += IsHan(c) ? 1 : 0;
            words += hasLetter && !hasDigit ? 1 : 0;
            (hasLetter, hasDigit) = (false, false);
        }

        return (chinese, words + (hasLetter && !hasDigit ? 1 : 0));
    }
}
