namespace ServiceOS.Analysis.Text;

internal static partial class CompatibilityTable
{
    /// <summary>Most characters one code point can become.</summary>
    public const int ExpansionMax = 4;

    private const int PageSize = 256;
    private const int Spellings = 0xE000;   // values from here on point into s_spellings; private use, never a target

    private static readonly ushort[]?[] s_pages = new ushort[0x200][];
    private static readonly string[] s_spellings = Fill();

    /// <summary>What a code point becomes.</summary>
    /// <param name="rune">The code point.</param>
    /// <param name="one">The single character it becomes, when it becomes one.</param>
    /// <returns>The 2 to 4 characters it becomes; null when it is one, or when <paramref name="one"/> is '\0':
    /// unchanged.</returns>
    public static string? Find(int rune, out char one)
    {
        one = '\0';
        var page = rune >> 8 < s_pages.Length ? s_pages[rune >> 8] : null;
        if (page is null)
            return null;

        var value = page[rune & (PageSize - 1)];
        if (value is >= Spellings and < 0xF900)
            return s_spellings[value - Spellings];

        one = (char)value;
        return null;
    }

    private static string[] Fill()
    {
        for (var i = 0; i < Runs.Length; i += 5)
        {
            for (var k = 0; k < Runs[i + 1]; k++)
                Set(Runs[i] + (k * Runs[i + 2]), Runs[i + 4] + (k * Runs[i + 3]));
        }

        for (var i = 0; i < Pairs.Length; i += 2)
            Set(Pairs[i], Pairs[i + 1]);
        for (var i = 0; i < Far.Length; i += 2)
            Set(Far[i], Far[i + 1]);

        var spellings = Spelled.Split('\t', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < spellings.Length; i++)
        {
            Set(spellings[i][0], Spellings + i);
            spellings[i] = spellings[i][1..];
        }

        return spellings;
    }

    private static void Set(int rune, int value) =>
        (s_pages[rune >> 8] ??= new ushort[PageSize])[rune & (PageSize - 1)] = (ushort)value;
}
