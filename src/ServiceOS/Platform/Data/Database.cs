namespace ServiceOS.Platform.Data;

/// <summary>The one door to stored data, on whichever engine the process was started with.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly IStorage _storage;

    static Database() => PortableTypes.Register();

    private Database(IStorage storage) => _storage = storage;

    public Engine Engine => _storage.Engine;

    /// <summary>True when other processes may be working on the same data.</summary>
    public bool IsShared => _storage.Engine == Engine.Postgres;

    /// <summary>Writes that are not stored yet.</summary>
    public int WritesWaiting => _storage.WritesWaiting;

    /// <summary>Statements run since the start.</summary>
    public long Statements => _storage.Statements;

    /// <summary>Why the last write was not stored; null when it was, or when none was tried.</summary>
    public StorageFault? WriteFault => _storage.WriteFault;

    /// <summary>Tells <paramref name="tell"/> after each commit how many writes shared it. On the writer's thread: count, don't work.</summary>
    public void WatchCommits(Action<int> tell) => _storage.WatchCommits(tell);

    /// <summary>Opens the database; nothing is created or changed but an absent SQLite file.</summary>
    /// <param name="engine">Which engine.</param>
    /// <param name="connectionString">A file's path for SQLite, an Npgsql connection string for PostgreSQL.</param>
    public static Database Open(Engine engine, string connectionString) => engine switch
    {
        Engine.Sqlite => new(new SqliteStorage(connectionString)),
        Engine.Postgres => new(new PostgresStorage(connectionString)),
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, message: null),
    };

    /// <summary>Opens a database only to look at it: nothing can be written, and a server may be at work on it.</summary>
    /// <param name="engine">Which engine.</param>
    /// <param name="connectionString">As for <see cref="Open"/>; the SQLite file must be there.</param>
    public static Database OpenReadOnly(Engine engine, string connectionString) => engine switch
    {
        Engine.Sqlite => new(new SqliteReadOnlyStorage(connectionString)),
        Engine.Postgres => new(new PostgresStorage(connectionString, isReadOnly: true)),
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, message: null),
    };

    /// <summary>Opens the database in a storage that is there already: a simulated one.</summary>
    public static Database OpenOn(IStorage storage) => new(storage);

    /// <summary>Runs <paramref name="work"/> in one transaction: all of it is kept, or none. Returns once it is on disk.</summary>
    /// <remarks>
    /// On SQLite the one writer runs it, so it must not wait for anything but the session it is given; on PostgreSQL a
    /// serialisation failure or deadlock runs it again. Either way it must have no effect outside the session.
    /// </remarks>
    /// <exception cref="StorageException">The disk is full or read-only, or the database can't be reached: nothing was kept.</exception>
    public Task<T> InTransactionAsync<T>(Func<Session, Task<T>> work, CancellationToken stop) => _storage.WriteAsync(work, stop);

    /// <inheritdoc cref="InTransactionAsync{T}"/>
    public Task InTransactionAsync(Func<Session, Task> work, CancellationToken stop) => _storage.WriteAsync(async db =>
    {
        await work(db);
        return true;
    }, stop);

    /// <summary>Runs <paramref name="work"/> on one consistent picture of the data. It must not write.</summary>
    public Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken stop) => _storage.ReadAsync(work, stop);

    public ValueTask DisposeAsync() => _storage.DisposeAsync();
}

/// <summary>What an engine must be able to do. Held to one compliance suite.</summary>
internal interface IStorage : IAsyncDisposable
{
    Engine Engine { get; }

    int WritesWaiting { get; }

    long Statements { get; }

    StorageFault? WriteFault { get; }

    void WatchCommits(Action<int> tell);

    Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken stop);

    Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken stop);
}

/// <summary>The database can't take the write (or answer the read) now; what was asked for did not happen.</summary>
internal sealed class StorageException(StorageFault fault, string message, Exception? inner) : Exception(message, inner)
{
    public StorageException() : this(StorageFault.Unreachable, "the database can't be reached", inner: null) { }

    public StorageException(string message) : this(StorageFault.Unreachable, message, inner: null) { }

    public StorageException(string message, Exception inner) : this(StorageFault.Unreachable, message, inner) { }

    public StorageFault Fault { get; } = fault;

    /// <summary>Of work that is done in several transactions: how many rows earlier ones have stored, which stay.</summary>
    public long RowsStoredBefore { get; init; }
}

/// <summary>Why the database could not do it.</summary>
internal enum StorageFault { Unreachable, DiskFull, ReadOnly, Overloaded }
