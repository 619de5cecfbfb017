using Microsoft.Data.Sqlite;

namespace ServiceOS.Faults;

/// <summary>
/// Years of talks in a stopped node's database: its closed conversation over and over, with all that was written of it. What
/// depends on size – the start, the indexes, the log's readers – meets the size that it must bear.
/// </summary>
internal static class Past
{
    /// <summary>Copies the only closed conversation until there are that many messages.</summary>
    /// <returns>How many messages there are then.</returns>
    public static async Task<long> MakeAsync(string folder, long messages)
    {
        await using var file = new SqliteConnection($"Data Source={Path.Combine(folder, "serviceos.db")}");
        await file.OpenAsync();
        var id = (string)(await OneAsync(file, "select id from conversations where state = 'closed'"))!;
        var each = (long)(await OneAsync(file, $"select count(*) from messages where conversation_id = '{id}'"))!;
        await using (var all = await file.BeginTransactionAsync())
        {
            await CopyAsync(file, "conversations", "id", id, messages / each);
            await CopyAsync(file, "messages", "conversation_id", id, messages / each);
            await CopyAsync(file, "decisions", "conversation_id", id, messages / each);
            await CopyAsync(file, "facts", "subject", id, messages / each);
            await all.CommitAsync();
        }
        return (long)(await OneAsync(file, "select count(*) from messages"))!;
    }

    private static async Task CopyAsync(SqliteConnection file, string table, string idColumn, string id, long copies)
    {
        var columns = new List<string>();
        await using (var reader = await Command(file, $"select name from pragma_table_info('{table}') where name <> 'position'").ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                columns.Add(reader.GetString(0));
        }
        // an id's last twelve digits are chance: the copies' are their numbers
        var values = columns.Select(column => column == idColumn ? $"substr({idColumn}, 1, 20) || printf('%012x', copies.n)" : column);
        await Command(file, $"""
            with recursive copies (n) as (select 1 union all select n + 1 from copies where n < {copies})
            insert into {table} ({string.Join(", ", columns)})
            select {string.Join(", ", values)} from copies, {table} where {idColumn} = '{id}' order by copies.n, {table}.rowid
            """).ExecuteNonQueryAsync();
    }

    private static Task<object?> OneAsync(SqliteConnection file, string sql) => Command(file, sql).ExecuteScalarAsync();

    private static SqliteCommand Command(SqliteConnection file, string sql)
    {
        var command = file.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        return command;
    }
}
