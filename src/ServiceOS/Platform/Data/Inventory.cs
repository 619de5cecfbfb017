namespace ServiceOS.Platform.Data;

/// <summary>What is in a database, to compare it with a copy.</summary>
internal static class Inventory
{
    /// <summary>How many rows each table has.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> RowsAsync(Session db, CancellationToken stop)
    {
        var tables = await db.ListAsync<string>(db.Engine == Engine.Sqlite
            ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
            : "select tablename from pg_tables where schemaname = 'public' order by tablename", args: null, stop);
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
            rows[table] = await db.GetAsync<long>($"select count(*) from \"{table}\"", args: null, stop);
        return rows;
    }

    /// <summary>The newest migration that was applied; null when there is none.</summary>
    public static ValueTask<string?> NewestMigrationAsync(Session db, CancellationToken stop) =>
        db.FindAsync<string>("select name from migrations order by number desc limit 1", args: null, stop);
}
