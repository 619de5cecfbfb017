using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace ServiceOS.Analysis.Text;

/// <summary>Finds the documents most like a text. Never changes: adding and removing give another index.</summary>
/// <remarks>
/// <para>Cosine of binary features weighted by idf = ln((n+1)/(df+1)) + 1, each block brought to unit length and the
/// blocks joined with fixed weights (Salton and Buckley 1988). Words the index doesn't know count into the length of
/// the question: what is mostly unknown is like nothing. BM25 over the words of the best documents (Robertson et al.
/// 1994), k1 = 1.2, b = 0.75.</para>
/// <para>Layout: features ascending, for each its documents ascending: about 9 bytes a feature, 2 a posting, 20 a
/// document. Any number of threads may search at once.</para>
/// </remarks>
public sealed class InvertedIndex
{
    /// <summary>Most documents in one index: a document's number has 16 bits.</summary>
    public const int DocumentsMax = 65_536;

    private const int SmallCount = 200;

    /// <summary>The index without documents.</summary>
    public static readonly InvertedIndex Empty = new([], [0], [], []);

    private readonly uint[] _keys;
    private readonly int[] _offsets;
    private readonly ushort[] _postings;
    private readonly int[] _groups;

    private readonly FeatureLookup _lookup;
    private readonly float[]?[] _scales;       // by block and document: dot product to part of the cosine
    private readonly ushort[] _wordCounts;
    private readonly float _wordCountMean;

    private readonly DocumentGroups _byGroup;

    private InvertedIndex(uint[] keys, int[] offsets, ushort[] postings, int[] groups)
    {
        (_keys, _offsets, _postings, _groups) = (keys, offsets, postings, groups);
        _lookup = new FeatureLookup(keys);
        _wordCounts = new ushort[groups.Length];
        _scales = Scales();
        _wordCountMean = groups.Length == 0 ? 1 : Math.Max(1, (float)_wordCounts.Average(count => (double)count));

        _byGroup = new DocumentGroups(groups);
    }

    /// <summary>Documents in the index.</summary>
    public int Count => _groups.Length;

    /// <summary>Bytes it keeps.</summary>
    public long Bytes =>
        (4L * (_keys.Length + _offsets.Length + _groups.Length)) + (2L * (_postings.Length + _groups.Length))
        + (4L * Count * _scales.Count(block => block is not null)) + _byGroup.Bytes + _lookup.Bytes;

    /// <inheritdoc cref="DocumentGroups.Ids"/>
    internal ReadOnlySpan<int> Groups => _byGroup.Ids;

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

    /// <summary>Finds the groups with the most evidence, best first. Allocates nothing once warm.</summary>
    /// <param name="features">Of the question; see <see cref="Features"/>. Are sorted here.</param>
    /// <param name="top">Filled from the start, at most 64.</param>
    /// <returns>How many were found; groups without any common feature aren't.</returns>
    public int Search(ref FeatureBuffer features, scoped Span<Hit> top)
    {
        var scores = NewScores();
        try
        {
            Score(ref features, scores);
            Span<int> places = stackalloc int[Math.Min(top.Length, 64)];
            places = places[..Top.Select(scores.Evidences, 0, places)];
            for (var i = 0; i < places.Length; i++)
                top[i] = HitAt(places[i], scores, features.Keys);
            return places.Length;
        }
        finally
        {
            scores.Dispose();
        }
    }

    /// <summary>For <see cref="Score"/>.</summary>
    internal GroupScores NewScores() => new(_byGroup.Ids.Length, Count);

    /// <summary>Weighs every group.</summary>
    /// <param name="features">Of the question. Are sorted here.</param>
    /// <param name="scores">Receives what was found.</param>
    /// <param name="learned">Of the same documents; null when nothing was learned.</param>
    internal void Score(ref FeatureBuffer features, scoped GroupScores scores, LearnedQuestions? learned = null)
    {
        features.Sort();
        scores.Letters.Clear();
        scores.OfDocuments.Clear();
        AddUp(features.Keys, scores.Letters, scores.OfDocuments);
        scores.Letters.CopyTo(scores.OfDocuments);
        learned?.Blend(ref features, scores.OfDocuments);
        scores.AddUp(_byGroup);
    }

    internal Hit HitAt(int place, scoped GroupScores scores, ReadOnlySpan<uint> sortedKeys)
    {
        var document = NearestAt(place, scores);
        return new Hit(
            Groups[place], document, Math.Min(scores.Letters[document], 1), scores.Evidences[place], Bm25(sortedKeys, document));
    }

    /// <inheritdoc cref="GroupScores.NearestOf"/>
    internal int NearestAt(int place, scoped GroupScores scores) => scores.NearestOf(place, _byGroup);

    private void AddUp(ReadOnlySpan<uint> keys, Span<float> total, Span<float> part)
    {
        var shareSum = 0f;
        for (var start = 0; start < keys.Length;)
        {
            var block = FeatureHash.BlockOf(keys[start]);
            var end = start;
            while (end < keys.Length && FeatureHash.BlockOf(keys[end]) == block)
                end++;

            shareSum += AddBlock(block, keys[start..end], total, part);
            start = end;
        }

        if (shareSum > 0)
            TensorPrimitives.Multiply(total, 1 / MathF.Sqrt(shareSum), total);
    }

    /// <returns>The block's share.</returns>
    private float AddBlock(FeatureBlock block, ReadOnlySpan<uint> keys, Span<float> total, Span<float> part)
    {
        var share = FeatureBlocks.ShareOf(block);
        if (_scales[(int)block] is not { } scales)
            return share;

        var length = MathF.Sqrt(AddPostings(keys, part));
        Fold(part, length > 0 ? share / length : 0, scales, total);
        return share;
    }

    /// <summary>Adds a block's part to the total and leaves the part empty: one way through memory instead of three.</summary>
    private static void Fold(Span<float> part, float factor, ReadOnlySpan<float> scales, Span<float> total)
    {
        var at = 0;
        for (var factors = Vector256.Create(factor); at <= total.Length - Vector256<float>.Count; at += Vector256<float>.Count)
        {
            var scaled = Vector256.Create<float>(part[at..]) * factors;
            Vector256.MultiplyAddEstimate(scaled, Vector256.Create(scales[at..]), Vector256.Create<float>(total[at..])).CopyTo(total[at..]);
            Vector256<float>.Zero.CopyTo(part[at..]);
        }

        for (; at < total.Length; at++)
        {
            total[at] = float.MultiplyAddEstimate(part[at] * factor, scales[at], total[at]);   // rounded as above, wherever a document stands
            part[at] = 0;
        }
    }

    /// <returns>The squared length of the question's part in this block, unknown features included.</returns>
    private float AddPostings(ReadOnlySpan<uint> keys, Span<float> part)
    {
        var squares = 0f;
        for (var i = 0; i < keys.Length; i++)
        {
            if (i > 0 && keys[i] == keys[i - 1])
                continue;

            var documents = DocumentsOf(keys[i]);
            var weight = SquareOf(FeatureHash.BlockOf(keys[i]), documents.Length);
            squares += weight;
            if (weight == 0)
                continue;
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
        for (var i = 0; i < keys.Length; i++)
        {
            if (!IsWord(FeatureHash.BlockOf(keys[i])) || (i > 0 && keys[i] == keys[i - 1]))
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

    /// <summary>The square of a feature's weight; 0 for parts of words so frequent that they only cost time.</summary>
    private float SquareOf(FeatureBlock block, int documentCount)
    {
        if (block == FeatureBlock.Parts && documentCount > PartFrequencyMax)
            return 0;
        var idf = MathF.Log((Count + 1f) / (documentCount + 1f)) + 1;
        return idf * idf;
    }

    /// <summary>
    /// A quarter of the documents, at most 1,000: a third of the work at the same accuracy (± 0.5 points).
    /// </summary>
    private int PartFrequencyMax => Count < SmallCount ? Count : Math.Min(Count / 4, 1_000);

    private static bool IsWord(FeatureBlock block) => block is FeatureBlock.Words or FeatureBlock.One;

    /// <summary>Also counts the words of each document.</summary>
    private float[]?[] Scales()
    {
        var squares = new float[]?[FeatureBlocks.Count];
        for (var feature = 0; feature < _keys.Length; feature++)
        {
            var documents = _postings.AsSpan(_offsets[feature].._offsets[feature + 1]);
            var block = FeatureHash.BlockOf(_keys[feature]);
            var square = SquareOf(block, documents.Length);
            var sums = squares[(int)block] ??= new float[Count];
            foreach (var document in documents)
                sums[document] += square;

            if (!IsWord(block))
                continue;
            foreach (var document in documents)
                _wordCounts[document]++;
        }

        for (var document = 0; document < Count; document++)
            ToScales(squares, document);
        return squares;
    }

    private static void ToScales(float[]?[] squares, int document)
    {
        var shareSum = 0f;
        for (var block = 0; block < squares.Length; block++)
            shareSum += squares[block]?[document] > 0 ? FeatureBlocks.ShareOf((FeatureBlock)block) : 0;

        foreach (var sums in squares)
        {
            if (sums is not null)
                sums[document] = sums[document] > 0 ? 1 / MathF.Sqrt(sums[document] * shareSum) : 0;
        }
    }
}
