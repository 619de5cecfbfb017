using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace ServiceOS.Platform.Data;

/// <summary>The cluster's engine: one transaction a use case on a pooled connection, tried again when PostgreSQL asks for it.</summary>
internal sealed class PostgresStorage : IStorage
{
    private const int TriesMax = 5;
    private const int StatementsPreparedMax = 400;

    private readonly NpgsqlDataSource _source;
    private readonly StatementCount _statements = new();
    private readonly bool _isReadOnly;
    private int _writing;
    private Action<int>? _committed;
    private volatile object? _writeFault;   // boxed: many threads write it, and readiness reads it

    /// <param name="connectionString">Where.</param>
    /// <param name="isReadOnly">The server itself refuses writes, and a statement may take as long as it takes.</param>
    public PostgresStorage(string connectionString, bool isReadOnly = false)
    {
        _isReadOnly = isReadOnly;
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = StatementsPreparedMax,
            AutoPrepareMinUsages = 2,
            ApplicationName = "serviceos",
        };
        if (isReadOnly)
            settings.CommandTimeout = 0;
        _source = NpgsqlDataSource.Create(settings);
    }

    public Engine Engine => Engine.Postgres;

    public int WritesWaiting => Volatile.Read(ref _writing);

    public long Statements => _statements.Value;

    public StorageFault? WriteFault => (StorageFault?)_writeFault;

    public void WatchCommits(Action<int> tell) => _committed += tell;

    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken stop)
    {
        Interlocked.Increment(ref _writing);
        try
        {
            var result = await TryAsync(work, IsolationLevel.ReadCommitted, stop);
            _writeFault = null;
            _committed?.Invoke(1);
            return result;
        }
        catch (StorageException e)
        {
            _writeFault = e.Fault;
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _writing);
        }
    }

    public Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken stop) =>
        TryAsync(work, IsolationLevel.RepeatableRead, stop);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> TryAsync<T>(Func<Session, Task<T>> work, IsolationLevel isolation, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var run = new Run<T>(_source, isolation, _statements, _isReadOnly);
            try
            {
                return await run.RunAsync(work, stop);
            }
            catch (PostgresException e) when (attempt < TriesMax && e.SqlState
                is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                // PostgreSQL undid it and asks that it be tried again
            }
            catch (Exception e) when (attempt == 1 && !run.IsCommitting && FaultOf(e) == StorageFault.Unreachable)
            {
                // a connection kept since earlier turned out to be dead, and others of its age will be: once more, on a new one
                _source.Clear();
            }
            catch (Exception e) when (FaultOf(e) is { } fault)
            {
                throw new StorageException(fault, e.Message, e);
            }
        }
    }

    /// <summary>One try on one connection.</summary>
    private sealed class Run<T>(NpgsqlDataSource source, IsolationLevel isolation, StatementCount statements, bool isReadOnly)
    {
        /// <summary>True once the commit was sent: if the connection breaks then, nobody knows whether it happened.</summary>
        public bool IsCommitting { get; private set; }

        public async Task<T> RunAsync(Func<Session, Task<T>> work, CancellationToken stop)
        {
            await using var connection = await source.OpenConnectionAsync(stop);
            await using var transaction = await connection.BeginTransactionAsync(isolation, stop);
            var session = new PostgresSession(connection, transaction, statements);
            if (isReadOnly)
                await session.RunAsync("set transaction read only", args: null, stop);
            var result = await work(session);
            IsCommitting = true;
            await transaction.CommitAsync(CancellationToken.None);   // a commit cut short would leave the caller not knowing
            foreach (var action in session.TakeAfterCommit() ?? [])
                action();
            return result;
        }
    }

    internal static StorageFault? FaultOf(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory } => StorageFault.DiskFull,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => StorageFault.ReadOnly,
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => StorageFault.Overloaded,
        PostgresException p when p.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || p.SqlState.StartsWith("08", StringComparison.Ordinal) => StorageFault.Unreachable,
        PostgresException => null,
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => StorageFault.Unreachable,
        NpgsqlException { IsTransient: true } => StorageFault.Unreachable,
        SocketException => StorageFault.Unreachable,
        ObjectDisposedException => StorageFault.Unreachable,   // Npgsql's own parts, on a connection that is being given up
        _ => null,
    };
}

/// <summary>A transaction on one PostgreSQL connection. Npgsql prepares what is used often.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, NpgsqlTransaction transaction, StatementCount statements) : Session
{
    public override Engine Engine => Engine.Postgres;

    public override async ValueTask<int> RunAsync(string sql, object? args, CancellationToken stop)
    {
        await using var command = Command(sql, args);
        return await command.ExecuteNonQueryAsync(stop);
    }

    public override async ValueTask<T> GetAsync<T>(string sql, object? args, CancellationToken stop)
    {
        await using var command = Command(sql, args);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? Rows.ParserFor<T>(reader)(reader)
            : throw new InvalidOperationException("the statement gave no row");
    }

    public override async ValueTask<T?> FindAsync<T>(string sql, object? args, CancellationToken stop) where T : default
    {
        await using var command = Command(sql, args);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? Rows.ParserFor<T>(reader)(reader) : default;
    }

    public override async ValueTask<IReadOnlyList<T>> ListAsync<T>(string sql, object? args, CancellationToken stop)
    {
        await using var command = Command(sql, args);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<T>();
        Func<DbDataReader, T>? parse = null;
        while (await reader.ReadAsync(stop))
            rows.Add((parse ??= Rows.ParserFor<T>(reader))(reader));
        return rows;
    }

    private NpgsqlCommand Command(string sql, object? args)
    {
        statements.Add();
        var command = new NpgsqlCommand(Arguments.WriteOutLists(sql, args), connection, transaction);
        Arguments.Bind(command, args);
        return command;
    }
}
