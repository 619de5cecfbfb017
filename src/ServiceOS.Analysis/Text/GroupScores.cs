using System.Buffers;

namespace ServiceOS.Analysis.Text;

/// <summary>How each group of an index fared with one question, in pooled memory. Dispose it; don't copy it.</summary>
internal ref struct GroupScores
{
    private readonly int _count;
    private float[] _evidences;
    private float[] _cosines;
    private float[] _letters;
    private int[] _documents;

    public GroupScores(int groupCount)
    {
        _count = groupCount;
        _evidences = ArrayPool<float>.Shared.Rent(groupCount);
        _cosines = ArrayPool<float>.Shared.Rent(groupCount);
        _letters = ArrayPool<float>.Shared.Rent(groupCount);
        _documents = ArrayPool<int>.Shared.Rent(groupCount);
        Evidences.Clear();
        Cosines.Clear();
    }

    /// <summary>By the group's place: see <see cref="Hit.Evidence"/>.</summary>
    public readonly Span<float> Evidences => _evidences.AsSpan(0, _count);

    /// <summary>By the group's place: of the most similar document; 0 when none has anything in common.</summary>
    public readonly Span<float> Cosines => _cosines.AsSpan(0, _count);

    /// <summary>By the group's place: of that document, by its letters alone, whatever was learned.</summary>
    public readonly Span<float> Letters => _letters.AsSpan(0, _count);

    /// <summary>
    /// By the group's place: the most similar document, of equals the first. Means nothing where the cosine is 0.
    /// </summary>
    public readonly Span<int> Documents => _documents.AsSpan(0, _count);

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_evidences);
        ArrayPool<float>.Shared.Return(_cosines);
        ArrayPool<float>.Shared.Return(_letters);
        ArrayPool<int>.Shared.Return(_documents);
        (_evidences, _cosines, _letters, _documents) = ([], [], [], []);
    }

    /// <summary>Adds up the documents of each group.</summary>
    /// <param name="cosines">By document.</param>
    /// <param name="letters">The same by their letters alone.</param>
    /// <param name="places">By document its group's place.</param>
    /// <param name="scales">By place what evidence is multiplied by.</param>
    public readonly void AddUp(
        ReadOnlySpan<float> cosines, ReadOnlySpan<float> letters, ReadOnlySpan<ushort> places, ReadOnlySpan<float> scales)
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
            _letters[place] = Math.Min(letters[document], 1);
        }

        for (var place = 0; place < _count; place++)
        {
            best[place] = Math.Min(best[place], 1);
            evidences[place] = MathF.Sqrt(evidences[place]) * scales[place];
        }
    }
}
