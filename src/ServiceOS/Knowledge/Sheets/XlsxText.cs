using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>How XLSX writes what XML can't (<c>_x000D_</c>), and how it tells dates from numbers.</summary>
internal static partial class XlsxText
{
    private static readonly SearchValues<char> s_dateSigns = SearchValues.Create("yYmMdDhH");

    public static string Unescape(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escape().Replace(text, match =>
            ((char)ushort.Parse(match.Groups["code"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
        : text;

    /// <summary>Text that only looks like an escape is escaped itself.</summary>
    public static string EscapeLookalikes(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Lookalike().Replace(text, "_x005F_")
        : text;

    /// <param name="id">A style's number format.</param>
    /// <param name="custom">The workbook's own formats.</param>
    public static bool IsDateFormat(string? id, IReadOnlyDictionary<string, string> custom)
    {
        if (id is null || !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        if (custom.TryGetValue(id, out var code))
            return Literal().Replace(code, "").AsSpan().ContainsAny(s_dateSigns);
        return number is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);
    }

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Escape();

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Lookalike();

    /// <summary>Parts of a number format that are shown as they are: quoted, escaped, in brackets.</summary>
    [GeneratedRegex("""
        "[^"]*"|\\.|\[[^\]]*\]|_.|\*.|General
        """, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Literal();
}
