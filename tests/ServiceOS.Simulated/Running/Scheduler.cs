using ServiceOS.Simulation;

namespace ServiceOS.Simulated.Running;

/// <summary>
/// The one thread on which everything of a run happens. Which of those that are ready goes on is the seed's choice; time
/// passes only here.
/// </summary>
internal sealed class Scheduler
{
    private const int StepsMax = 500_000;
    private const int StepMicrosecondsMax = 60;
    private static readonly DateTimeOffset s_start = new(2026, 11, 11, 2, 0, 0, TimeSpan.Zero);

    private readonly List<Step> _ready = [];
    private readonly PriorityQueue<Alarm, (long Due, long Order)> _alarms = new();
    private readonly Dice _dice;
    private readonly Trace _trace;
    private long _order;
    private int _steps;

    public Scheduler(Dice dice, Trace trace)
    {
        (_dice, _trace) = (dice, trace);
        trace.Elapsed = () => Now - s_start;
    }

    /// <summary>The true time, which no clock in the run needs to show.</summary>
    public DateTimeOffset Now { get; private set; } = s_start;

    public int Steps => _steps;

    public void Add(Step step) => _ready.Add(step);

    /// <summary>Calls <paramref name="ring"/> after a while of true time.</summary>
    public Alarm After(TimeSpan wait, Action ring)
    {
        var alarm = new Alarm(ring);
        _alarms.Enqueue(alarm, ((Now + wait).Ticks, _order++));
        return alarm;
    }

    /// <summary>Runs until something is so, or for this long at most.</summary>
    /// <returns>False when the time was up first.</returns>
    public bool RunUntil(Func<bool> isSo, TimeSpan atMost)
    {
        var end = Now + atMost;
        while (!isSo())
        {
            if (Now >= end)
                return false;
            RunOne();
            if (++_steps > StepsMax)
                throw new InvalidOperationException($"the run has not come to an end after {StepsMax} steps");
        }
        return true;
    }

    private void RunOne()
    {
        while (_alarms.TryPeek(out var alarm, out var at) && (at.Due <= Now.Ticks || _ready.Count == 0 || alarm.IsOff))
        {
            _alarms.Dequeue();
            if (alarm.IsOff)
                continue;
            if (at.Due > Now.Ticks)
                Now = new(at.Due, TimeSpan.Zero);
            alarm.Ring();
        }
        if (_ready.Count == 0)
            throw new InvalidOperationException("everything stands still");
        var next = _dice.Below(_ready.Count);
        var step = _ready[next];
        _ready[next] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        Now += TimeSpan.FromMicroseconds(_dice.Below(StepMicrosecondsMax));
        _trace.Mix((ulong)step.Actor.Number);
        step.Actor.Run(step);
    }

    /// <summary>Something that an actor is ready to do.</summary>
    internal readonly record struct Step(Actor Actor, SendOrPostCallback Call, object? State);
}

/// <summary>Something that rings once, unless it is put off before.</summary>
internal sealed class Alarm(Action ring)
{
    public bool IsOff { get; private set; }

    public void PutOff() => IsOff = true;

    public void Ring() => ring();
}
