using System.Globalization;

namespace ServiceOS.Studio;

/// <summary>By what a question is known again without its words being kept: FNV-1a over its normalised text, 64 bits. Pure.</summary>
internal static class QuestionKey
{
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>16 hex digits.</summary>
    public static string Of(string normalised)
    {
        var hash = Start;
        foreach (var c in normalised)
            hash = (hash ^ c) * Prime;
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    public static bool IsOne(string? key) => key is { Length: 16 } && key.All(char.IsAsciiHexDigitLower);
}
