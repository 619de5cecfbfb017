namespace ServiceOS.Analysis.Text;

/// <summary>Documents on their way into an <see cref="InvertedIndex"/>: each a group and its features.</summary>
public sealed class DocumentBatch
{
    private readonly List<int> _groups = [];
    private uint[] _keys = new uint[1_024];
    private ushort[] _documents = new ushort[1_024];
    private int _count;

    /// <summary>Documents added so far.</summary>
    public int Count => _groups.Count;

    internal IReadOnlyList<int> Groups => _groups;

    /// <summary>Adds a document.</summary>
    /// <param name="group">What it stands for; several documents may stand for the same.</param>
    /// <param name="features">In any order; how often a feature repeats doesn't matter to the index.</param>
    public void Add(int group, ReadOnlySpan<uint> features)
    {
        if (_groups.Count >= InvertedIndex.DocumentsMax)
            throw new InvalidOperationException($"a batch holds at most {InvertedIndex.DocumentsMax} documents");

        EnsureRoom(features.Length);
        features.CopyTo(_keys.AsSpan(_count));
        _documents.AsSpan(_count, features.Length).Fill((ushort)_groups.Count);
        _count += features.Length;
        _groups.Add(group);
    }

    /// <summary>The pairs (feature, document), ascending, each once.</summary>
    internal (uint[] Keys, ushort[] Documents) Sorted()
    {
        RadixSort();
        var count = 0;
        for (var i = 0; i < _count; i++)
        {
            if (i > 0 && _keys[i] == _keys[i - 1] && _documents[i] == _documents[i - 1])
                continue;
            _keys[count] = _keys[i];
            _documents[count++] = _documents[i];
        }

        _count = count;
        return (_keys[..count], _documents[..count]);
    }

    /// <summary>Least digit first and stable, so that documents stay ascending within a feature.</summary>
    private void RadixSort()
    {
        const int DigitBits = 11;
        var (keys, documents) = (new uint[_keys.Length], new ushort[_keys.Length]);
        Span<int> places = stackalloc int[1 << DigitBits];
        for (var shift = 0; shift < 32; shift += DigitBits)
        {
            places.Clear();
            foreach (var key in _keys.AsSpan(0, _count))
                places[(int)(key >> shift) & ((1 << DigitBits) - 1)]++;

            var sum = 0;
            foreach (ref var place in places)
                (place, sum) = (sum, sum + place);

            for (var i = 0; i < _count; i++)
            {
                var to = places[(int)(_keys[i] >> shift) & ((1 << DigitBits) - 1)]++;
                keys[to] = _keys[i];
                documents[to] = _documents[i];
            }

            (_keys, keys) = (keys, _keys);
            (_documents, documents) = (documents, _documents);
        }
    }

    private void EnsureRoom(int more)
    {
        if (_count + more <= _keys.Length)
            return;

        var size = Math.Max(_keys.Length * 2, _count + more);
        Array.Resize(ref _keys, size);
        Array.Resize(ref _documents, size);
    }
}
