using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ServiceOS.Analysis.Text;

/// <summary>How a <see cref="LinearClassifier"/> is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>C: the price of a training text on the wrong side.</summary>
    public float Penalty { get; init; } = 4;

    /// <summary>Width of the band of projected gradients at which a class is done.</summary>
    public float Tolerance { get; init; } = 0.2f;

    /// <summary>Most passes over the texts for a class.</summary>
    public int PassesMax { get; init; } = 200;

    /// <summary>Weights below this share of the largest are dropped.</summary>
    public float PruneBelow { get; init; } = 0.02f;

    /// <summary>Classes trained at the same time.</summary>
    public int ThreadsMax { get; init; } = 1;

    public ulong Seed { get; init; } = 1;

    /// <summary>Whether what English words mean counts, beside their letters.</summary>
    public bool WithWordVectors { get; init; } = true;

    /// <summary>Texts that nobody has labelled, to learn a merchant's words from.</summary>
    public IReadOnlyList<string> Unlabelled { get; init; } = [];
}

/// <summary>A class that a text may belong to.</summary>
/// <param name="Label">The class.</param>
/// <param name="Margin">Signed distance from the plane that parts it from the rest; about 1 for a typical
/// member.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Prediction(int Label, float Margin);

/// <summary>Tells texts of known classes apart, one plane a class. Never changes; any number of threads.</summary>
/// <remarks>
/// See <see cref="DualCoordinateDescent"/>. Kept by feature: for each the classes it speaks for, one signed byte
/// each.
/// </remarks>
public sealed class LinearClassifier
{
    /// <summary>Texts of a class below which the meaning of words counts more, since few words are known.</summary>
    private const int FewTexts = 15;
    private const float VectorShare = 0.7f;
    private const float VectorShareOfFew = 1;

    private readonly FeatureWeights _weights;
    private readonly int[] _labels;
    private readonly WeightRows _rows;

    private LinearClassifier(FeatureWeights weights, int[] labels, WeightRows rows) => (_weights, _labels, _rows) = (weights, labels, rows);

    /// <summary>Ascending.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Bytes it keeps.</summary>
    public long Bytes => _weights.Bytes + (4L * _labels.Length) + _rows.Bytes;

    /// <summary>Trains on texts of two classes or more, at most 65,536.</summary>
    /// <param name="texts">Labelled texts; those with a label below 0 are guessed at.</param>
    /// <param name="language">Theirs.</param>
    /// <param name="options">How.</param>
    /// <param name="stop">Gives up.</param>
    public static LinearClassifier Train(TrainingSet texts, Language language, TrainingOptions options, CancellationToken stop)
    {
        int[] labels = [.. texts.Labels.Where(label => label >= 0).Distinct().Order()];
        ArgumentOutOfRangeException.ThrowIfLessThan(labels.Length, 2, nameof(texts));

        var vectors = options.WithWordVectors && language == Language.English ? WordVectors.English : null;
        var isFew = texts.Labels.Count(label => label >= 0) < FewTexts * labels.Length;
        var weights = FeatureWeights.Of(texts, vectors, isFew ? VectorShareOfFew : VectorShare);
        var rows = new SparseRows(texts, weights);
        var trainer = new ClassTrainer(
            rows, [.. texts.Labels.Select(label => Array.BinarySearch(labels, label))], labels.Length, options);
        trainer.Guess(stop);

        var trained = new ClassWeights[labels.Length];
        var dense = new float[labels.Length * weights.DenseCount];
        trainer.Train((place, machine) =>
        {
            trained[place] = ClassWeights.Of(machine.Weights[..rows.FeatureCount], options.PruneBelow);
            for (var i = 0; i < weights.DenseCount; i++)
                dense[(i * labels.Length) + place] = machine.Weights[rows.FeatureCount + i];
        }, stop);
        return new LinearClassifier(weights, labels, WeightRows.Pack(trained, weights.Keys.Length, dense));
    }

    /// <summary>Finds the likeliest classes, best first. Allocates nothing once warm.</summary>
    /// <param name="features">Of the text. Are sorted here.</param>
    /// <param name="top">Filled from the start, at most 64.</param>
    /// <returns>How many were filled in.</returns>
    public int Predict(ref FeatureBuffer features, scoped Span<Prediction> top)
    {
        var rented = ArrayPool<float>.Shared.Rent(_labels.Length);
        try
        {
            var margins = rented.AsSpan(0, _labels.Length);
            Weigh(ref features, margins);
            Span<int> places = stackalloc int[Math.Min(top.Length, 64)];
            places = places[..Top.Select(margins, float.NegativeInfinity, places)];
            for (var i = 0; i < places.Length; i++)
                top[i] = new Prediction(_labels[places[i]], margins[places[i]]);
            return places.Length;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>The margin of every class.</summary>
    /// <param name="features">Of the text. Are sorted here.</param>
    /// <param name="margins">In the order of <see cref="Labels"/>.</param>
    public void Weigh(ref FeatureBuffer features, scoped Span<float> margins)
    {
        features.Sort();
        AddUp(features.Keys, margins);
    }

    private void AddUp(ReadOnlySpan<uint> keys, Span<float> margins)
    {
        margins.Fill(DualCoordinateDescent.Offset);
        var features = ArrayPool<int>.Shared.Rent(keys.Length);
        var values = ArrayPool<float>.Shared.Rent(keys.Length);
        try
        {
            Span<float> dense = stackalloc float[_weights.DenseCount];
            var count = _weights.Read(keys, features, values);
            var length = MathF.Sqrt((count > 0 ? 1 : 0) + _weights.ReadDense(keys, dense));
            if (length == 0)
                return;
            TensorPrimitives.Multiply(values.AsSpan(0, count), 1 / length, values);
            TensorPrimitives.Multiply(dense, 1 / length, dense);
            _rows.AddTo(margins, features.AsSpan(0, count), values.AsSpan(0, count), dense);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(features);
            ArrayPool<float>.Shared.Return(values);
        }
    }
}
