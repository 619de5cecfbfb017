namespace ServiceOS.Simulated.Running;

/// <summary>
/// Whoever runs code in a run: a process, a person, the disk. What it awaits goes on under it; once it is dead nothing of it
/// ever goes on, as in a killed process.
/// </summary>
internal sealed class Actor(Scheduler scheduler, Trace trace, int number, string name) : SynchronizationContext
{
    private readonly List<Scheduler.Step> _held = [];

    public int Number => number;

    public string Name => name;

    public bool IsDead { get; private set; }

    /// <summary>True while the process stands still: it is alive, and all of it waits.</summary>
    public bool IsPaused { get; private set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!IsDead)
            scheduler.Add(new(this, d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("nobody waits for another in a run");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Begins something; an exception that comes out of it is a broken promise.</summary>
    public void Start(string what, Func<Task> work) => Post(_ => _ = WatchAsync(what, work), state: null);

    /// <summary>Calls something soon.</summary>
    public void Soon(Action call) => Post(static state => ((Action)state!)(), call);

    public void Kill()
    {
        IsDead = true;
        _held.Clear();
    }

    public void Pause() => IsPaused = true;

    public void GoOn()
    {
        IsPaused = false;
        foreach (var step in _held)
            scheduler.Add(step);
        _held.Clear();
    }

    /// <summary>Takes one step, if it is alive and awake.</summary>
    public void Run(Scheduler.Step step)
    {
        if (IsDead)
            return;
        if (IsPaused)
        {
            _held.Add(step);
            return;
        }
        Call(() => step.Call(step.State));
    }

    /// <summary>Calls something under this actor, now.</summary>
    public void Call(Action call)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            call();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private async Task WatchAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            trace.Broken($"{name}: {what} failed: {e}");
        }
    }
}
