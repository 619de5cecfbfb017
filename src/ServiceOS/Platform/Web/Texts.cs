namespace ServiceOS.Platform.Web;

/// <summary>What a text from outside must be before it may be stored.</summary>
internal static class Texts
{
    /// <summary>Why a text can't be taken; null when it can.</summary>
    /// <param name="text">The text as it came.</param>
    /// <param name="min">Least number of UTF-16 characters.</param>
    /// <param name="max">Greatest number of UTF-16 characters.</param>
    public static string? Fault(string? text, int min, int max)
    {
        if (text is null)
            return min == 0 ? null : "is missing";
        if (text.Length < min || text.Length > max)
            return $"must have {min} to {max} characters";
        if (min > 0 && string.IsNullOrWhiteSpace(text))
            return "must not be blank";
        return IsStorable(text) ? null : "has characters that are not text (NUL or half a surrogate pair)";
    }

    /// <summary>False for NUL (PostgreSQL can't store it) and for lone surrogates (they are not Unicode text).</summary>
    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return false;
            i++;
        }
        return true;
    }
}
