namespace ServiceOS.Simulation;

/// <summary>Chance by seed: the same seed gives the same throws on every machine and version. SplitMix64 (Steele et al., 2014).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Dice of their own for a part of the world, so that one part's throws don't shift another's.</summary>
    public static Dice For(long seed, string part)
    {
        var mixed = (ulong)seed;
        foreach (var c in part)
            mixed = (mixed ^ c) * 0x100000001B3;   // FNV-1a's prime
        return new(mixed);
    }

    /// <summary>0 to <paramref name="count"/> − 1, each as likely.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>0 included, 1 not.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Happens(double chance) => Share() < chance;

    public T OneOf<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    /// <summary>From <paramref name="least"/> on, up to <paramref name="most"/>.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * Share());

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
