using Microsoft.Data.Sqlite;

namespace ServiceOS.Platform.Data;

/// <summary>Looks at a SQLite file without being able to write to it, whether or not a server has it open.</summary>
/// <remarks>
/// In WAL mode readers and the writer don't hinder each other. Beside a file that nobody has open SQLite makes the two empty
/// companions of that mode (<c>-wal</c>, <c>-shm</c>) and leaves them there; the next who opens it clears them away.
/// </remarks>
internal sealed class SqliteReadOnlyStorage(string path) : IStorage
{
    private readonly StatementCount _statements = new();

    public Engine Engine => Engine.Sqlite;

    public long Statements => _statements.Value;

    public int WritesWaiting => 0;

    public StorageFault? WriteFault => null;

    public void WatchCommits(Action<int> tell) { }

    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken stop) =>
        throw new StorageException(StorageFault.ReadOnly, "the database was opened read-only", inner: null);

    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken stop)
    {
        try
        {
            using var session = Open();
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
        catch (SqliteException e) when (SqliteStorage.FaultOf(e) is { } fault)
        {
            throw new StorageException(fault, e.Message, e);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private SqliteSession Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ConnectionString);
        connection.Open();
        var session = new SqliteSession(connection, _statements);
        session.Execute("pragma busy_timeout = 5000");
        session.Execute("pragma cache_size = -65536");
        return session;   // what is sorted goes to files: a whole table may be
    }
}
