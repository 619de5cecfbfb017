using System.Buffers;
using System.Runtime.Intrinsics;

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
    private readonly int _featureCount;
    private readonly int _stride;      // of a whole row: classes up to a full vector
    private readonly int[] _wholeAt;   // by feature, then number, where its row begins in _whole; Strewn when it isn't there
    private readonly sbyte[] _whole;
    private readonly int[] _starts;
    private readonly ushort[] _classes;
    private readonly sbyte[] _weights;
    private readonly float[] _scales;

    private WeightRows(int[] starts, int[] wholeAt, int wholeCount, int classCount, float[] scales)
    {
        (_starts, _wholeAt, _classCount, _scales) = (starts, wholeAt, classCount, scales);
        _featureCount = starts.Length - 1;
        _classes = new ushort[starts[^1]];
        _weights = new sbyte[starts[^1]];
        _stride = StrideOf(classCount);
        _whole = new sbyte[wholeCount * _stride];
    }

    public long Bytes => (4L * (_starts.Length + _wholeAt.Length + _scales.Length)) + (3L * _classes.Length) + _whole.Length;

    /// <summary>Turns weights by class into weights by feature.</summary>
    /// <param name="classes">Of the features.</param>
    /// <param name="featureCount">How many there are.</param>
    /// <param name="dense">Weights of a text's numbers: by number, then class.</param>
    public static WeightRows Pack(ClassWeights[] classes, int featureCount, ReadOnlySpan<float> dense)
    {
        var numbers = dense.Length / classes.Length;
        var starts = new int[featureCount + 1];
        var largest = new float[featureCount + numbers];
        foreach (var one in classes)
        {
            for (var i = 0; i < one.Features.Length; i++)
            {
                var feature = one.Features[i];
                starts[feature + 1]++;
                largest[feature] = Math.Max(largest[feature], Math.Abs(one.Values[i]));
            }
        }

        for (var i = 0; i < dense.Length; i++)
            largest[featureCount + (i / classes.Length)] = Math.Max(largest[featureCount + (i / classes.Length)], Math.Abs(dense[i]));

        var wholeAt = new int[featureCount + numbers];
        var (whole, stride) = (0, StrideOf(classes.Length));
        for (var feature = 0; feature < wholeAt.Length; feature++)
        {
            var isNumber = feature >= featureCount;
            var isWhole = isNumber || (classes.Length >= WholeMin && starts[feature + 1] * WholeFrom >= classes.Length);
            wholeAt[feature] = isWhole ? whole++ * stride : Strewn;
            if (isNumber)
                continue;
            if (isWhole)
                starts[feature + 1] = 0;
            starts[feature + 1] += starts[feature];
        }

        var rows = new WeightRows(starts, wholeAt, whole, classes.Length, [.. largest.Select(weight => weight / 127)]);
        var next = starts[..^1];
        for (var place = 0; place < classes.Length; place++)
            rows.Fill(place, classes[place], next);
        rows.FillNumbers(dense);
        return rows;
    }

    /// <summary>Adds what a text says for and against each class. Allocates nothing once warm.</summary>
    /// <param name="margins">By class.</param>
    /// <param name="features">The text's features that are known.</param>
    /// <param name="values">Theirs.</param>
    /// <param name="dense">The text's numbers.</param>
    public void AddTo(Span<float> margins, ReadOnlySpan<int> features, ReadOnlySpan<float> values, ReadOnlySpan<float> dense)
    {
        var sums = ArrayPool<float>.Shared.Rent(_stride);
        var places = ArrayPool<int>.Shared.Rent(features.Length + dense.Length);
        var factors = ArrayPool<float>.Shared.Rent(features.Length + dense.Length);
        var count = 0;
        for (var i = 0; i < features.Length; i++)
        {
            var (at, factor) = (_wholeAt[features[i]], values[i] * _scales[features[i]]);
            if (at == Strewn)
                AddStrewn(margins, features[i], factor);
            else
                (places[count], factors[count++]) = (at, factor);
        }

        for (var i = 0; i < dense.Length; i++)
        {
            if (dense[i] != 0)
                (places[count], factors[count++]) = (_wholeAt[_featureCount + i], dense[i] * _scales[_featureCount + i]);
        }

        for (var from = 0; from < _stride && count > 0; from += Vector256<sbyte>.Count)
            SumWhole(from, places.AsSpan(0, count), factors.AsSpan(0, count), sums.AsSpan(from, Vector256<sbyte>.Count));
        for (var place = 0; place < _classCount && count > 0; place++)
            margins[place] += sums[place];
        ArrayPool<float>.Shared.Return(sums);
        ArrayPool<int>.Shared.Return(places);
        ArrayPool<float>.Shared.Return(factors);
    }

    private void AddStrewn(Span<float> margins, int feature, float factor)
    {
        var (start, length) = (_starts[feature], _starts[feature + 1] - _starts[feature]);
        var classes = _classes.AsSpan(start, length);
        var weights = _weights.AsSpan(start, length);
        for (var i = 0; i < classes.Length && i < weights.Length; i++)
            margins[classes[i]] += factor * weights[i];
    }

    /// <summary>The rows' sums for as many classes as fit the registers, so that memory sees each weight once and no sum before its end.</summary>
    private void SumWhole(int from, ReadOnlySpan<int> places, ReadOnlySpan<float> factors, Span<float> sums)
    {
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var i = 0; i < places.Length && i < factors.Length; i++)
        {
            var factor = Vector256.Create(factors[i]);
            var (low, high) = Vector256.Widen(Vector256.Create<sbyte>(_whole.AsSpan(places[i] + from, Vector256<sbyte>.Count)));
            var (first, second) = Vector256.Widen(low);
            var (third, fourth) = Vector256.Widen(high);
            a = Vector256.MultiplyAddEstimate(Vector256.ConvertToSingle(first), factor, a);
            b = Vector256.MultiplyAddEstimate(Vector256.ConvertToSingle(second), factor, b);
            c = Vector256.MultiplyAddEstimate(Vector256.ConvertToSingle(third), factor, c);
            d = Vector256.MultiplyAddEstimate(Vector256.ConvertToSingle(fourth), factor, d);
        }

        a.CopyTo(sums);
        b.CopyTo(sums[Vector256<float>.Count..]);
        c.CopyTo(sums[(2 * Vector256<float>.Count)..]);
        d.CopyTo(sums[(3 * Vector256<float>.Count)..]);
    }

    private void Fill(int place, ClassWeights one, int[] next)
    {
        for (var i = 0; i < one.Features.Length; i++)
        {
            var feature = one.Features[i];
            var weight = (sbyte)MathF.Round(one.Values[i] / _scales[feature]);
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

    private void FillNumbers(ReadOnlySpan<float> dense)
    {
        for (var i = 0; i < dense.Length; i++)
        {
            var row = _featureCount + (i / _classCount);
            if (dense[i] != 0)
                _whole[_wholeAt[row] + (i % _classCount)] = (sbyte)MathF.Round(dense[i] / _scales[row]);
        }
    }

    private static int StrideOf(int classCount) => (classCount + Vector256<sbyte>.Count - 1) / Vector256<sbyte>.Count * Vector256<sbyte>.Count;
}
