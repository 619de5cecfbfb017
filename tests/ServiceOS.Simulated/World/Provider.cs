using ServiceOS.Simulated.Running;
using ServiceOS.Simulation;

namespace ServiceOS.Simulated.World;

/// <summary>A provider of refunds as they are: it does what it is asked each time, and sometimes its answer is lost.</summary>
internal sealed class Provider(Dice dice, Trace trace)
{
    private readonly Dictionary<string, int> _acts = [];
    private readonly HashSet<string> _cancelled = [];

    /// <summary>How often its answer does not come, 0–1.</summary>
    public double Silences { get; set; }

    /// <summary>How often each refund was paid: the provider's own ledger.</summary>
    public IReadOnlyDictionary<string, int> Acts => _acts;

    /// <summary>Pays.</summary>
    /// <returns>False when it refused, null when nobody heard what it did.</returns>
    public bool? Pay(string key)
    {
        if (_cancelled.Contains(key))
            return false;
        if (dice.Happens(Silences / 2))
            return null;   // it never got there
        _acts[key] = _acts.GetValueOrDefault(key) + 1;
        trace.Note($"provider: pays {key}");
        return dice.Happens(Silences) ? null : true;
    }

    /// <summary>Says whether it has paid; what it has not, it will not pay any more.</summary>
    public bool HasPaid(string key)
    {
        if (_acts.ContainsKey(key))
            return true;
        _cancelled.Add(key);
        return false;
    }
}
