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
    /// <param name="cosines">By document, 0 or more.</param>
    /// <param name="letters">The same by their letters alone.</param>
    /// <param name="runs">Documents of one group that follow each other, in the order of documents.</param>
    /// <param name="scales">By place what evidence is multiplied by.</param>
    public readonly void AddUp(
        ReadOnlySpan<float> cosines, ReadOnlySpan<float> letters, ReadOnlySpan<DocumentRun> runs, ReadOnlySpan<float> scales)
    {
        var (evidences, bests, documents) = (_evidences, _cosines, _documents);
        var start = 0;
        foreach (var run in runs)
        {
            var (sum, best, at) = (0f, 0f, -1);
            for (var document = start; document < run.End; document++)
            {
                var cosine = cosines[document];
                sum += cosine * cosine;
                if (cosine > best)
                    (best, at) = (cosine, document);
            }

            start = run.End;
            evidences[run.Place] += sum;
            if (best <= bests[run.Place])
                continue;
            bests[run.Place] = best;
            documents[run.Place] = at;
        }

        for (var place = 0; place < _count; place++)
        {
            if (bests[place] <= 0)
                continue;
            _letters[place] = Math.Min(letters[documents[place]], 1);
            bests[place] = Math.Min(bests[place], 1);
            evidences[place] = MathF.Sqrt(evidences[place]) * scales[place];
        }
    }
}

/// <summary>Documents of one group that follow each other.</summary>
/// <param name="End">The number after the last one's; the first follows the run before.</param>
/// <param name="Place">Of the group.</param>
internal readonly record struct DocumentRun(int End, int Place);
