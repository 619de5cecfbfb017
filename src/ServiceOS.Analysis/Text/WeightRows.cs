using System.Numerics.Tensors;

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
/// For each feature the classes it speaks for or against: a class number of 16 bits and a weight of 8; of a feature that
/// speaks of most classes the weights alone, one after the other.
/// </summary>
internal sealed class WeightRows
{
    /// <summary>Share of the classes from which a row is quicker read whole.</summary>
    private const int WholeFrom = 8;

    private const int WholeMin = 64;
    private const int Strewn = -1;

    private readonly int _classCount;
    private readonly int[] _wholeAt;   // by feature where its row begins in _whole; Strewn when it isn't there
    private readonly sbyte[] _whole;
    private readonly int[] _starts;
    private readonly ushort[] _classes;
    private readonly sbyte[] _weights;
    private readonly float[] _scales;

    private WeightRows(int[] starts, int[] wholeAt, int whole, int classCount, float[] scales)
    {
        (_starts, _wholeAt, _classCount, _scales) = (starts, wholeAt, classCount, scales);
        _classes = new ushort[starts[^1]];
        _weights = new sbyte[starts[^1]];
        _whole = new sbyte[whole];
    }

    public long Bytes => (4L * (_starts.Length + _wholeAt.Length + _scales.Length)) + (3L * _classes.Length) + _whole.Length;

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

        var wholeAt = new int[featureCount];
        var whole = 0;
        for (var feature = 0; feature < featureCount; feature++)
        {
            var isWhole = classes.Length >= WholeMin && starts[feature + 1] * WholeFrom >= classes.Length;
            wholeAt[feature] = isWhole ? whole : Strewn;
            if (isWhole)
                (whole, starts[feature + 1]) = (whole + classes.Length, 0);
            starts[feature + 1] += starts[feature];
        }

        var rows = new WeightRows(starts, wholeAt, whole, classes.Length, [.. largest.Select(weight => weight / 127)]);
        var next = starts[..^1];
        for (var place = 0; place < classes.Length; place++)
            rows.Fill(place, classes[place], next, largest);
        return rows;
    }

    /// <summary>Adds a feature's say to the margins of its classes.</summary>
    /// <param name="margins">By class.</param>
    /// <param name="row">The feature.</param>
    /// <param name="value">Of the text.</param>
    /// <param name="scratch">As long as <paramref name="margins"/>.</param>
    public void AddTo(Span<float> margins, int row, float value, Span<float> scratch)
    {
        value *= _scales[row];
        if (_wholeAt[row] is not Strewn and var at)
        {
            TensorPrimitives.ConvertTruncating<sbyte, float>(_whole.AsSpan(at, _classCount), scratch);
            TensorPrimitives.MultiplyAdd(scratch[.._classCount], value, margins, margins);
            return;
        }

        var (start, length) = (_starts[row], _starts[row + 1] - _starts[row]);
        var classes = _classes.AsSpan(start, length);
        var weights = _weights.AsSpan(start, length);
        for (var i = 0; i < classes.Length && i < weights.Length; i++)
            margins[classes[i]] += value * weights[i];
    }

    private void Fill(int place, ClassWeights one, int[] next, float[] largest)
    {
        for (var i = 0; i < one.Features.Length; i++)
        {
            var feature = one.Features[i];
            var weight = (sbyte)MathF.Round(one.Values[i] / largest[feature] * 127);
            if (_wholeAt[feature] is not Strewn and var whole)
            {
                _whole[whole + place] = weight;
                continue;
            }

            var at = next[feature]++;
            _classes[at] = (ushort)place;
            _weights[at] = weight;
        }
    }
}
