using System.Buffers;

namespace ServiceOS.Analysis.Text;

/// <summary>The hashed features of one text, in pooled memory. Dispose it; don't copy it.</summary>
public ref struct FeatureBuffer
{
    /// <summary>Most features of one text; what comes later is left out.</summary>
    public const int FeaturesMax = 8_192;

    private uint[] _keys;
    private int _count;
    private bool _isSorted;

    public FeatureBuffer() => _keys = ArrayPool<uint>.Shared.Rent(512);

    /// <summary>
    /// Features in the order found, or ascending after <see cref="Sort"/>; a repeated feature comes repeatedly.
    /// </summary>
    public readonly ReadOnlySpan<uint> Keys => _keys.AsSpan(0, _count);

    public void Clear() => (_count, _isSorted) = (0, false);

    /// <summary>Brings equal features together, and the blocks one after the other.</summary>
    public void Sort()
    {
        if (!_isSorted)
            _keys.AsSpan(0, _count).Sort();
        _isSorted = true;
    }

    public void Dispose()
    {
        if (_keys.Length > 0)
            ArrayPool<uint>.Shared.Return(_keys);
        _keys = [];
        _count = 0;
    }

    internal void Add(uint key)
    {
        if (_count == _keys.Length && !TryGrow())
            return;
        _keys[_count++] = key;
        _isSorted = false;
    }

    private bool TryGrow()
    {
        if (_count >= FeaturesMax)
            return false;

        var larger = ArrayPool<uint>.Shared.Rent(Math.Min(_count * 2, FeaturesMax));
        _keys.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<uint>.Shared.Return(_keys);
        _keys = larger;
        return true;
    }
}
