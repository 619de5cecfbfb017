namespace ServiceOS.Analysis.Text;

/// <summary>Sparse vectors one after the other, each with a last feature that is always 1.</summary>
internal sealed class SparseRows
{
    private readonly int[] _starts;
    private readonly int[] _features;
    private readonly float[] _values;
    private readonly float[] _squares;

    public SparseRows(TrainingSet texts, FeatureWeights weights)
    {
        FeatureCount = weights.Keys.Length;
        _starts = new int[texts.Count + 1];
        _squares = new float[texts.Count];
        var (features, values) = (new List<int>(), new List<float>());
        var (someFeatures, someValues) = (new int[FeatureBuffer.FeaturesMax], new float[FeatureBuffer.FeaturesMax]);
        for (var row = 0; row < texts.Count; row++)
        {
            var count = weights.Read(texts.KeysOf(row), someFeatures, someValues);
            features.AddRange(someFeatures.AsSpan(0, count));
            values.AddRange(someValues.AsSpan(0, count));
            _starts[row + 1] = features.Count;
            _squares[row] = 1 + (count > 0 ? 1 : 0);
        }

        (_features, _values) = ([.. features], [.. values]);
    }

    /// <summary>Without the last one.</summary>
    public int FeatureCount { get; }

    public int Count => _squares.Length;

    public float SquareOf(int row) => _squares[row];

    public float Dot(int row, float[] w)
    {
        var sum = w[FeatureCount];
        for (var i = _starts[row]; i < _starts[row + 1]; i++)
            sum += _values[i] * w[_features[i]];
        return sum;
    }

    public void AddTo(float[] w, int row, float factor)
    {
        w[FeatureCount] += factor;
        for (var i = _starts[row]; i < _starts[row + 1]; i++)
            w[_features[i]] += factor * _values[i];
    }
}
