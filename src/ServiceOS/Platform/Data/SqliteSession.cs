using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ServiceOS.Platform.Data;

/// <summary>A transaction on one SQLite connection. Statements are prepared once and kept with the connection.</summary>
internal sealed class SqliteSession(SqliteConnection connection, StatementCount statements) : Session, IDisposable
{
    private const int StatementsMax = 1_000;

    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public override Engine Engine => Engine.Sqlite;

    /// <summary>True when SQLite itself has rolled the transaction back (disk full, I/O error).</summary>
    public bool IsUndone => raw.sqlite3_get_autocommit(connection.Handle) != 0;

    public void Execute(string sql) => Run(sql, args: null);

    /// <summary>The one row of a pragma.</summary>
    public T Ask<T>(string pragma) => One(pragma, args: null).First<T>(args: null).Row;

    public override ValueTask<int> RunAsync(string sql, object? args, CancellationToken stop) => new(Run(sql, args));

    public override ValueTask<T> GetAsync<T>(string sql, object? args, CancellationToken stop)
    {
        var (found, row) = One(sql, args).First<T>(args);
        return found ? ValueTask.FromResult(row) : throw new InvalidOperationException("the statement gave no row");
    }

    public override ValueTask<T?> FindAsync<T>(string sql, object? args, CancellationToken stop) where T : default
    {
        var (found, row) = One(sql, args).First<T>(args);
        return ValueTask.FromResult(found ? row : default);
    }

    public override ValueTask<IReadOnlyList<T>> ListAsync<T>(string sql, object? args, CancellationToken stop) =>
        ValueTask.FromResult<IReadOnlyList<T>>(One(sql, args).All<T>(args));

    public void Dispose()
    {
        Forget();
        connection.Dispose();
    }

    private int Run(string sql, object? args)
    {
        if (Prepared(sql, args) is { } statement)
            return statement.Run(args);
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);   // a migration: several statements
        return 0;
    }

    private SqliteStatement One(string sql, object? args) =>
        Prepared(sql, args) ?? throw new InvalidOperationException("a query is one statement");

    private SqliteStatement? Prepared(string sql, object? args)
    {
        statements.Add();
        sql = Arguments.WriteOutLists(sql, args);
        if (_statements.TryGetValue(sql, out var known))
            return known;
        if (SqliteStatement.Prepare(connection.Handle!, sql) is not { } statement)
            return null;
        if (_statements.Count == StatementsMax)
            Forget();
        _statements.Add(sql, statement);
        return statement;
    }

    private void Forget()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
    }
}
