namespace ServiceOS.Analysis.Text;

/// <summary>The weights of one class that are large enough to keep.</summary>
internal sealed record ClassWeights(int[] Features, float[] Values)
{
    public static ClassWeights Of(ReadOnlySpan<float> weights, float pruneBelow)
    {
        var largest = 0f;
        foreach (var weight in weights)
            largest = Math.Max(largest, Math.Abs(weight));

        var (features, values) = (new List<int>(), new List<float>());
        for (var feature = 0; feature < weights.Length; feature++)
        {
            if (Math.Abs(weights[feature]) <= largest * pruneBelow)
                continue;
            features.Add(feature);
            values.Add(weights[feature]);
        }

        return new ClassWeights([.. features], [.. values]);
    }
}

/// <summary>
/// For each feature the classes it speaks for or against: a class number of 16 bits and a weight of 8.
/// </summary>
internal sealed class WeightRows
{
    private readonly int[] _starts;
    private readonly ushort[] _classes;
    private readonly sbyte[] _weights;
    private readonly float[] _scales;

    private WeightRows(int[] starts, ushort[] classes, sbyte[] weights, float[] scales)
    {
        (_starts, _classes, _weights, _scales) = (starts, classes, weights, scales);
    }

    public long Bytes => (4L * (_starts.Length + _scales.Length)) + (3L * _classes.Length);

    /// <summary>Turns weights by class into weights by feature.</summary>
    public static WeightRows Pack(ClassWeights[] classes, int featureCount)
    {
        var starts = new int[featureCount + 1];
        var largest = new float[featureCount];
        foreach (var one in classes)
        {
            for (var i = 0; i < one.Features.Length; i++)
            {
                var feature = one.Features[i];
                starts[feature + 1]++;
                largest[feature] = Math.Max(largest[feature], Math.Abs(one.Values[i]));
            }
        }

        for (var feature = 0; feature < featureCount; feature++)
            starts[feature + 1] += starts[feature];

        var rows = new WeightRows(
            starts, new ushort[starts[^1]], new sbyte[starts[^1]], [.. largest.Select(weight => weight / 127)]);
        var next = starts[..^1];
        for (var place = 0; place < classes.Length; place++)
            rows.Fill(place, classes[place], next, largest);
        return rows;
    }

    /// <summary>Adds a feature's say to the margins of its classes.</summary>
    public void AddTo(Span<float> margins, int row, float value)
    {
        var (start, end) = (_starts[row], _starts[row + 1]);
        value *= _scales[row];
        for (var i = start; i < end; i++)
            margins[_classes[i]] += value * _weights[i];
    }

    private void Fill(int place, ClassWeights one, int[] next, float[] largest)
    {
        for (var i = 0; i < one.Features.Length; i++)
        {
            var feature = one.Features[i];
            var at = next[feature]++;
            _classes[at] = (ushort)place;
            _weights[at] = (sbyte)MathF.Round(one.Values[i] / largest[feature] * 127);
        }
    }
}
