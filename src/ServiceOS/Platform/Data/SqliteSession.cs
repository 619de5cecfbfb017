using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ServiceOS.Platform.Data;

/// <summary>A transaction on one SQLite connection. Statements are prepared once and kept with the connection.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : Session, IDisposable
{
    private const int StatementsMax = 1_000;

    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    public override Engine Engine => Engine.Sqlite;

    /// <summary>True when SQLite itself has rolled the transaction back (disk full, I/O error).</summary>
    public bool IsUndone => raw.sqlite3_get_autocommit(connection.Handle) != 0;

    public SqliteConnection Connection => connection;

    public void Execute(string sql) => Prepared(sql, args: null).ExecuteNonQuery();

    public override ValueTask<int> RunAsync(string sql, object? args, CancellationToken stop) =>
        new(Prepared(sql, args).ExecuteNonQuery());

    public override ValueTask<T> GetAsync<T>(string sql, object? args, CancellationToken stop)
    {
        using var reader = Prepared(sql, args).ExecuteReader();
        var row = reader.Read()
            ? Rows.ParserFor<T>(reader)(reader)
            : throw new InvalidOperationException("the statement gave no row");
        return ValueTask.FromResult(row);
    }

    public override ValueTask<T?> FindAsync<T>(string sql, object? args, CancellationToken stop) where T : default
    {
        using var reader = Prepared(sql, args).ExecuteReader();
        var row = reader.Read() ? Rows.ParserFor<T>(reader)(reader) : default;
        return ValueTask.FromResult(row);
    }

    public override ValueTask<IReadOnlyList<T>> ListAsync<T>(string sql, object? args, CancellationToken stop)
    {
        using var reader = Prepared(sql, args).ExecuteReader();
        var rows = new List<T>();
        if (reader.Read())
        {
            var parse = Rows.ParserFor<T>(reader);
            do
                rows.Add(parse(reader));
            while (reader.Read());
        }
        return ValueTask.FromResult<IReadOnlyList<T>>(rows);
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Prepared(string sql, object? args)
    {
        sql = Arguments.WriteOutLists(sql, args);
        if (!_statements.TryGetValue(sql, out var command))
        {
            if (_statements.Count == StatementsMax)
                Forget();
            command = connection.CreateCommand();
            command.CommandText = sql;
            _statements.Add(sql, command);
        }
        Arguments.Bind(command, args);
        return command;
    }

    private void Forget()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
    }
}
