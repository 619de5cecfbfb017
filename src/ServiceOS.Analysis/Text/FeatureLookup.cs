using System.Numerics;

namespace ServiceOS.Analysis.Text;

/// <summary>Finds a key among ascending ones: a table by leading bits narrows the search to a handful.</summary>
internal sealed class FeatureLookup
{
    private const int KeysPerBucket = 4;

    private readonly uint[] _keys;
    private readonly int[] _starts;
    private readonly int _shift;

    public FeatureLookup(uint[] keys)
    {
        _keys = keys;
        var bits = Math.Clamp(BitOperations.Log2((uint)(keys.Length / KeysPerBucket) + 1) + 1, 2, 24);
        _shift = 32 - bits;
        _starts = new int[(1 << bits) + 1];
        var bucket = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            while (bucket <= keys[i] >> _shift)
                _starts[bucket++] = i;
        }

        _starts.AsSpan(bucket).Fill(keys.Length);
    }

    public long Bytes => 4L * _starts.Length;

    /// <returns>The key's place; -1 when it isn't there.</returns>
    public int Find(uint key)
    {
        var bucket = (int)(key >> _shift);
        var start = _starts[bucket];
        var place = _keys.AsSpan(start, _starts[bucket + 1] - start).BinarySearch(key);
        return place < 0 ? -1 : start + place;
    }
}
