using System.Numerics.Tensors;

namespace ServiceOS.Analysis.Text;

/// <summary>Texts as unit vectors, by text and by feature: sparse, with some dense numbers after them.</summary>
internal sealed class SparseRows
{
    private readonly int[] _starts;
    private readonly int[] _features;
    private readonly float[] _values;

    private readonly int[] _columnStarts;
    private readonly int[] _columnRows;
    private readonly float[] _columnValues;

    private readonly float[] _dense;
    private readonly int _denseCount;

    public SparseRows(TrainingSet texts, FeatureWeights weights)
    {
        FeatureCount = weights.Keys.Length;
        _denseCount = weights.DenseCount;
        _dense = new float[_denseCount * texts.Count];
        _starts = new int[texts.Count + 1];
        var (features, values) = (new List<int>(), new List<float>());
        var (someFeatures, someValues) = (new int[FeatureBuffer.FeaturesMax], new float[FeatureBuffer.FeaturesMax]);
        for (var row = 0; row < texts.Count; row++)
        {
            var count = weights.Read(texts.KeysOf(row), someFeatures, someValues);
            var dense = DenseOf(row);
            var length = MathF.Sqrt((count > 0 ? 1 : 0) + weights.ReadDense(texts.KeysOf(row), dense));
            if (length > 0)
            {
                TensorPrimitives.Divide(dense, length, dense);
                TensorPrimitives.Divide(someValues.AsSpan(0, count), length, someValues);
            }
            features.AddRange(someFeatures.AsSpan(0, count));
            values.AddRange(someValues.AsSpan(0, count));
            _starts[row + 1] = features.Count;
        }

        (_features, _values) = ([.. features], [.. values]);
        (_columnStarts, _columnRows, _columnValues) = Transposed();
    }

    /// <summary>Sparse features.</summary>
    public int FeatureCount { get; }

    /// <summary>Weights of a plane: for each sparse feature one, then for each dense number.</summary>
    public int WeightCount => FeatureCount + _denseCount;

    public int Count => _starts.Length - 1;

    public ReadOnlySpan<int> FeaturesOf(int row) => _features.AsSpan(_starts[row].._starts[row + 1]);

    public ReadOnlySpan<float> ValuesOf(int row) => _values.AsSpan(_starts[row].._starts[row + 1]);

    public float Dot(int row, float[] w)
    {
        var sum = 0f;
        for (var i = _starts[row]; i < _starts[row + 1]; i++)
            sum += _values[i] * w[_features[i]];
        return _denseCount == 0 ? sum : sum + TensorPrimitives.Dot<float>(DenseOf(row), w.AsSpan(FeatureCount));
    }

    public void AddTo(float[] w, int row, float factor)
    {
        for (var i = _starts[row]; i < _starts[row + 1]; i++)
            w[_features[i]] += factor * _values[i];
        if (_denseCount > 0)
            TensorPrimitives.MultiplyAdd(DenseOf(row), factor, w.AsSpan(FeatureCount), w.AsSpan(FeatureCount));
    }

    /// <summary>Adds the dense part's say to every text.</summary>
    public void AddDense(float[] sums, float[] w)
    {
        if (_denseCount == 0)
            return;
        var dense = w.AsSpan(FeatureCount);
        for (var row = 0; row < Count; row++)
            sums[row] += TensorPrimitives.Dot<float>(DenseOf(row), dense);
    }

    private Span<float> DenseOf(int row) => _dense.AsSpan(row * _denseCount, _denseCount);

    /// <summary>Adds weight · value to every text that has the feature.</summary>
    public void AddColumn(float[] sums, int feature, float weight)
    {
        for (var i = _columnStarts[feature]; i < _columnStarts[feature + 1]; i++)
            sums[_columnRows[i]] += weight * _columnValues[i];
    }

    private (int[] Starts, int[] Rows, float[] Values) Transposed()
    {
        var starts = new int[FeatureCount + 1];
        foreach (var feature in _features)
            starts[feature + 1]++;
        for (var feature = 0; feature < FeatureCount; feature++)
            starts[feature + 1] += starts[feature];

        var next = starts[..^1];
        var (rows, values) = (new int[_features.Length], new float[_features.Length]);
        for (var row = 0; row < Count; row++)
        {
            for (var i = _starts[row]; i < _starts[row + 1]; i++)
            {
                var to = next[_features[i]]++;
                (rows[to], values[to]) = (row, _values[i]);
            }
        }

        return (starts, rows, values);
    }
}
