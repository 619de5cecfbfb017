using ServiceOS.Platform.Data;
using ServiceOS.Simulated.Running;
using ServiceOS.Simulation;

namespace ServiceOS.Simulated.World;

/// <summary>
/// The storage of all nodes, on a real SQLite: writes queue up, some are run in one transaction, a simulated fsync later it is
/// committed, and then each caller is told. A crash in between leaves what the last fsync left.
/// </summary>
/// <remarks>
/// Embedded, it dies with its only node. Shared, it is as PostgreSQL: it outlives nodes, can be restarted by itself, and a
/// connection can be lost while the commit is on its way, so that a caller hears of a failure though all was kept.
/// </remarks>
internal sealed class Disk(Scheduler scheduler, Dice dice, Trace trace, DiskFile file, bool isShared, Mutant? mutant)
{
    private const int BatchMax = 8;
    private static readonly TimeSpan s_queueMax = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan s_fsyncMax = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan s_slowFsyncMax = TimeSpan.FromSeconds(2);

    private readonly List<Write> _queue = [];
    private readonly List<Write> _batch = [];
    private readonly Session _writer = mutant is null ? file.Writer : new RewritingSession(file.Writer, mutant);
    private bool _isBusy;
    private bool _isRunning;
    private int _era;

    /// <summary>Until when the disk is full: nothing can be committed.</summary>
    public DateTimeOffset FullUntil { get; set; }

    public DateTimeOffset ReadOnlyUntil { get; set; }

    /// <summary>Until when nobody gets through, not even to read.</summary>
    public DateTimeOffset GoneUntil { get; set; }

    public DateTimeOffset SlowUntil { get; set; }

    /// <summary>How often a caller of a shared storage loses its connection while the commit is on its way, 0–1.</summary>
    public double LostCommits { get; set; }

    public int Commits { get; private set; }

    public Task<T> WriteAsync<T>(Actor owner, Func<Session, Task<T>> work)
    {
        var write = new Write<T>(owner, work);
        _queue.Add(write);
        Wake();
        return write.Done.Task;
    }

    public Task<T> ReadAsync<T>(Actor owner, Func<Session, Task<T>> work)
    {
        if (_isRunning)
            return Task.FromResult(ReadNow(work));   // within a use case that the writer runs: another connection, and no waiting
        var done = new TaskCompletionSource<T>();
        owner.Soon(() =>
        {
            if (scheduler.Now < GoneUntil)
                done.SetException(new StorageException(StorageFault.Unreachable, "the storage is away", inner: null));
            else
                done.SetResult(ReadNow(work));
        });
        return done.Task;
    }

    /// <summary>A node has died: what it had not got to the storage yet never comes.</summary>
    public void Forget(Actor node)
    {
        _queue.RemoveAll(write => write.Owner == node);
        if (!isShared)
            LoseWhatIsNotDurable();
    }

    /// <summary>The storage itself restarts: what was not durable is gone, and whoever waited hears that it failed.</summary>
    public void Restart(TimeSpan away)
    {
        var waiting = _batch.Concat(_queue).ToList();
        LoseWhatIsNotDurable();
        GoneUntil = scheduler.Now + away;
        trace.Count(Happening.StorageRestarted);
        foreach (var write in waiting)
            write.Owner.Soon(() => write.Refuse(new("the connection broke")));
    }

    private void LoseWhatIsNotDurable()
    {
        _era++;
        if (_batch.Count > 0)
            trace.Count(Happening.BatchLost);
        if (!file.Writer.IsUndone)
            file.Writer.Execute("rollback");
        _queue.Clear();
        _batch.Clear();
        _isBusy = false;
    }

    private void Wake()
    {
        if (_isBusy || _queue.Count == 0)
            return;
        _isBusy = true;
        After(s_queueMax, RunBatch);
    }

    private void RunBatch()
    {
        var count = Math.Min(_queue.Count, 1 + dice.Below(BatchMax));
        _batch.AddRange(_queue.Take(count));
        _queue.RemoveRange(0, count);
        if (FaultBefore() is { } fault)
        {
            RefuseAll(fault);
            return;
        }
        file.Writer.Execute("begin immediate");
        foreach (var write in _batch)
            RunOne(write);
        if (mutant?.TellsBeforeFsync == true)
            TellAll();
        After(scheduler.Now < SlowUntil ? s_slowFsyncMax : s_fsyncMax, Commit);
    }

    private void RunOne(Write write)
    {
        file.Writer.Execute("savepoint one");
        _isRunning = true;
        write.Owner.Call(() => write.Run(_writer));
        _isRunning = false;
        if (write.Error is not null && mutant?.KeepsWhatFailed != true)
            file.Writer.Execute("rollback to one");
        file.Writer.Execute("release one");
    }

    private void Commit()
    {
        if (scheduler.Now < FullUntil)
        {
            file.Writer.Execute("rollback");
            RefuseAll(StorageFault.DiskFull);
            return;
        }
        file.Writer.Execute("commit");
        Commits++;
        trace.Mix((ulong)_batch.Count);
        if (mutant?.TellsBeforeFsync != true)
            TellAll();
        Next();
    }

    private void TellAll()
    {
        foreach (var write in _batch)
        {
            if (isShared && write.Error is null && dice.Happens(LostCommits))
            {
                trace.Count(Happening.CommitUnheard);
                trace.Note($"disk: {write.Owner.Name} does not hear of its commit");
                write.Owner.Soon(() => write.Refuse(new("the connection broke in the commit")));
            }
            else
                write.Owner.Soon(write.Tell);
        }
    }

    private void RefuseAll(StorageFault fault)
    {
        trace.Note($"disk: {_batch.Count} writes refused: {fault}");
        trace.Count(fault switch
        {
            StorageFault.DiskFull => Happening.DiskFull,
            StorageFault.ReadOnly => Happening.DiskReadOnly,
            _ => Happening.StorageAway,
        });
        foreach (var write in _batch)
            write.Owner.Soon(() => write.Refuse(new StorageException(fault, "simulated", inner: null)));
        Next();
    }

    private void Next()
    {
        _batch.Clear();
        _isBusy = false;
        Wake();
    }

    private StorageFault? FaultBefore() =>
        scheduler.Now < GoneUntil ? StorageFault.Unreachable
        : scheduler.Now < ReadOnlyUntil ? StorageFault.ReadOnly
        : null;

    private T ReadNow<T>(Func<Session, Task<T>> work)
    {
        file.Reader.Execute("begin");
        try
        {
            return Finished(work(file.Reader));
        }
        finally
        {
            file.Reader.Execute("commit");
        }
    }

    private void After(TimeSpan atMost, Action then)
    {
        var era = _era;
        scheduler.After(dice.Between(TimeSpan.Zero, atMost), () =>
        {
            if (era == _era)
                then();
        });
    }

    /// <summary>A transaction waits for nothing but its session: on SQLite the one writer would stand still.</summary>
    private static T Finished<T>(Task<T> work) => work.IsCompleted
        ? work.GetAwaiter().GetResult()
        : throw new InvalidOperationException("a transaction waited for something else than its session");

    /// <summary>A use case in the queue, and whoever waits for it.</summary>
    private abstract class Write(Actor owner)
    {
        public Actor Owner => owner;

        public Exception? Error { get; protected set; }

        public abstract void Run(Session session);

        /// <summary>Tells its caller what came of it.</summary>
        public abstract void Tell();

        public abstract void Refuse(StorageException error);
    }

    private sealed class Write<T>(Actor owner, Func<Session, Task<T>> work) : Write(owner)
    {
        private List<Action>? _afterCommit;
        private T _result = default!;

        public TaskCompletionSource<T> Done { get; } = new();

        public override void Run(Session session)
        {
            try
            {
                _result = Finished(work(session));
                _afterCommit = session.TakeAfterCommit();
            }
            catch (Exception e)
            {
                session.TakeAfterCommit();
                Error = e;
            }
        }

        public override void Tell()
        {
            if (Error is not null)
            {
                Done.TrySetException(Error);
                return;
            }
            foreach (var action in _afterCommit ?? [])
                action();
            Done.TrySetResult(_result);
        }

        public override void Refuse(StorageException error) => Done.TrySetException(error);
    }
}

/// <summary>A node's door to the disk.</summary>
internal sealed class NodeStorage(Disk disk, Actor node) : IStorage
{
    public Engine Engine => Engine.Sqlite;

    public int WritesWaiting => 0;

    public long Statements => 0;

    public StorageFault? WriteFault => null;

    public void WatchCommits(Action<int> tell) { }

    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken stop) => disk.WriteAsync(node, work);

    public Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken stop) => disk.ReadAsync(node, work);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
