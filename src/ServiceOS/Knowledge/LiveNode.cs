using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>What one node of the tree has published, on this server: read once, then only what changed.</summary>
internal sealed class LiveNode(TenantId tenant) : IDisposable
{
    /// <summary>How long a set is trusted without a look at the database: within the five seconds that are promised.</summary>
    private static readonly TimeSpan s_trust = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim _one = new(1);
    private LiveSet? _set;
    private long _wanted;
    private long _checkedAtTicks;

    /// <summary>What is published. Call <see cref="RefreshAsync"/> at least once before.</summary>
    public LiveSet Set => Volatile.Read(ref _set) ?? LiveSet.Empty;

    /// <summary>A publication was heard of: what is older is not good enough any more.</summary>
    public void Want(long version)
    {
        for (var known = Interlocked.Read(ref _wanted); known < version; known = Interlocked.Read(ref _wanted))
            Interlocked.CompareExchange(ref _wanted, version, known);
    }

    public bool IsFresh(DateTimeOffset now) =>
        Volatile.Read(ref _set) is { } set
        && set.Version >= Interlocked.Read(ref _wanted)
        && Math.Abs(now.UtcTicks - Interlocked.Read(ref _checkedAtTicks)) < s_trust.Ticks;   // a moment may be read late

    /// <summary>Reads what changed since it last looked; one reader at a time, the others wait and find it done.</summary>
    public async Task RefreshAsync(Database database, DateTimeOffset now, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (IsFresh(now))
                return;
            var known = Set;
            var next = await database.ReadAsync(db => ReadAsync(db, known, stop), stop);
            Volatile.Write(ref _set, next);
            Interlocked.Exchange(ref _checkedAtTicks, now.UtcTicks);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<LiveSet> ReadAsync(Session db, LiveSet known, CancellationToken stop)
    {
        var version = await NodeStore.VersionAsync(db, tenant, stop);
        if (version == known.Version)
            return known;
        return known.With(version, await VersionStore.ListLiveSinceAsync(db, tenant, known.Version, stop));
    }
}
