namespace ServiceOS.Analysis.Text;

/// <summary>
/// Repeatable chance: SplitMix64 (Steele, Lea and Flood 2014). The same on every machine and runtime.
/// </summary>
internal struct Chance(ulong seed)
{
    private ulong _state = seed;

    public void Shuffle(Span<int> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var k = Below(i + 1);
            (values[i], values[k]) = (values[k], values[i]);
        }
    }

    private int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
