using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;

namespace ServiceOS.Platform.Telemetry;

/// <summary>Decides whether this node should be sent requests.</summary>
internal sealed class Readiness(Database database, IBus bus, Drain drain, TimeProvider time)
{
    /// <summary>A database that takes longer is no use to those who wait.</summary>
    private static readonly TimeSpan s_answerMax = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<string?>? _running;

    /// <summary>What the node does without and can serve all the same; null when nothing.</summary>
    public string? Degraded => (Bus, Writes) switch
    {
        ({ } lame, { } mute) => $"{mute} {lame}",
        var (lame, mute) => mute ?? lame,
    };

    private string? Bus => bus.Fault is { } fault
        ? $"{char.ToUpperInvariant(fault[0])}{fault[1..]}: work is handled on the node where it comes in, and other nodes hear of it by polling."
        : null;

    /// <summary>Known from the writes that there are: a probe that wrote would wear the disk, and stand in line where many wait.</summary>
    private string? Writes => database.WriteFault switch
    {
        null => null,
        StorageFault.DiskFull => "The disk is full: nothing is stored. Reading works.",
        StorageFault.ReadOnly => "The database is read-only: nothing is stored. Reading works.",
        var fault => $"The last write was not stored ({fault}).",
    };

    /// <summary>Why it should not be sent any; null when it may.</summary>
    public async Task<string?> FaultAsync(CancellationToken stop)
    {
        if (drain.HasBegun)
            return "This node is stopping.";
        try
        {
            return await LookAsync().WaitAsync(s_answerMax, time, stop);
        }
        catch (TimeoutException)
        {
            return "The database did not answer within a second.";
        }
    }

    /// <summary>One look at a time: however many ask, a database that hangs is asked once.</summary>
    private Task<string?> LookAsync()
    {
        lock (_lock)
        {
            if (_running is null or { IsCompleted: true })
                _running = Task.Run(AskAsync);
            return _running;
        }
    }

    private async Task<string?> AskAsync()
    {
        try
        {
            var missing = await database.ReadAsync(db => Migrator.MissingAsync(db, CancellationToken.None), CancellationToken.None);
            return missing.Count == 0
                ? null
                : $"The database lacks {missing.Count} migrations ({missing[0]} first): run serviceos migrate, or start a node with serve.";
        }
        catch (MigrationException e)
        {
            return $"The database and this version don't fit: {e.Message}.";
        }
        catch (StorageException e)
        {
            return $"The database can't be read: {e.Fault}.";
        }
    }
}
