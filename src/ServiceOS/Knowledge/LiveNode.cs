using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>What one node of the tree has published, on this server: read once, then only what changed.</summary>
internal sealed class LiveNode(TenantId tenant) : IDisposable
{
    /// <summary>How long a set is trusted without a look at the database: within the five seconds that are promised.</summary>
    private static readonly TimeSpan s_trust = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim _one = new(1);
    private LiveState? _state;
    private long _wanted;
    private long _wantedMove;
    private long _checkedAtTicks;

    /// <summary>What is published. Call <see cref="RefreshAsync"/> at least once before.</summary>
    public LiveSet Set => Volatile.Read(ref _state)?.Set ?? LiveSet.Empty;

    /// <summary>What is being rolled out here; null nearly always.</summary>
    public LiveRollout? Rollout => Volatile.Read(ref _state)?.Rollout;

    /// <summary>A publication was heard of: what is older is not good enough any more.</summary>
    public void Want(long version) => Raise(ref _wanted, version);

    /// <summary>A roll-out's move was heard of.</summary>
    public void WantMove(long changes) => Raise(ref _wantedMove, changes);

    public bool IsFresh(DateTimeOffset now) =>
        Volatile.Read(ref _state) is { } state
        && state.Set.Version >= Interlocked.Read(ref _wanted)
        && state.Changes >= Interlocked.Read(ref _wantedMove)
        && Math.Abs(now.UtcTicks - Interlocked.Read(ref _checkedAtTicks)) < s_trust.Ticks;   // a moment may be read late

    /// <summary>Reads what changed since it last looked; one reader at a time, the others wait and find it done.</summary>
    public async Task RefreshAsync(Database database, DateTimeOffset now, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (IsFresh(now))
                return;
            var known = Volatile.Read(ref _state) ?? LiveState.Empty;
            var next = await database.ReadAsync(db => ReadAsync(db, known, stop), stop);
            Volatile.Write(ref _state, next);
            Interlocked.Exchange(ref _checkedAtTicks, now.UtcTicks);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static void Raise(ref long wanted, long to)
    {
        for (var known = Interlocked.Read(ref wanted); known < to; known = Interlocked.Read(ref wanted))
            Interlocked.CompareExchange(ref wanted, to, known);
    }

    private async Task<LiveState> ReadAsync(Session db, LiveState known, CancellationToken stop)
    {
        if (await NodeStore.LookAsync(db, tenant, stop) is not { } seen)
            return known;
        if (seen.Version == known.Set.Version && seen.RolloutChanges == known.Changes)
            return known;
        var set = seen.Version == known.Set.Version
            ? known.Set
            : known.Set.With(seen.Version, await VersionStore.ListLiveSinceAsync(db, tenant, known.Set.Version, stop));
        return new(set, seen.RolloutChanges, await RolloutAsync(db, seen, set, known, stop));
    }

    private static async Task<LiveRollout?> RolloutAsync(Session db, LookedAtRow seen, LiveSet set, LiveState known, CancellationToken stop)
    {
        if (seen.RolloutId is not { } id)
            return null;
        var (same, old) = (known.Rollout?.Id == id, known.Rollout);
        // what it gives was kept when it began, and never changes: read once
        var rows = same ? old!.Rows : await RolloutStore.ListFrozenAsync(db, id, stop);
        return new(id, seen.Stage, rows, same && ReferenceEquals(known.Set, set) ? old!.Candidate : set.With(set.Version, rows));
    }

    private sealed record LiveState(LiveSet Set, long Changes, LiveRollout? Rollout)
    {
        public static readonly LiveState Empty = new(LiveSet.Empty, 0, Rollout: null);
    }
}

/// <summary>What is being rolled out at a node. Never changes.</summary>
/// <param name="Rows">What it changes of what is live.</param>
/// <param name="Candidate">What would be live then.</param>
internal sealed record LiveRollout(string Id, long Stage, IReadOnlyList<LiveRow> Rows, LiveSet Candidate);
