using ServiceOS.Platform.Data;

namespace ServiceOS.Platform.Events;

/// <summary>Hears of each fact on this node, soon after its commit. For wake-ups and caches: what it misses must not matter.</summary>
internal interface IFactListener
{
    void Hear(FactRow fact);
}

/// <summary>Reads the end of the log on every node, and tells its listeners. Starts at the present end; keeps no checkpoint.</summary>
/// <remarks>
/// Who waits for a nudge can't wait for an old transaction of somebody else on the same PostgreSQL: facts that others may
/// still come before are told at once, and remembered until they are settled, so that each is told once.
/// </remarks>
internal sealed partial class FactTail(
    Database database, FactSignal signal, TimeProvider time, IEnumerable<IFactListener> listeners, ILogger<FactTail> log)
    : BackgroundService
{
    private const int BatchMax = 1_000;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(250);

    private readonly IFactListener[] _listeners = [.. listeners];
    private readonly HashSet<long> _toldEarly = [];
    private FactCursor? _cursor;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var seen = signal.Version;
                while (await RunOnceAsync(stoppingToken) == BatchMax) { }
                await signal.WaitAsync(seen, s_poll, time, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(e);   // the cursor stands where it stood: the next round reads the same again
                await Task.Delay(s_poll, time, stoppingToken);
            }
        }
    }

    /// <summary>Tells of one batch.</summary>
    /// <returns>How many facts the tail is further by, 0 to 1,000.</returns>
    public async Task<int> RunOnceAsync(CancellationToken stop)
    {
        _cursor ??= await database.ReadAsync(db => FactLog.HeadAsync(db, stop), stop);
        var after = _cursor.Value;
        var facts = await database.ReadAsync(async db => await FactLog.ListFreshAsync(db, after, BatchMax, stop), stop);
        var settled = 0;
        foreach (var fact in facts)
        {
            if (!_toldEarly.Contains(fact.Position))
                Tell(fact);
            if (fact.IsSettled)
            {
                _toldEarly.Remove(fact.Position);
                _cursor = fact.Cursor;
                settled++;
            }
            else
                _toldEarly.Add(fact.Position);
        }
        return settled;
    }

    private void Tell(FactRow fact)
    {
        foreach (var listener in _listeners)
            listener.Hear(fact);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading the end of the log failed; trying again")]
    private partial void LogRoundFailed(Exception e);
}
