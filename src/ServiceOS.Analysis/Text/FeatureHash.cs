namespace ServiceOS.Analysis.Text;

/// <summary>
/// Hashes of pieces of text: FNV-1a over UTF-16 units (Fowler, Noll and Vo), finished with MurmurHash3's mixer.
/// </summary>
/// <remarks>
/// Finished hashes are 29 bits below a 3-bit block number. Two given features of a block fall together once in 2^29;
/// among 10^5 known features a new one is mistaken for a known one once in 5,000. </remarks>
internal static class FeatureHash
{
    public const ulong Start = 14695981039346656037;

    private const ulong Prime = 1099511628211;
    private const int BlockShift = 29;

    public static ulong Add(ulong hash, char c) => (hash ^ c) * Prime;

    public static ulong Add(ulong hash, ulong other) => (hash ^ Mix(other)) * Prime;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = Start;
        foreach (var c in text)
            hash = Add(hash, c);
        return hash;
    }

    public static uint Finish(ulong hash, FeatureBlock block) =>
        (uint)(Mix(hash) >> (64 - BlockShift)) | ((uint)block << BlockShift);

    public static FeatureBlock BlockOf(uint key) => (FeatureBlock)(key >> BlockShift);

    private static ulong Mix(ulong h)
    {
        h = (h ^ (h >> 33)) * 0xFF51AFD7ED558CCD;
        h = (h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53;
        return h ^ (h >> 33);
    }
}
