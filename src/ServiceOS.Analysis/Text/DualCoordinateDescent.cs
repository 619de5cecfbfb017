namespace ServiceOS.Analysis.Text;

/// <summary>Finds the plane that parts one class from the rest: L2-regularised L2-loss support vector machine.</summary>
/// <remarks>
/// Minimises ½|w|² + C·Σ max(0, 1 − y·w·x)² by coordinate descent in the dual with shrinking: Hsieh, Chang, Lin, Keerthi
/// and Sundararajan, "A dual coordinate descent method for large-scale linear SVM", ICML 2008, algorithm 3. One for each
/// thread: it keeps its working memory.
/// </remarks>
internal sealed class DualCoordinateDescent(SparseRows rows, TrainingOptions options)
{
    private readonly float[] _w = new float[rows.FeatureCount + 1];   // the last is the bias
    private readonly float[] _alphas = new float[rows.Count];
    private readonly int[] _active = new int[rows.Count];

    /// <summary>Trains one class.</summary>
    /// <param name="isPositive">By row.</param>
    /// <param name="seed">Of the order in which rows are visited.</param>
    /// <returns>The weights by feature, the bias last; valid until the next call.</returns>
    public ReadOnlySpan<float> Train(ReadOnlySpan<bool> isPositive, ulong seed, CancellationToken stop)
    {
        Array.Clear(_w);
        Array.Clear(_alphas);
        for (var row = 0; row < _active.Length; row++)
            _active[row] = row;

        var chance = new Chance(seed);
        var activeCount = rows.Count;
        var (highest, lowest) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var pass = 0; pass < options.PassesMax; pass++)
        {
            stop.ThrowIfCancellationRequested();
            chance.Shuffle(_active.AsSpan(0, activeCount));
            var (max, min) = Pass(isPositive, ref activeCount, highest, lowest);
            if (max - min <= options.Tolerance)
            {
                if (activeCount == rows.Count)
                    break;
                activeCount = rows.Count;   // what was set aside must agree, too
                (highest, lowest) = (float.PositiveInfinity, float.NegativeInfinity);
                continue;
            }

            highest = max <= 0 ? float.PositiveInfinity : max;
            lowest = min >= 0 ? float.NegativeInfinity : min;
        }

        return _w;
    }

    /// <returns>The largest and smallest projected gradient seen.</returns>
    private (float Max, float Min) Pass(ReadOnlySpan<bool> isPositive, ref int activeCount, float highest, float lowest)
    {
        var diagonal = 0.5f / options.Penalty;
        var (max, min) = (float.NegativeInfinity, float.PositiveInfinity);
        for (var i = 0; i < activeCount; i++)
        {
            var row = _active[i];
            var sign = isPositive[row] ? 1f : -1f;
            var alpha = _alphas[row];
            var gradient = (sign * rows.Dot(row, _w)) - 1 + (diagonal * alpha);
            var projected = gradient;
            if (alpha == 0)
            {
                if (gradient > highest)
                {
                    (_active[i], _active[activeCount - 1]) = (_active[activeCount - 1], row);
                    activeCount--;
                    i--;
                    continue;
                }

                projected = Math.Min(gradient, 0);
            }

            max = Math.Max(max, projected);
            min = Math.Min(min, projected);
            if (Math.Abs(projected) < 1e-7f)
                continue;

            _alphas[row] = Math.Max(alpha - (gradient / (rows.SquareOf(row) + diagonal)), 0);
            rows.AddTo(_w, row, sign * (_alphas[row] - alpha));
        }

        return (max, min);
    }
}
