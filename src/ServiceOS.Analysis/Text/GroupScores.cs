using System.Buffers;
using System.Runtime.Intrinsics;

namespace ServiceOS.Analysis.Text;

/// <summary>How each group of an index fared with one question, in pooled memory. Dispose it; don't copy it.</summary>
internal ref struct GroupScores
{
    private readonly int _count;
    private float[] _evidences;
    private float[] _cosines;
    private float[] _ofDocuments;
    private float[] _letters;

    /// <param name="groupCount">Groups.</param>
    /// <param name="documentCount">Documents in all of them.</param>
    public GroupScores(int groupCount, int documentCount)
    {
        _count = groupCount;
        _evidences = ArrayPool<float>.Shared.Rent(groupCount);
        _cosines = ArrayPool<float>.Shared.Rent(groupCount);
        _ofDocuments = ArrayPool<float>.Shared.Rent(documentCount);
        _letters = ArrayPool<float>.Shared.Rent(documentCount);
        DocumentCount = documentCount;
    }

    public int DocumentCount { get; }

    /// <summary>By the group's place: see <see cref="Hit.Evidence"/>.</summary>
    public readonly Span<float> Evidences => _evidences.AsSpan(0, _count);

    /// <summary>By the group's place: of the most similar document; 0 when none has anything in common.</summary>
    public readonly Span<float> Cosines => _cosines.AsSpan(0, _count);

    /// <summary>By document, 0 or more.</summary>
    public readonly Span<float> OfDocuments => _ofDocuments.AsSpan(0, DocumentCount);

    /// <summary>The same by their letters alone, whatever was learned.</summary>
    public readonly Span<float> Letters => _letters.AsSpan(0, DocumentCount);

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_evidences);
        ArrayPool<float>.Shared.Return(_cosines);
        ArrayPool<float>.Shared.Return(_ofDocuments);
        ArrayPool<float>.Shared.Return(_letters);
        (_evidences, _cosines, _ofDocuments, _letters) = ([], [], [], []);
    }

    /// <summary>Adds up the documents of each group.</summary>
    /// <param name="groups">Which those are.</param>
    public readonly void AddUp(DocumentGroups groups)
    {
        var documents = OfDocuments;
        var evidences = Evidences;
        var cosines = Cosines;
        for (var place = 0; place < _count; place++)
        {
            var (sum, best) = (0f, 0f);
            foreach (var run in groups.RunsOf(place))
                AddRun(documents[run.Start..run.End], ref sum, ref best);
            evidences[place] = MathF.Sqrt(sum) * groups.ScaleOf(place);
            cosines[place] = Math.Min(best, 1);
        }
    }

    /// <summary>A group's most similar document, of equals the first; means nothing where the cosine is 0.</summary>
    public readonly int NearestOf(int place, DocumentGroups groups)
    {
        var (best, at) = (0f, 0);
        foreach (var run in groups.RunsOf(place))
        {
            for (var document = run.Start; document < run.End; document++)
            {
                if (_ofDocuments[document] > best)
                    (best, at) = (_ofDocuments[document], document);
            }
        }

        return at;
    }

    /// <summary>Without branches: which document is the best is a guess that processors lose.</summary>
    private static void AddRun(ReadOnlySpan<float> cosines, ref float sum, ref float best)
    {
        if (cosines.Length >= Vector256<float>.Count)
        {
            var (sums, bests) = (Vector256<float>.Zero, Vector256<float>.Zero);
            while (cosines.Length >= Vector256<float>.Count)
            {
                var some = Vector256.Create(cosines);
                sums = Vector256.MultiplyAddEstimate(some, some, sums);
                bests = Vector256.MaxNative(bests, some);
                cosines = cosines[Vector256<float>.Count..];
            }

            sum += Vector256.Sum(sums);
            var four = Vector128.MaxNative(bests.GetLower(), bests.GetUpper());
            var two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
            best = float.MaxNative(best, float.MaxNative(two.ToScalar(), two.GetElement(1)));
        }

        foreach (var cosine in cosines)
        {
            sum += cosine * cosine;
            best = float.MaxNative(best, cosine);
        }
    }
}
