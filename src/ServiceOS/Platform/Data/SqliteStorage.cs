using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ServiceOS.Platform.Data;

/// <summary>
/// The embedded engine: one file, one writer. Use cases queue up; the writer runs many and commits them together, so that
/// they share one fsync (group commit). One that fails undoes only itself. Each caller is told after its commit, never before.
/// </summary>
/// <remarks>Measured in docs/measurements.md; the choice is ADR 0004.</remarks>
internal sealed class SqliteStorage : IStorage
{
    private const int QueueMax = 20_000;
    private const int BatchMax = 512;
    private const int BatchMillisecondsMax = 25;
    private const int ReadersKeptMax = 32;
    private const int CarefulBatches = 16;
    private const long SynchronousFull = 2;

    private readonly string _connectionString;
    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(
        new BoundedChannelOptions(QueueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly Thread _writer;
    private readonly SqliteCheckpoints _checkpoints;
    private readonly StatementCount _statements = new();
    private int _readersKept;
    private int _carefulBatches;
    private Action<int>? _committed;
    private volatile object? _writeFault;   // boxed: the writer writes it, and readiness reads it

    static SqliteStorage()
    {
        // each connection here is used by one thread at a time, and nobody asks SQLite how much memory it has: without the
        // locks for both, which are taken several times a statement, the writer does a tenth more
        Batteries_V2.Init();
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public SqliteStorage(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString;
        _checkpoints = new SqliteCheckpoints(OpenSession);
        _writer = new Thread(WriteUntilClosed) { IsBackground = true, Name = "sqlite-writer" };
        _writer.Start();
    }

    public Engine Engine => Engine.Sqlite;

    public int WritesWaiting => _queue.Reader.Count;

    public long Statements => _statements.Value;

    public StorageFault? WriteFault => (StorageFault?)_writeFault;

    public void WatchCommits(Action<int> tell) => _committed += tell;

    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken stop)
    {
        var item = new Work<T>(work, stop);
        return _queue.Writer.TryWrite(item)
            ? item.Done.Task
            : throw new StorageException(StorageFault.Overloaded, $"more than {QueueMax} writes are waiting", inner: null);
    }

    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken stop)
    {
        SqliteSession? session = null;
        try
        {
            session = TakeReader();
            session.Execute("begin");
            try
            {
                return await work(session);
            }
            finally
            {
                session.Execute("commit");
            }
        }
        catch (SqliteException e) when (FaultOf(e) is { } fault)
        {
            throw new StorageException(fault, e.Message, e);
        }
        finally
        {
            if (session is not null)
                PutBack(session);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.Run(_writer.Join);
        await Task.Run(_checkpoints.Dispose);
        while (_readers.TryTake(out var reader))
            reader.Dispose();
    }

    private void WriteUntilClosed()
    {
        SqliteSession? session = null;
        var batch = new List<Work>(BatchMax);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            if (!_queue.Reader.TryRead(out var first))
                continue;
            batch.Add(first);   // before anything that can fail: this caller must hear of it
            try
            {
                session ??= OpenWriter();
                _checkpoints.CopyRest(session);
                WriteBatch(session, batch);
                if (batch.Exists(item => item.Fault == StorageFault.ReadOnly))
                {
                    session.Dispose();   // opened while the file could not be written: only a new one finds out that it can
                    session = null;
                }
            }
            catch (Exception e) when (e is SqliteException or StorageException)
            {
                // the file could not be opened, or the transaction not begun or committed: nothing of the batch was kept
                Fail(batch, e);
                session?.Dispose();
                session = null;
            }
            batch.Clear();
        }
        session?.Dispose();
    }

    /// <summary>
    /// Runs what waits, and commits it together. At first without savepoints, which copy each page that a use case changes:
    /// when one fails, all of it is undone and run again with them, so that the others never notice.
    /// </summary>
    private void WriteBatch(SqliteSession session, List<Work> batch)
    {
        var isCareful = _carefulBatches > 0;
        if (isCareful)
            _carefulBatches--;
        var fate = RunBatch(session, batch, isCareful);
        if (fate == BatchFate.OneFailed)
        {
            _carefulBatches = CarefulBatches;   // where one failed, others may follow
            fate = RunBatch(session, batch, isCareful: true);
        }
        if (fate == BatchFate.Undone)
        {
            Fail(batch, batch.Find(item => item.Error is SqliteException)?.Error as SqliteException);
            return;
        }
        _writeFault = batch.Find(item => item.Fault is not null)?.Fault;
        _checkpoints.Committed();
        _committed?.Invoke(batch.Count);
        foreach (var done in batch)
            done.Complete();
    }

    /// <summary>Runs the batch and what else waits by now.</summary>
    private BatchFate RunBatch(SqliteSession session, List<Work> batch, bool isCareful)
    {
        var began = Stopwatch.GetTimestamp();
        session.Execute("begin immediate");
        for (var next = 0; ;)
        {
            var item = batch[next];
            RunOne(session, item, isCareful);
            if (session.IsUndone)
                return BatchFate.Undone;
            if (item.HasBegun && item.Error is not null && !isCareful)
            {
                session.Execute("rollback");
                return BatchFate.OneFailed;
            }
            if (++next < batch.Count)
                continue;
            if (batch.Count >= BatchMax || Stopwatch.GetElapsedTime(began).TotalMilliseconds > BatchMillisecondsMax
                || !_queue.Reader.TryRead(out var more))
                break;
            batch.Add(more);
        }
        session.Execute("commit");
        return BatchFate.Kept;
    }

    private static void RunOne(SqliteSession session, Work item, bool isCareful)
    {
        if (isCareful)
            session.Execute("savepoint one");
        item.Run(session);
        if (!isCareful || session.IsUndone)
            return;
        if (item.Error is not null)
            session.Execute("rollback to one");
        session.Execute("release one");
    }

    private void Fail(List<Work> batch, Exception? cause)
    {
        var fault = (cause is SqliteException sqlite ? FaultOf(sqlite) : null) ?? StorageFault.Unreachable;
        _writeFault = fault;
        foreach (var item in batch)
            item.Fail(new StorageException(fault, cause?.Message ?? "the transaction was undone", cause));
    }

    private SqliteSession TakeReader()
    {
        if (!_readers.TryTake(out var session))
            return OpenSession();
        Interlocked.Decrement(ref _readersKept);
        return session;
    }

    private void PutBack(SqliteSession session)
    {
        if (Interlocked.Increment(ref _readersKept) <= ReadersKeptMax)
        {
            _readers.Add(session);
            return;
        }
        Interlocked.Decrement(ref _readersKept);
        session.Dispose();
    }

    /// <summary>A session that writes, if what it writes is safe: SQLite keeps quiet about a mode that it can't have.</summary>
    private SqliteSession OpenWriter()
    {
        var session = OpenSession();
        var (journal, synchronous) = (session.Ask<string>("pragma journal_mode"), session.Ask<long>("pragma synchronous"));
        if (string.Equals(journal, "wal", StringComparison.Ordinal) && synchronous == SynchronousFull)
            return session;
        session.Dispose();
        throw new StorageException(StorageFault.Unreachable,
            $"the file can't be kept with a write-ahead log that is flushed at each commit (journal_mode {journal}, synchronous {synchronous}): "
            + "put the data on a disk of this machine, not on a share of the network", inner: null);
    }

    private SqliteSession OpenSession()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        var session = new SqliteSession(connection, _statements);
        // FULL: an acknowledgement survives power loss, not only a killed process. Group commit pays for it.
        session.Execute("pragma busy_timeout = 5000");
        session.Execute("pragma journal_mode = wal");
        session.Execute("pragma synchronous = full");
        session.Execute("pragma foreign_keys = on");
        session.Execute("pragma wal_autocheckpoint = 65536");   // 256 MB: only if the checkpoints' own thread can't
        session.Execute("pragma journal_size_limit = 134217728");
        session.Execute("pragma cache_size = -65536");
        session.Execute("pragma temp_store = memory");
        return session;
    }

    internal static StorageFault? FaultOf(SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => StorageFault.DiskFull,
        raw.SQLITE_READONLY => StorageFault.ReadOnly,
        raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_BUSY or raw.SQLITE_LOCKED => StorageFault.Unreachable,
        _ => null,
    };

    private enum BatchFate
    {
        Kept,

        /// <summary>A use case failed, so nothing was kept: run them again, carefully.</summary>
        OneFailed,

        /// <summary>SQLite itself rolled everything back (disk full, I/O error).</summary>
        Undone,
    }

    /// <summary>One queued use case, and whoever waits for it.</summary>
    private abstract class Work
    {
        /// <summary>It may have changed something. Not so when its caller had gone before.</summary>
        public bool HasBegun { get; protected set; }

        public Exception? Error { get; protected set; }

        /// <summary>Why the database could not do it; null when it could, or when the error is the use case's own.</summary>
        public StorageFault? Fault => Error is SqliteException e ? FaultOf(e) : null;

        public abstract void Run(SqliteSession session);

        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    private sealed class Work<T>(Func<Session, Task<T>> work, CancellationToken stop) : Work
    {
        private List<Action>? _afterCommit;
        private T _result = default!;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run(SqliteSession session)
        {
            try
            {
                Error = null;   // it may have been run before, and undone with its neighbours
                stop.ThrowIfCancellationRequested();   // the caller has gone: don't spend the writer on it
                HasBegun = true;
                var running = work(session);
                _result = running.IsCompletedSuccessfully ? running.Result : running.GetAwaiter().GetResult();
                _afterCommit = session.TakeAfterCommit();
            }
            catch (Exception e)
            {
                session.TakeAfterCommit();
                Error = e;
            }
        }

        public override void Complete()
        {
            if (Error is not null)
            {
                Fail(Fault is { } fault ? new StorageException(fault, Error.Message, Error) : Error);
                return;
            }
            foreach (var action in _afterCommit ?? [])
                action();
            Done.TrySetResult(_result);
        }

        public override void Fail(Exception error) => Done.TrySetException(error);
    }
}
