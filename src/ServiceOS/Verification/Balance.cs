namespace ServiceOS.Verification;

/// <summary>
/// Compares two tables that have no common order (the log is by position, messages by conversation) in constant memory: every
/// key is weighed on its side of one of 16,384 scales. Where the sides are even, the same keys are on both as often.
/// </summary>
/// <remarks>
/// A weight is a 64-bit hash of the key, so that different contents weigh the same once in 2⁶⁴. Which keys differ is then found
/// by reading both sides again and remembering those of a few uneven scales only.
/// </remarks>
internal sealed class Balance
{
    private const int Scales = 16_384;
    private const int UnevenMax = 16;

    private readonly ulong[] _sums = new ulong[Scales];

    public void Left(ulong key, long times = 1) => _sums[key % Scales] += unchecked(WeightOf(key) * (ulong)times);

    public void Right(ulong key, long times = 1) => _sums[key % Scales] -= unchecked(WeightOf(key) * (ulong)times);

    /// <summary>The first scales on which the sides differ, at most 16, and how many there are.</summary>
    public (HashSet<ulong> First, long All) Uneven()
    {
        var uneven = Enumerable.Range(0, Scales).Where(scale => _sums[scale] != 0).Select(scale => (ulong)scale).ToList();
        return ([.. uneven.Take(UnevenMax)], uneven.Count);
    }

    public static ulong ScaleOf(ulong key) => key % Scales;

    private static ulong WeightOf(ulong key) => Hash.Mix(key) | 1;
}

/// <summary>A 64-bit hash of several values, made one after the other. Not for secrets.</summary>
internal static class Hash
{
    private const ulong Offset = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    public static ulong Of(string text) => Add(Offset, text);

    public static ulong Add(ulong hash, string? text)
    {
        foreach (var c in text ?? "")
            hash = (hash ^ c) * Prime;
        return Mix(hash ^ (ulong)(text?.Length ?? -1));
    }

    public static ulong Add(ulong hash, long number) => Mix((hash ^ (ulong)number) * Prime);

    /// <summary>The last step of MurmurHash3: each bit of the input changes half of the output's.</summary>
    public static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
