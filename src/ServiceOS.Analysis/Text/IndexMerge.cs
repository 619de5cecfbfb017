namespace ServiceOS.Analysis.Text;

/// <summary>
/// Merges the features of an index with those of a batch, both ascending. Features left without documents vanish.
/// </summary>
/// <param name="keys">The batch's features, with repetitions.</param>
/// <param name="documents">For each its document in the batch.</param>
/// <param name="firstNew">Number of the batch's first document in the merged index.</param>
/// <param name="postingsMax">Most postings the merged index can have.</param>
internal ref struct IndexMerge(
    ReadOnlySpan<uint> keys, ReadOnlySpan<ushort> documents, int firstNew, int featuresMax, int postingsMax)
{
    private readonly ReadOnlySpan<uint> _newKeys = keys;
    private readonly ReadOnlySpan<ushort> _newDocuments = documents;
    private readonly uint[] _keys = new uint[featuresMax];
    private readonly int[] _offsets = new int[featuresMax + 1];
    private readonly ushort[] _postings = new ushort[postingsMax];
    private int _next;
    private int _features;
    private int _count;

    public readonly uint[] Keys => _features == _keys.Length ? _keys : _keys[.._features];

    public readonly int[] Offsets => _features + 1 == _offsets.Length ? _offsets : _offsets[..(_features + 1)];

    public readonly ushort[] Postings => _count == _postings.Length ? _postings : _postings[.._count];

    /// <summary>Takes over a feature of the old index, after all smaller ones of the batch.</summary>
    /// <param name="renumbered">By old document number the new one; -1 when it is gone.</param>
    public void Add(uint key, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> renumbered)
    {
        while (_next < _newKeys.Length && _newKeys[_next] < key)
            AddNew(_newKeys[_next]);

        foreach (var document in documents)
        {
            if (renumbered[document] >= 0)
                _postings[_count++] = (ushort)renumbered[document];
        }

        AddNew(key);
    }

    /// <summary>Takes what the batch has left.</summary>
    public void Finish()
    {
        while (_next < _newKeys.Length)
            AddNew(_newKeys[_next]);
    }

    private void AddNew(uint key)
    {
        for (; _next < _newKeys.Length && _newKeys[_next] == key; _next++)
            _postings[_count++] = (ushort)(firstNew + _newDocuments[_next]);

        if (_count == _offsets[_features])
            return;
        _keys[_features++] = key;
        _offsets[_features] = _count;
    }
}
