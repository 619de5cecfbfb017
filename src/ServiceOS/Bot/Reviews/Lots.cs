using System.Text;
using ServiceOS.Platform;

namespace ServiceOS.Bot.Reviews;

/// <summary>Draws without replacement: every set of so many is as likely as any other, and the same seed draws the same.</summary>
/// <remarks>
/// Our own generator, since what .NET's gives for a seed may change with a release, and a stored seed must not. SplitMix64: G. L. Steele,
/// D. Lea, C. H. Flood (2014), Fast splittable pseudorandom number generators. Drawing: R. W. Floyd in J. Bentley (1987), Programming pearls:
/// a sample of brilliance, CACM 30(9).
/// </remarks>
internal sealed class Lots
{
    private ulong _state;

    /// <param name="stream">Of one seed, another stream for each name.</param>
    public Lots(long seed, string stream)
    {
        _state = (ulong)seed;
        foreach (var letter in Encoding.UTF8.GetBytes(stream))
            _state = (_state ^ letter) * 1_099_511_628_211;   // FNV-1a's prime
    }

    /// <summary>Some of the numbers 1 to <paramref name="all"/>, in the order of drawing; all of them when there are no more.</summary>
    public IReadOnlyList<long> Draw(long all, int wanted)
    {
        Require.That(all >= 0 && wanted >= 0);
        var drawn = new List<long>();
        var known = new HashSet<long>();
        for (var i = Math.Max(0, all - wanted) + 1; i <= all; i++)
        {
            var one = 1 + Below(i);
            if (!known.Add(one))
                known.Add(one = i);
            drawn.Add(one);
        }
        for (var i = drawn.Count - 1; i > 0; i--)   // Floyd's order isn't random: that of the set is what is
        {
            var other = (int)Below(i + 1);
            (drawn[i], drawn[other]) = (drawn[other], drawn[i]);
        }
        return drawn;
    }

    /// <summary>0 to one below the limit, each as likely: what would favour the small ones is thrown again.</summary>
    private long Below(long limit)
    {
        var fair = ulong.MaxValue - (ulong.MaxValue % (ulong)limit);
        ulong thrown;
        do
            thrown = Next();
        while (thrown >= fair);
        return (long)(thrown % (ulong)limit);
    }

    private ulong Next()
    {
        var z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
