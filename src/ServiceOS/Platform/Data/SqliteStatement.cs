using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ServiceOS.Platform.Data;

/// <summary>
/// One prepared statement of one connection, run through SQLite's own calls. A command of ADO.NET looks each parameter up by
/// name on each run, and makes a reader for a statement without rows: on the writer's thread that took longer than SQLite.
/// </summary>
/// <remarks>https://www.sqlite.org/cintro.html. Used by one thread at a time.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _stmt;
    private readonly SqliteRows _rows;
    private readonly Dictionary<(Type Row, ulong Columns), Delegate> _parsers = [];
    private Type? _argsType;
    private int[] _places = [];

    private SqliteStatement(sqlite3 db, sqlite3_stmt stmt)
    {
        _db = db;
        _stmt = stmt;
        _rows = new(stmt);
    }

    /// <param name="db">The connection.</param>
    /// <param name="sql">One statement; null is given back for a script of several, or of none.</param>
    public static SqliteStatement? Prepare(sqlite3 db, string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(db, sql, out var stmt, out var rest), db);
        if (!stmt.IsInvalid && string.IsNullOrWhiteSpace(rest))
            return new(db, stmt);
        stmt.Dispose();
        return null;
    }

    /// <returns>How many rows it changed.</returns>
    public int Run(object? args)
    {
        Bind(args);
        try
        {
            while (Step()) { }
            return raw.sqlite3_changes(_db);
        }
        finally
        {
            raw.sqlite3_reset(_stmt);
        }
    }

    /// <returns>The first row, if there is one.</returns>
    public (bool Found, T Row) First<T>(object? args)
    {
        Bind(args);
        try
        {
            return Step() ? (true, ParserFor<T>()(_rows)) : (false, default!);
        }
        finally
        {
            raw.sqlite3_reset(_stmt);
        }
    }

    public List<T> All<T>(object? args)
    {
        Bind(args);
        try
        {
            var rows = new List<T>();
            if (Step())
            {
                var parse = ParserFor<T>();
                do
                    rows.Add(parse(_rows));
                while (Step());
            }
            return rows;
        }
        finally
        {
            raw.sqlite3_reset(_stmt);
        }
    }

    public void Dispose() => _stmt.Dispose();

    private void Bind(object? args)
    {
        if (args is null)
        {
            Require.That(raw.sqlite3_bind_parameter_count(_stmt) == 0);
            return;
        }
        if (_argsType != args.GetType())
        {
            _places = SqliteBinder.PlacesOf(_stmt, args);
            _argsType = args.GetType();
        }
        SqliteBinder.Bind(_stmt, _places, args);
    }

    private bool Step()
    {
        var result = raw.sqlite3_step(_stmt);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(result, _db);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Which parser fits depends on what the columns hold, which in SQLite each row decides.</summary>
    private Func<DbDataReader, T> ParserFor<T>()
    {
        var columns = _rows.TypesOfColumns();
        if (columns == 0)
            return Rows.ParserFor<T>(_rows);
        if (_parsers.TryGetValue((typeof(T), columns), out var parser))
            return (Func<DbDataReader, T>)parser;
        var made = Rows.ParserFor<T>(_rows);
        _parsers[(typeof(T), columns)] = made;
        return made;
    }
}
