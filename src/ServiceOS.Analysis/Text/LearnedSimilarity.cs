using System.Buffers;
using System.Numerics.Tensors;

namespace ServiceOS.Analysis.Text;

/// <summary>Two texts of which somebody said whether they ask for the same.</summary>
public readonly record struct JudgedPair(string First, string Second, bool IsSame);

/// <summary>Knows which texts ask for the same in other words, from pairs that were judged. Never changes; any number of threads.</summary>
/// <remarks>
/// <para>Texts are points of a <see cref="LatentSpace"/>. Directions along which texts that ask for the same often differ count little,
/// those along which look-alikes differ count much: M = Σₛ⁻¹ − β·Σₒ⁻¹ of the differences of same and other pairs (Köstinger et al. 2012,
/// KISSME; without other pairs it is within-class covariance normalisation, Hatch et al. 2006).</para>
/// <para>In use, pairs are matches that agents confirmed and choices that consumers tapped.</para>
/// </remarks>
public sealed class LearnedSimilarity
{
    /// <summary>Same pairs below which nothing can be learned.</summary>
    public const int SamePairsMin = 200;

    private const int Dimensions = 150;
    private const int OthersMin = 500;
    private const float OthersWeight = 0.9f;   // 1 would let noise in Σₒ turn directions around
    private const double Ridge = 0.1;          // of the mean variance: directions that few pairs speak of
    private const double StretchMin = 1e-3;

    private readonly FeatureWeights _weights;
    private readonly LatentSpace _space;
    private readonly Language _language;

    private LearnedSimilarity(FeatureWeights weights, LatentSpace space, Language language) =>
        (_weights, _space, _language) = (weights, space, language);

    /// <summary>Numbers of a point.</summary>
    public int Size => _space.Dimensions;

    /// <summary>Bytes it keeps.</summary>
    public long Bytes => _weights.Bytes + _space.Bytes;

    /// <summary>Learns from pairs; null when there are too few.</summary>
    /// <param name="language">Of the texts.</param>
    /// <param name="pairs">Judged.</param>
    /// <param name="texts">More texts of the same kind, such as the questions themselves.</param>
    /// <param name="stop">Gives up.</param>
    public static LearnedSimilarity? Learn(
        Language language, IReadOnlyList<JudgedPair> pairs, IEnumerable<string> texts, CancellationToken stop)
    {
        if (pairs.Count(pair => pair.IsSame) < SamePairsMin)
            return null;
        var all = new TrainingSet();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
            NumberOf(text);
        var known = pairs.Select(pair => (First: NumberOf(pair.First), Second: NumberOf(pair.Second), pair.IsSame))
            .Where(pair => pair.First != pair.Second).ToList();

        var weights = FeatureWeights.Of(all, vectors: null, vectorShare: 0, isEven: true);
        var rows = new SparseRows(all, weights);
        var space = LatentSpace.Of(rows, Dimensions, stop);
        var same = Scatter(space, rows, [.. known.Where(pair => pair.IsSame).Select(pair => (pair.First, pair.Second))]);
        var others = known.Where(pair => !pair.IsSame).Select(pair => (pair.First, pair.Second)).ToList();
        stop.ThrowIfCancellationRequested();
        var turn = Turn(same, others.Count >= OthersMin ? Scatter(space, rows, others) : null, space.Dimensions);
        return new(weights, space.Turned(turn), language);

        int NumberOf(string text)
        {
            var normal = Normaliser.Normalise(text.Length <= QuestionMatcher.CharactersMax ? text : text[..QuestionMatcher.CharactersMax]);
            if (numbers.TryGetValue(normal, out var number))
                return number;
            var features = new FeatureBuffer();
            try
            {
                Features.Extract(normal, language, ref features);
                all.Add(label: 0, ref features);
            }
            finally
            {
                features.Dispose();
            }

            return numbers[normal] = numbers.Count;
        }
    }

    /// <summary>Where a text lies: two texts are as alike as the product of their points, −1 to 1.</summary>
    /// <param name="features">Of the text; are sorted here.</param>
    /// <param name="point">Of <see cref="Size"/>.</param>
    internal void Place(ref FeatureBuffer features, scoped Span<float> point)
    {
        features.Sort();
        var keys = features.Keys;
        var places = ArrayPool<int>.Shared.Rent(keys.Length);
        var values = ArrayPool<float>.Shared.Rent(keys.Length);
        try
        {
            var count = _weights.Read(keys, places, values);
            _space.Project(places.AsSpan(0, count), values.AsSpan(0, count), point);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(places);
            ArrayPool<float>.Shared.Return(values);
        }
    }

    internal Language Language => _language;

    /// <summary>The mean square of the pairs' differences, by direction.</summary>
    private static double[] Scatter(LatentSpace space, SparseRows rows, List<(int First, int Second)> pairs)
    {
        var size = space.Dimensions;
        var sums = new double[size * size];
        var (first, second) = (new float[size], new float[size]);
        foreach (var pair in pairs)
        {
            space.Project(rows.FeaturesOf(pair.First), rows.ValuesOf(pair.First), first);
            space.Project(rows.FeaturesOf(pair.Second), rows.ValuesOf(pair.Second), second);
            TensorPrimitives.Subtract(first, second, first);
            for (var i = 0; i < size; i++)
            {
                for (var k = 0; k < size; k++)
                    sums[(i * size) + k] += first[i] * first[k];
            }
        }

        var trace = 0.0;
        for (var i = 0; i < sums.Length; i++)
            sums[i] /= Math.Max(pairs.Count, 1);
        for (var i = 0; i < size; i++)
            trace += sums[(i * size) + i];
        for (var i = 0; i < size; i++)
            sums[(i * size) + i] += (Ridge * trace / size) + 1e-12;
        return sums;
    }

    /// <summary>The square root of the measure.</summary>
    private static double[] Turn(double[] same, double[]? others, int size)
    {
        var measure = SymmetricEigen.Apply(same, size, value => 1 / value);
        if (others is not null)
        {
            var against = SymmetricEigen.Apply(others, size, value => 1 / value);
            for (var i = 0; i < measure.Length; i++)
                measure[i] -= OthersWeight * against[i];
        }

        var (values, _) = SymmetricEigen.Of([.. measure], size);
        var least = Math.Max(values[0] * StretchMin, 1e-12);
        return SymmetricEigen.Apply(measure, size, value => Math.Sqrt(Math.Max(value, least)));
    }
}
