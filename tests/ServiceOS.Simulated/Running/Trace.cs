using System.Globalization;

namespace ServiceOS.Simulated.Running;

/// <summary>What happened in a run: a number that stands for all of it, and the newest events in words.</summary>
/// <param name="keptMax">How many of them.</param>
internal sealed class Trace(int keptMax)
{
    private const ulong HashStart = 0xCBF29CE484222325;
    private const ulong HashPrime = 0x100000001B3;

    private readonly Queue<string> _newest = new();
    private ulong _hash = HashStart;

    /// <summary>Equal for two runs in which the same things happened in the same order (FNV-1a of everything noted).</summary>
    public ulong Hash => _hash;

    /// <summary>What must not happen and did, in the order in which it was found.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Says when it is; set by the scheduler.</summary>
    public Func<TimeSpan> Elapsed { get; set; } = () => TimeSpan.Zero;

    /// <summary>The newest events, oldest first.</summary>
    public IReadOnlyCollection<string> Newest => _newest;

    /// <summary>How often each of <see cref="Happening"/> happened.</summary>
    public int[] Happenings { get; } = new int[Enum.GetValues<Happening>().Length];

    public void Count(Happening what) => Happenings[(int)what]++;

    public void Note(FormattableString what)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Elapsed().TotalSeconds,9:F3} {what.ToString(CultureInfo.InvariantCulture)}");
        foreach (var c in text)
            Mix(c);
        if (_newest.Count == keptMax)
            _newest.Dequeue();
        _newest.Enqueue(text);
    }

    /// <summary>Takes in a number that nobody needs to read.</summary>
    public void Mix(ulong number) => _hash = (_hash ^ number) * HashPrime;

    /// <summary>Notes that a promise was broken.</summary>
    public void Broken(FormattableString what)
    {
        Note($"BROKEN: {what}");
        Violations.Add(what.ToString(CultureInfo.InvariantCulture));
    }
}
