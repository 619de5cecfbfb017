namespace ServiceOS.Analysis.Text;

/// <summary>Labelled texts as sparse unit vectors over the features that occur in them.</summary>
/// <remarks>
/// Weights are (1 + ln tf)·idf with idf = ln((n+1)/(df+1)) + 1, each block brought to unit length, then the whole
/// (Salton and Buckley 1988).
/// </remarks>
public sealed class TrainingSet
{
    private readonly List<int> _labels = [];
    private readonly List<int> _ends = [0];
    private uint[] _keys = new uint[4_096];
    private int _count;

    /// <summary>Texts so far.</summary>
    public int Count => _labels.Count;

    internal IReadOnlyList<int> Labels => _labels;

    /// <summary>Adds a text.</summary>
    /// <param name="label">The class it belongs to: 0 or more; below 0 when nobody knows.</param>
    /// <param name="features">Its features, which are sorted here.</param>
    public void Add(int label, ref FeatureBuffer features)
    {
        features.Sort();
        var keys = features.Keys;
        if (_count + keys.Length > _keys.Length)
            Array.Resize(ref _keys, Math.Max(_keys.Length * 2, _count + keys.Length));

        keys.CopyTo(_keys.AsSpan(_count));
        _count += keys.Length;
        _labels.Add(label);
        _ends.Add(_count);
    }

    internal ReadOnlySpan<uint> KeysOf(int text) => _keys.AsSpan(_ends[text].._ends[text + 1]);

    internal uint[] AllKeys()
    {
        var all = _keys.AsSpan(0, _count).ToArray();
        Array.Sort(all);
        var count = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (i == 0 || all[i] != all[i - 1])
                all[count++] = all[i];
        }

        return all[..count];
    }
}
