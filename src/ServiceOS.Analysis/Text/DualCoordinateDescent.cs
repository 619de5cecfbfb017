namespace ServiceOS.Analysis.Text;

/// <summary>
/// Finds the plane w·x = 1 that parts one class from the rest: L2-regularised L2-loss support vector machine.
/// </summary>
/// <remarks>
/// <para>Minimises ½|w|² + C·Σ max(0, 1 − y·(w·x − 1))² by coordinate descent in the dual with shrinking: Hsieh,
/// Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent method for large-scale linear SVM", ICML 2008,
/// algorithm 3.</para>
/// <para>The offset is fixed at −1, where the usual learnt one ends up when the rest is far larger than the class. So
/// a text that has nothing in common with the class is right from the start, and only texts that come too near the
/// class are ever taken into the working set. One machine for each thread: it keeps its working memory.</para>
/// </remarks>
/// <param name="rows">All texts.</param>
/// <param name="penalties">By row C: the price of its being on the wrong side.</param>
/// <param name="isKnown">Whether a row has a class; the others aren't learned from.</param>
/// <param name="options">When to stop.</param>
internal sealed class DualCoordinateDescent(SparseRows rows, float[] penalties, Func<int, bool> isKnown, TrainingOptions options)
{
    /// <summary>Margin of a text that has nothing in common with the class.</summary>
    public const float Offset = -1;

    /// <summary>
    /// Of a text outside the class: how near it may come (0 nothing in common, 1 on the plane) before it is taken
    /// in.
    /// </summary>
    /// <remarks>
    /// At 0.1 training takes a third longer; accuracy is the same up to 0.3.
    /// </remarks>
    private const float NearnessMax = 0.2f;

    /// <summary>
    /// Texts of other classes to begin with: with the class alone every text would seem near, and be taken in.
    /// </summary>
    private const int OthersToBegin = 600;

    private const int RoundsMax = 8;

    private readonly float[] _w = new float[rows.WeightCount];
    private readonly float[] _alphas = new float[rows.Count];
    private readonly float[] _nearness = new float[rows.Count];
    private readonly bool[] _isIn = new bool[rows.Count];
    private readonly bool[] _isPositive = new bool[rows.Count];
    private readonly bool[] _isSeen = new bool[rows.FeatureCount];
    private readonly List<int> _working = [];
    private readonly List<int> _seen = [];

    /// <summary>Trains one class.</summary>
    /// <param name="members">Its rows.</param>
    /// <param name="seed">Of the order in which rows are visited.</param>
    public void Train(IEnumerable<int> members, ulong seed, CancellationToken stop)
    {
        Clear();
        var chance = new Chance(seed);
        foreach (var row in members)
        {
            _isPositive[row] = true;
            TakeIn(row);
        }

        var step = Math.Max(1, rows.Count / OthersToBegin);
        for (var row = (int)(seed % (ulong)step); row < rows.Count; row += step)
        {
            if (!_isIn[row] && isKnown(row))
                TakeIn(row);
        }

        for (var round = 0; round < RoundsMax; round++)
        {
            Descend(ref chance, stop);
            if (!TakeInTooNear())
                break;
        }
    }

    /// <summary>The weights of the class last trained: by sparse feature, then by dense number.</summary>
    public ReadOnlySpan<float> Weights => _w;

    /// <summary>The margin of every text under the class last trained; valid until the next call.</summary>
    public ReadOnlySpan<float> Weigh()
    {
        WeighAll();
        foreach (ref var margin in _nearness.AsSpan())
            margin += Offset;
        return _nearness;
    }

    private void Clear()
    {
        Array.Clear(_w);
        Array.Clear(_alphas);
        Array.Clear(_isIn);
        Array.Clear(_isPositive);
        Array.Clear(_isSeen);
        _working.Clear();
        _seen.Clear();
    }

    private void TakeIn(int row)
    {
        _isIn[row] = true;
        _working.Add(row);
        foreach (var feature in rows.FeaturesOf(row))
        {
            if (_isSeen[feature])
                continue;
            _isSeen[feature] = true;
            _seen.Add(feature);
        }
    }

    /// <returns>Whether any text outside the working set came too near the class, and is now in it.</returns>
    private bool TakeInTooNear()
    {
        Array.Clear(_nearness);
        foreach (var feature in _seen)
        {
            if (_w[feature] != 0)
                rows.AddColumn(_nearness, feature, _w[feature]);
        }

        rows.AddDense(_nearness, _w);

        var before = _working.Count;
        for (var row = 0; row < rows.Count; row++)
        {
            if (!_isIn[row] && isKnown(row) && _nearness[row] > NearnessMax)
                TakeIn(row);
        }

        return _working.Count > before;
    }

    private void WeighAll()
    {
        Array.Clear(_nearness);
        foreach (var feature in _seen)
        {
            if (_w[feature] != 0)
                rows.AddColumn(_nearness, feature, _w[feature]);
        }

        rows.AddDense(_nearness, _w);
    }

    private void Descend(ref Chance chance, CancellationToken stop)
    {
        int[] active = [.. _working];
        var activeCount = active.Length;
        var (highest, lowest) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var pass = 0; pass < options.PassesMax; pass++)
        {
            stop.ThrowIfCancellationRequested();
            chance.Shuffle(active.AsSpan(0, activeCount));
            var (max, min) = Pass(active, ref activeCount, highest, lowest);
            if (max - min <= options.Tolerance)
            {
                if (activeCount == active.Length)
                    return;
                activeCount = active.Length;   // what was set aside must agree, too
                (highest, lowest) = (float.PositiveInfinity, float.NegativeInfinity);
                continue;
            }

            highest = max <= 0 ? float.PositiveInfinity : max;
            lowest = min >= 0 ? float.NegativeInfinity : min;
        }
    }

    /// <returns>The largest and smallest projected gradient seen.</returns>
    private (float Max, float Min) Pass(int[] active, ref int activeCount, float highest, float lowest)
    {
        var (max, min) = (float.NegativeInfinity, float.PositiveInfinity);
        for (var i = 0; i < activeCount; i++)
        {
            var row = active[i];
            var diagonal = 0.5f / penalties[row];
            var sign = _isPositive[row] ? 1f : -1f;
            var alpha = _alphas[row];
            var gradient = (sign * (rows.Dot(row, _w) + Offset)) - 1 + (diagonal * alpha);
            var projected = gradient;
            if (alpha == 0)
            {
                if (gradient > highest)
                {
                    (active[i], active[activeCount - 1]) = (active[activeCount - 1], row);
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

            _alphas[row] = Math.Max(alpha - (gradient / (1 + diagonal)), 0);
            rows.AddTo(_w, row, sign * (_alphas[row] - alpha));
        }

        return (max, min);
    }
}
