using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Cli.Backups;

/// <summary>Looks into an unpacked backup's database: is it whole, is all there, does it fit this version?</summary>
internal static class InspectBackup
{
    /// <param name="database">The database, opened.</param>
    /// <param name="folder">The unpacked files.</param>
    /// <param name="manifest">What should be there.</param>
    public static Task<IReadOnlyList<Finding>> RunAsync(Database database, string folder, BackupManifest manifest, CancellationToken stop) =>
        database.ReadAsync<IReadOnlyList<Finding>>(async db =>
        [
            .. db.Engine == Engine.Sqlite ? [await IntegrityAsync(db, stop)] : Array.Empty<Finding>(),
            await RowsAsync(db, manifest, stop),
            await MigrationsAsync(db, stop),
            await MessagesAsync(db, stop),
            await FilesAsync(db, folder, stop),
        ], stop);

    private static async Task<Finding> IntegrityAsync(Session db, CancellationToken stop)
    {
        var faults = (await db.ListAsync<string>("pragma integrity_check(10)", args: null, stop)).Where(line => line != "ok")
            .Concat((await db.ListAsync<string>("pragma foreign_key_check", args: null, stop)).Select(table => $"a row of {table} points to none"))
            .Distinct(StringComparer.Ordinal).Take(10).ToList();
        return faults.Count == 0
            ? Finding.Good("integrity", "the database file is sound")
            : Finding.Bad("integrity", string.Join("; ", faults), "use another backup: this one was made of a damaged database");
    }

    private static async Task<Finding> RowsAsync(Session db, BackupManifest manifest, CancellationToken stop)
    {
        var rows = await Inventory.RowsAsync(db, stop);
        var wrong = manifest.Rows.Keys.Union(rows.Keys, StringComparer.Ordinal).Where(table => rows.GetValueOrDefault(table) != manifest.Rows.GetValueOrDefault(table))
            .Select(table => $"{table} has {rows.GetValueOrDefault(table)} rows instead of {manifest.Rows.GetValueOrDefault(table)}").ToList();
        return wrong.Count == 0
            ? Finding.Good("rows", FormattableString.Invariant($"{rows.Values.Sum()} rows in {rows.Count} tables, as in the manifest"))
            : Finding.Bad("rows", string.Join("; ", wrong), "use another backup");
    }

    private static async Task<Finding> MigrationsAsync(Session db, CancellationToken stop)
    {
        try
        {
            var missing = await Migrator.MissingAsync(db, stop);
            return Finding.Good("version", missing.Count == 0
                ? "the database is of this version"
                : $"the database is older than this version: the next start applies {missing.Count} migrations");
        }
        catch (MigrationException e)
        {
            return Finding.Bad("version", e.Message, "restore with the version that made the backup, or a newer one");
        }
    }

    private static async Task<Finding> MessagesAsync(Session db, CancellationToken stop)
    {
        var gaps = await ConversationAudit.CountWithGapsAsync(db, stop);
        return gaps == 0
            ? Finding.Good("messages", "every conversation's messages are there without gaps")
            : Finding.Bad("messages", FormattableString.Invariant($"{gaps} conversations lack messages"), "use another backup, and report this: it must never be");
    }

    private static async Task<Finding> FilesAsync(Session db, string folder, CancellationToken stop)
    {
        var missing = await ConversationAudit.MissingFilesAsync(db, folder, stop);
        return missing.Count == 0
            ? Finding.Good("files", "every file that people sent is there")
            : Finding.Warn("files", $"{missing.Count} files that people sent are not in the backup (like {missing[0]})",
                "copy the data folder's files/ from where they are");
    }
}
