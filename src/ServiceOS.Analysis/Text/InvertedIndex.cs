using System.Buffers;
using System.Numerics.Tensors;

namespace ServiceOS.Analysis.Text;

/// <summary>Finds the documents most like a text. Never changes: adding and removing give another index.</summary>
/// <remarks>
/// <para>Cosine of binary features weighted by idf = ln((n+1)/(df+1)) + 1, each block brought to unit length and the blocks joined
/// with fixed weights (Salton and Buckley 1988). Words the index doesn't know count into the length of the question: what is
/// mostly unknown is like nothing. BM25 over the words of the best documents (Robertson et al. 1994), k1 = 1.2, b = 0.75.</para>
/// <para>Layout: features ascending, for each its documents ascending: 4 + 4 bytes a feature, 2 a posting, 14 a document.
/// Any number of threads may search at once.</para>
/// </remarks>
public sealed class InvertedIndex
{
    /// <summary>Most documents in one index: a document's number has 16 bits.</summary>
    public const int DocumentsMax = 65_536;

    /// <summary>The index without documents.</summary>
    public static readonly InvertedIndex Empty = new([], [0], [], []);

    /// <summary>Weight of each block in the cosine, squared.</summary>
    private static readonly float[] s_blockShares = [1f, 1f, 1f];

    private readonly uint[] _keys;
    private readonly int[] _offsets;
    private readonly ushort[] _postings;
    private readonly int[] _groups;

    private readonly FeatureLookup _lookup;
    private readonly float[][] _scales;       // by block, by document: what turns its raw dot product into its part of the cosine
    private readonly ushort[] _wordCounts;
    private readonly float _wordCountMean;

    private InvertedIndex(uint[] keys, int[] offsets, ushort[] postings, int[] groups)
    {
        (_keys, _offsets, _postings, _groups) = (keys, offsets, postings, groups);
        _lookup = new FeatureLookup(keys);
        _wordCounts = new ushort[groups.Length];
        _scales = Scales();
        _wordCountMean = groups.Length == 0 ? 1 : Math.Max(1, (float)_wordCounts.Average(count => (double)count));
    }

    /// <summary>Documents in the index.</summary>
    public int Count => _groups.Length;

    /// <summary>Bytes it keeps.</summary>
    public long Bytes =>
        (4L * (_keys.Length + _offsets.Length)) + (2L * _postings.Length) + (18L * _groups.Length) + _lookup.Bytes;

    /// <summary>The group of a document.</summary>
    public int GroupOf(int document) => _groups[document];

    /// <summary>The index with some documents gone and some come; takes time linear in the whole index.</summary>
    /// <param name="added">Numbered after those that stay, in order.</param>
    /// <param name="isRemoved">By document number; those that stay close ranks. Null when none goes.</param>
    public InvertedIndex With(DocumentBatch added, Func<int, bool>? isRemoved)
    {
        var renumbered = new int[Count];
        var groups = new List<int>(Count + added.Count);
        for (var document = 0; document < Count; document++)
        {
            var stays = isRemoved is null || !isRemoved(document);
            renumbered[document] = stays ? groups.Count : -1;
            if (stays)
                groups.Add(_groups[document]);
        }

        var first = groups.Count;
        groups.AddRange(added.Groups);
        if (groups.Count > DocumentsMax)
            throw new InvalidOperationException($"an index holds at most {DocumentsMax} documents");

        var (keys, documents) = added.Sorted();
        var merge = new IndexMerge(keys, documents, first, _keys.Length + keys.Length, _postings.Length + keys.Length);
        for (var feature = 0; feature < _keys.Length; feature++)
            merge.Add(_keys[feature], _postings.AsSpan(_offsets[feature].._offsets[feature + 1]), renumbered);
        merge.Finish();
        return new InvertedIndex(merge.Keys, merge.Offsets, merge.Postings, [.. groups]);
    }

    /// <summary>Finds the most similar documents, best first, at most one a group. Allocates nothing once warm.</summary>
    /// <param name="features">Of the question; see <see cref="Features"/>. Are sorted here.</param>
    /// <param name="top">Filled from the start.</param>
    /// <returns>How many were found; documents without any common feature aren't.</returns>
    public int Search(ref FeatureBuffer features, scoped Span<Hit> top)
    {
        if (Count == 0 || top.IsEmpty)
            return 0;

        features.Sort();
        var rented = ArrayPool<float>.Shared.Rent(Count * 2);
        try
        {
            var total = rented.AsSpan(0, Count);
            var part = rented.AsSpan(Count, Count);
            total.Clear();
            AddUp(features.Keys, total, part);
            var count = TopGroups.Select(total, _groups, top);
            foreach (ref var hit in top[..count])
                hit = hit with { Bm25 = Bm25(features.Keys, hit.Document) };
            return count;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private void AddUp(ReadOnlySpan<uint> keys, Span<float> total, Span<float> part)
    {
        var shareSum = 0f;
        for (var start = 0; start < keys.Length;)
        {
            var block = FeatureHash.BlockOf(keys[start]);
            var end = start;
            while (end < keys.Length && FeatureHash.BlockOf(keys[end]) == block)
                end++;

            part.Clear();
            var length = MathF.Sqrt(AddBlock(keys[start..end], part));
            var share = s_blockShares[(int)block];
            TensorPrimitives.Multiply(part, share / length, part);
            TensorPrimitives.MultiplyAdd(part, _scales[(int)block], total, total);
            shareSum += share;
            start = end;
        }

        if (shareSum > 0)
            TensorPrimitives.Multiply(total, 1 / MathF.Sqrt(shareSum), total);
    }

    /// <returns>The squared length of the question's part in this block, unknown features included.</returns>
    private float AddBlock(ReadOnlySpan<uint> keys, Span<float> part)
    {
        var squares = 0f;
        for (var i = 0; i < keys.Length; i++)
        {
            if (i > 0 && keys[i] == keys[i - 1])
                continue;

            var documents = DocumentsOf(keys[i]);
            var weight = Idf(documents.Length);
            weight *= weight;
            squares += weight;
            foreach (var document in documents)
                part[document] += weight;
        }

        return squares;
    }

    private float Bm25(ReadOnlySpan<uint> keys, int document)
    {
        const float K1 = 1.2f;
        const float B = 0.75f;
        var sum = 0f;
        for (var i = 0; i < keys.Length && FeatureHash.BlockOf(keys[i]) == FeatureBlock.Words; i++)
        {
            if (i > 0 && keys[i] == keys[i - 1])
                continue;

            var documents = DocumentsOf(keys[i]);
            if (documents.BinarySearch((ushort)document) >= 0)
                sum += MathF.Log(1 + ((Count - documents.Length + 0.5f) / (documents.Length + 0.5f)));
        }

        return sum * (K1 + 1) / (1 + (K1 * (1 - B + (B * _wordCounts[document] / _wordCountMean))));
    }

    private ReadOnlySpan<ushort> DocumentsOf(uint key)
    {
        var feature = _lookup.Find(key);
        return feature < 0 ? default : _postings.AsSpan(_offsets[feature], _offsets[feature + 1] - _offsets[feature]);
    }

    private float Idf(int documentCount) => MathF.Log((Count + 1f) / (documentCount + 1f)) + 1;

    private float[][] Scales()
    {
        var squares = new float[FeatureBuffer.BlockCount][];
        for (var block = 0; block < squares.Length; block++)
            squares[block] = new float[Count];

        for (var feature = 0; feature < _keys.Length; feature++)
        {
            var documents = _postings.AsSpan(_offsets[feature].._offsets[feature + 1]);
            var block = FeatureHash.BlockOf(_keys[feature]);
            var idf = Idf(documents.Length);
            foreach (var document in documents)
            {
                squares[(int)block][document] += idf * idf;
                if (block == FeatureBlock.Words)
                    _wordCounts[document]++;
            }
        }

        for (var document = 0; document < Count; document++)
        {
            var shareSum = 0f;
            for (var block = 0; block < squares.Length; block++)
                shareSum += squares[block][document] > 0 ? s_blockShares[block] : 0;
            foreach (var block in squares)
                block[document] = block[document] > 0 ? 1 / MathF.Sqrt(block[document] * shareSum) : 0;
        }

        return squares;
    }
}
