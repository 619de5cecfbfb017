using System.Numerics.Tensors;

namespace ServiceOS.Analysis.Text;

/// <summary>Which features a model knows, and how much each tells.</summary>
internal sealed class FeatureWeights
{
    private readonly FeatureLookup _lookup;
    private readonly float[] _idfs;

    private FeatureWeights(uint[] keys, float[] idfs)
    {
        _lookup = new FeatureLookup(keys);
        Keys = keys;
        _idfs = idfs;
    }

    /// <summary>Ascending.</summary>
    public uint[] Keys { get; }

    public long Bytes => _lookup.Bytes + (8L * Keys.Length);

    public static FeatureWeights Of(TrainingSet texts)
    {
        var weights = new FeatureWeights(texts.AllKeys(), []);
        var counts = new int[weights.Keys.Length];
        for (var text = 0; text < texts.Count; text++)
        {
            var keys = texts.KeysOf(text);
            for (var i = 0; i < keys.Length; i++)
            {
                if (i == 0 || keys[i] != keys[i - 1])
                    counts[weights._lookup.Find(keys[i])]++;
            }
        }

        return new FeatureWeights(
            weights.Keys, [.. counts.Select(count => MathF.Log((texts.Count + 1f) / (count + 1f)) + 1)]);
    }

    /// <summary>Writes a text as a sparse vector of length 1.</summary>
    /// <param name="keys">Ascending, repetitions together.</param>
    /// <param name="features">Receives places of known features; as long as <paramref name="keys"/>.</param>
    /// <param name="values">Receives their values.</param>
    /// <returns>How many features are known.</returns>
    public int Read(ReadOnlySpan<uint> keys, Span<int> features, Span<float> values)
    {
        var (count, shareSum) = (0, 0f);
        for (var start = 0; start < keys.Length;)
        {
            var block = FeatureHash.BlockOf(keys[start]);
            var end = start;
            while (end < keys.Length && FeatureHash.BlockOf(keys[end]) == block)
                end++;

            var known = ReadBlock(keys[start..end], features[count..], values[count..]);
            shareSum += ToLength(values.Slice(count, known), FeatureBlocks.ShareOf(block));
            count += known;
            start = end;
        }

        if (count > 0)
            TensorPrimitives.Multiply(values[..count], 1 / MathF.Sqrt(shareSum), values);
        return count;
    }

    private int ReadBlock(ReadOnlySpan<uint> keys, Span<int> features, Span<float> values)
    {
        var count = 0;
        for (var i = 0; i < keys.Length;)
        {
            var next = i + 1;
            while (next < keys.Length && keys[next] == keys[i])
                next++;

            if (_lookup.Find(keys[i]) is >= 0 and var place)
            {
                features[count] = place;
                values[count++] = _idfs[place] * (next - i == 1 ? 1 : 1 + MathF.Log(next - i));
            }

            i = next;
        }

        return count;
    }

    /// <returns>The share, or 0 when there is nothing to share it.</returns>
    private static float ToLength(Span<float> values, float share)
    {
        if (values.IsEmpty)
            return 0;
        TensorPrimitives.Multiply(values, MathF.Sqrt(share) / TensorPrimitives.Norm<float>(values), values);
        return share;
    }
}
