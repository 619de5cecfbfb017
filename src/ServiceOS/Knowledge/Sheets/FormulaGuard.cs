using System.Buffers;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Keeps a spreadsheet from running a cell as a formula, and takes the guard off again on import.</summary>
/// <remarks>
/// A leading apostrophe before = + - @, tab and line breaks (OWASP, "CSV injection"), and before the full-width signs that
/// some East Asian settings read alike. A text that begins so with apostrophes of its own gets one more: nothing is lost.
/// </remarks>
internal static class FormulaGuard
{
    private static readonly SearchValues<char> s_dangerous = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    public static string Put(string cell) => IsDangerous(cell) ? "'" + cell : cell;

    public static string Take(string cell) => cell.StartsWith('\'') && IsDangerous(cell) ? cell[1..] : cell;

    private static bool IsDangerous(string cell)
    {
        var rest = cell.AsSpan().TrimStart('\'');
        return rest.Length > 0 && s_dangerous.Contains(rest[0]);
    }
}
