using ServiceOS.Platform.Data;

namespace ServiceOS.Platform.Events;

/// <summary>Reads the whole log once, in order, and keeps what it makes of it in the same database.</summary>
internal interface IFactReader
{
    /// <summary>The name of its checkpoint. A new name starts from the log's beginning: that is how a reader is rebuilt.</summary>
    string Name { get; }

    /// <summary>Takes in a batch, in the transaction that also moves the checkpoint: exactly once.</summary>
    Task TakeInAsync(Session db, IReadOnlyList<FactRow> facts, CancellationToken stop);
}

/// <summary>How soon after a batch a reader looks for the next: what was written meanwhile is one batch, on however many nodes.</summary>
internal sealed record ReaderPace(TimeSpan Pause)
{
    /// <summary>Figures a quarter of a second old are fresh; a look at each commit of each node would cost more than the turns.</summary>
    public static ReaderPace Usual { get; } = new(TimeSpan.FromMilliseconds(250));
}

/// <summary>Runs one reader. Safe on every node: the checkpoint's row lock lets one at a time.</summary>
internal sealed partial class FactReaderLoop(
    IFactReader reader, Database database, FactSignal signal, ReaderPace pace, TimeProvider time, ILogger<FactReaderLoop> log)
    : BackgroundService
{
    private const int BatchMax = 1_000;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var seen = signal.Version;
                while (await RunOnceAsync(stoppingToken) == BatchMax) { }
                await signal.WaitAsync(seen, s_poll, time, stoppingToken);
                if (pace.Pause > TimeSpan.Zero)
                    await Task.Delay(pace.Pause, time, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(e, reader.Name);   // nothing was half done: the checkpoint moves with the work
                await Task.Delay(s_poll, time, stoppingToken);
            }
        }
    }

    /// <summary>Takes in one batch.</summary>
    /// <returns>How many facts it was, 0 to 1,000.</returns>
    public async Task<int> RunOnceAsync(CancellationToken stop)
    {
        if (!await HasMoreAsync(stop))
            return 0;
        return await database.InTransactionAsync(async db =>
        {
            var after = await CheckpointAsync(db, stop);
            var facts = await FactLog.ListAfterAsync(db, after, BatchMax, stop);
            if (facts.Count == 0)
                return 0;
            await reader.TakeInAsync(db, facts, stop);
            var last = facts[^1].Cursor;
            await db.RunAsync(
                "update fact_readers set epoch = @Epoch, position = @Position, at = @now where name = @Name",
                new { last.Epoch, last.Position, reader.Name, now = time.GetUtcNow() }, stop);
            return facts.Count;
        }, stop);
    }

    private Task<bool> HasMoreAsync(CancellationToken stop) => database.ReadAsync(async db =>
    {
        var at = await db.FindAsync<FactLog.Place>(
            "select epoch, position from fact_readers where name = @Name", new { reader.Name }, stop);
        var after = at is null ? FactCursor.Start : new FactCursor(at.Epoch, at.Position);
        return (await FactLog.ListAfterAsync(db, after, limit: 1, stop)).Count > 0;
    }, stop);

    /// <summary>The reader's place; holds the row until the transaction ends, so that no other node reads the same batch.</summary>
    private async Task<FactCursor> CheckpointAsync(Session db, CancellationToken stop)
    {
        var at = await db.GetAsync<FactLog.Place>("""
            insert into fact_readers (name, epoch, position, at) values (@Name, 0, 0, @now)
            on conflict (name) do update set at = excluded.at
            returning epoch, position
            """, new { reader.Name, now = time.GetUtcNow() }, stop);
        return new(at.Epoch, at.Position);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the log's reader {Reader} failed; trying again")]
    private partial void LogRoundFailed(Exception e, string reader);
}
