using ServiceOS.Simulated.Running;

namespace ServiceOS.Simulated;

/// <summary>What happened in many runs together. Both threads add to it.</summary>
internal sealed class Tally
{
    private readonly Lock _lock = new();
    private readonly long[] _happenings = new long[Enum.GetValues<Happening>().Length];
    private long _runs;
    private long _steps;
    private long _messages;
    private long _facts;

    public void Add(Run run)
    {
        lock (_lock)
        {
            _runs++;
            _steps += run.City.Scheduler.Steps;
            _messages += run.Messages;
            _facts += run.Facts;
            for (var i = 0; i < _happenings.Length; i++)
                _happenings[i] += run.City.Trace.Happenings[i];
        }
    }

    /// <summary>What never happened.</summary>
    public IEnumerable<Happening> Missing() => Enum.GetValues<Happening>().Where(what => _happenings[(int)what] == 0);

    public override string ToString()
    {
        var counts = Enum.GetValues<Happening>().Select(what => FormattableString.Invariant($"{what} {_happenings[(int)what]}"));
        return FormattableString.Invariant($"{_runs} runs, {_steps} steps, {_messages} messages, {_facts} facts; {string.Join(", ", counts)}");
    }
}
