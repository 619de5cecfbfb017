using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ServiceOS.Platform.Data;

/// <summary>Copies a SQLite database into a file while others go on writing to it: the copy is of one instant.</summary>
/// <remarks>https://www.sqlite.org/backup.html. The read transaction keeps the instant; without it each write begins the copy anew.</remarks>
internal static class SqliteCopy
{
    private const int PagesAtOnce = 2_000;

    /// <param name="from">The database's file.</param>
    /// <param name="to">The copy, which must not be there yet.</param>
    /// <param name="progress">Told how much is done, 0–1.</param>
    public static void Run(string from, string to, Action<double> progress, CancellationToken stop)
    {
        using var source = Open(from, SqliteOpenMode.ReadWrite);
        using var target = Open(to, SqliteOpenMode.ReadWriteCreate);
        Execute(target, "pragma synchronous = off");   // it is flushed once, when it is whole
        Execute(source, "begin");
        Execute(source, "select count(*) from sqlite_master");   // from here on it sees what is there now
        Copy(source, target, progress, stop);
        Execute(source, "commit");
        Execute(target, "pragma journal_mode = delete");   // one file, not three
    }

    private static void Copy(SqliteConnection source, SqliteConnection target, Action<double> progress, CancellationToken stop)
    {
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        for (; ; )
        {
            stop.ThrowIfCancellationRequested();
            var result = raw.sqlite3_backup_step(backup, PagesAtOnce);
            if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
                throw new SqliteException($"the copy failed: {raw.sqlite3_errstr(result).utf8_to_string()}", result);
            progress(1 - ((double)raw.sqlite3_backup_remaining(backup) / Math.Max(1, raw.sqlite3_backup_pagecount(backup))));
            if (result == raw.SQLITE_DONE)
                return;
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        Execute(connection, "pragma busy_timeout = 5000");
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
