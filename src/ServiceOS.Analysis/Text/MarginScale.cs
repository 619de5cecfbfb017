using System.Buffers;
using System.Numerics.Tensors;

namespace ServiceOS.Analysis.Text;

/// <summary>
/// Puts the items of an index on one scale, whether the classifier knows them or not: the scale of its margins.
/// </summary>
internal sealed class MarginScale
{
    /// <summary>Before any training.</summary>
    public static readonly MarginScale Untrained = new(null, new HashSet<int>(), []);

    /// <summary>Margin = slope · evidence − offset: the line through items for which both are known.</summary>
    private const float Slope = 3f;
    private const float Offset = 1.3f;

    /// <summary>How sharply margins part items: temperature 1/4.</summary>
    private const float Sharpness = 4;

    /// <summary>As many unlikely items count against the likely ones: a larger shop is no less sure.</summary>
    private const int OthersMax = 30;

    private readonly HashSet<int> _changed;   // items whose questions aren't those the classifier saw
    private readonly int[] _places;           // by the classifier's place the group's; -1 when evidence speaks for it

    public MarginScale(LinearClassifier? classifier, HashSet<int> changed, ReadOnlySpan<int> groups)
    {
        Classifier = classifier;
        _changed = changed;
        _places = new int[classifier?.Labels.Length ?? 0];
        for (var i = 0; i < _places.Length; i++)
        {
            var label = classifier!.Labels[i];
            _places[i] = changed.Contains(label) ? -1 : Math.Max(groups.BinarySearch(label), -1);
        }
    }

    public LinearClassifier? Classifier { get; }

    /// <summary>The same scale over other groups, of which some have changed.</summary>
    public MarginScale Over(ReadOnlySpan<int> groups, IReadOnlySet<int> changed) =>
        Classifier is null ? this : new MarginScale(Classifier, [.. _changed, .. changed], groups);

    /// <summary>
    /// The margin of every group; negative infinity for those that have nothing in common with the text.
    /// </summary>
    public void Weigh(ref FeatureBuffer features, scoped GroupScores scores, scoped Span<float> margins)
    {
        for (var place = 0; place < margins.Length; place++)
            margins[place] = (Slope * scores.Evidences[place]) - Offset;

        if (Classifier is not null)
            WeighKnown(Classifier, ref features, margins);

        for (var place = 0; place < margins.Length; place++)
        {
            if (scores.Cosines[place] <= 0)
                margins[place] = float.NegativeInfinity;
        }
    }

    /// <summary>What the picked groups share of a confidence of 1; the others together get as much as <see cref="OthersMax"/> of them would.</summary>
    /// <param name="margins">Of all groups; are overwritten.</param>
    /// <param name="places">The best first.</param>
    /// <param name="confidences">Receives the picked groups' shares.</param>
    public static void ToConfidences(Span<float> margins, ReadOnlySpan<int> places, Span<float> confidences)
    {
        if (places.IsEmpty)
            return;
        TensorPrimitives.Subtract(margins, margins[places[0]], margins);
        TensorPrimitives.Multiply(margins, Sharpness, margins);
        TensorPrimitives.Exp<float>(margins, margins);
        var picked = 0f;
        for (var i = 0; i < places.Length; i++)
            picked += confidences[i] = margins[places[i]];

        var others = Math.Max(TensorPrimitives.Sum<float>(margins) - picked, 0) * Math.Min(1, OthersMax / (float)margins.Length);
        foreach (ref var confidence in confidences)
            confidence /= picked + others;
    }

    private void WeighKnown(LinearClassifier classifier, ref FeatureBuffer features, scoped Span<float> margins)
    {
        var rented = ArrayPool<float>.Shared.Rent(_places.Length);
        try
        {
            var known = rented.AsSpan(0, _places.Length);
            classifier.Weigh(ref features, known);
            for (var i = 0; i < known.Length; i++)
            {
                if (_places[i] >= 0)
                    margins[_places[i]] = known[i];
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
