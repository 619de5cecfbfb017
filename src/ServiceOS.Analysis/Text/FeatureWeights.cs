using System.Numerics.Tensors;

namespace ServiceOS.Analysis.Text;

/// <summary>Which features a model knows, and how much each tells.</summary>
internal sealed class FeatureWeights
{
    private readonly FeatureLookup _lookup;
    private readonly float[] _idfs;

    private readonly WordVectors? _vectors;
    private readonly float _vectorShare;
    private readonly float _idfMax;
    private readonly bool _isEven;

    private FeatureWeights(uint[] keys, float[] idfs, WordVectors? vectors, float vectorShare, int texts, bool isEven)
    {
        _isEven = isEven;
        _lookup = new FeatureLookup(keys);
        Keys = keys;
        _idfs = idfs;
        _vectors = vectors;
        _vectorShare = vectorShare;
        _idfMax = MathF.Log(texts + 1f) + 1;
    }

    /// <summary>Dense numbers of a text: what its words mean. 0 without word vectors.</summary>
    public int DenseCount => _vectors is null ? 0 : 2 * _vectors.Dimensions;

    /// <summary>Ascending.</summary>
    public uint[] Keys { get; }

    public long Bytes => _lookup.Bytes + (8L * Keys.Length);

    /// <param name="texts">What is learned from.</param>
    /// <param name="vectors">What words mean; null: only their letters count.</param>
    /// <param name="vectorShare">Length of that part of a text beside the other's 1.</param>
    /// <param name="isEven">Whether all blocks count alike.</param>
    public static FeatureWeights Of(TrainingSet texts, WordVectors? vectors, float vectorShare, bool isEven = false)
    {
        var weights = new FeatureWeights(texts.AllKeys(), [], null, 0, texts.Count, isEven);
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
            weights.Keys, [.. counts.Select(count => MathF.Log((texts.Count + 1f) / (count + 1f)) + 1)],
            vectors, vectorShare, texts.Count, isEven);
    }

    /// <summary>Writes what the words of a text mean: their mean by rarity, and the largest of each number.</summary>
    /// <param name="keys">Ascending.</param>
    /// <param name="dense">Of <see cref="DenseCount"/>; all 0 when no word is known.</param>
    /// <returns>The squared length.</returns>
    public float ReadDense(ReadOnlySpan<uint> keys, Span<float> dense)
    {
        dense.Clear();
        if (_vectors is null)
            return 0;
        var size = _vectors.Dimensions;
        Span<float> vector = stackalloc float[size];
        var mean = dense[..size];
        var most = dense[size..];
        var known = 0;
        for (var i = 0; i < keys.Length && FeatureHash.BlockOf(keys[i]) == FeatureBlock.Words; i++)
        {
            if (!_vectors.TryRead(keys[i], vector))
                continue;
            var idf = _lookup.Find(keys[i]) is >= 0 and var place ? _idfs[place] : _idfMax;
            TensorPrimitives.MultiplyAdd(vector, idf, mean, mean);
            if (known++ == 0)
                vector.CopyTo(most);
            else
                TensorPrimitives.Max(most, vector, most);
        }

        if (known == 0)
            return 0;
        _ = ToLength(mean, _vectorShare * _vectorShare);
        _ = ToLength(most, _vectorShare * _vectorShare);
        return 2 * _vectorShare * _vectorShare;
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
            shareSum += ToLength(values.Slice(count, known), FeatureBlocks.ShareOf(block, _isEven));
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
