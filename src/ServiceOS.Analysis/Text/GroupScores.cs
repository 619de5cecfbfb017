using System.Buffers;

namespace ServiceOS.Analysis.Text;

/// <summary>How each group of an index fared with one question, in pooled memory. Dispose it; don't copy it.</summary>
internal ref struct GroupScores
{
    private readonly int _count;
    private float[] _evidences;
    private float[] _cosines;
    private int[] _documents;

    public GroupScores(int groupCount)
    {
        _count = groupCount;
        _evidences = ArrayPool<float>.Shared.Rent(groupCount);
        _cosines = ArrayPool<float>.Shared.Rent(groupCount);
        _documents = ArrayPool<int>.Shared.Rent(groupCount);
        Evidences.Clear();
        Cosines.Clear();
    }

    /// <summary>By the group's place: see <see cref="Hit.Evidence"/>.</summary>
    public readonly Span<float> Evidences => _evidences.AsSpan(0, _count);

    /// <summary>By the group's place: of the most similar document; 0 when none has anything in common.</summary>
    public readonly Span<float> Cosines => _cosines.AsSpan(0, _count);

    /// <summary>
    /// By the group's place: the most similar document, of equals the first. Means nothing where the cosine is 0.
    /// </summary>
    public readonly Span<int> Documents => _documents.AsSpan(0, _count);

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_evidences);
        ArrayPool<float>.Shared.Return(_cosines);
        ArrayPool<int>.Shared.Return(_documents);
        (_evidences, _cosines, _documents) = ([], [], []);
    }

    /// <summary>Adds up the documents of each group.</summary>
    public readonly void AddUp(ReadOnlySpan<float> cosines, ReadOnlySpan<ushort> places, ReadOnlySpan<float> scales)
    {
        var (evidences, best, documents) = (_evidences, _cosines, _documents);
        for (var document = 0; document < cosines.Length; document++)
        {
            var cosine = cosines[document];
            if (cosine <= 0)
                continue;

            var place = places[document];
            evidences[place] += cosine * cosine;
            if (cosine <= best[place])
                continue;
            best[place] = cosine;
            documents[place] = document;
        }

        for (var place = 0; place < _count; place++)
        {
            best[place] = Math.Min(best[place], 1);
            evidences[place] = MathF.Sqrt(evidences[place]) * scales[place];
        }
    }
}
