namespace ServiceOS.Simulated.Running;

/// <summary>A clock of one actor, which may be wrong. Its timers run by true time, as a machine's do when its clock is set.</summary>
internal sealed class SimulatedTime(Scheduler scheduler, Actor actor) : TimeProvider
{
    /// <summary>By how much the clock is wrong.</summary>
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => scheduler.Now + Offset;

    public override long GetTimestamp() => scheduler.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(scheduler, actor, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimulatedTimer(Scheduler scheduler, Actor actor, TimerCallback callback, object? state) : ITimer
    {
        private Alarm? _alarm;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Dispose();
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
                _alarm = scheduler.After(dueTime, Ring);
            return true;
        }

        public void Dispose() => _alarm?.PutOff();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Ring()
        {
            if (_period > TimeSpan.Zero)
                _alarm = scheduler.After(_period, Ring);
            actor.Post(_ => callback(state), state: null);
        }
    }
}
