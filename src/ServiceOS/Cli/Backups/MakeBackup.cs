using ServiceOS.Platform.Data;

namespace ServiceOS.Cli.Backups;

/// <summary>Makes a backup of an installation that may be running.</summary>
/// <remarks>First the database, then the files: a file is there before any row names it, and isn't changed.</remarks>
internal sealed class MakeBackup(TimeProvider time)
{
    public const string SqliteName = "serviceos.db";
    public const string PostgresName = "database.dump";
    private const string DemoName = "demo.json";

    /// <param name="settings">What to back up.</param>
    /// <param name="path">The backup's file.</param>
    /// <param name="progress">Told what is done, and how much of it, 0–1.</param>
    public async Task<BackupManifest> RunAsync(AppSettings settings, string path, Action<string, double> progress, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var work = WorkFolderBeside(path);
        var (copy, archive) = (Path.Combine(work, "database"), Path.Combine(work, "archive"));
        try
        {
            var (rows, migration) = settings.Engine == Engine.Sqlite
                ? await CopySqliteAsync(settings.Connection, copy, progress, stop)
                : await DumpPostgresAsync(settings.Connection, copy, progress, stop);
            var files = FilesOf(settings.DataFolder).Prepend((settings.Engine == Engine.Sqlite ? SqliteName : PostgresName, copy)).ToList();
            var manifest = await BackupArchive.PackAsync(archive, files, entries => new()
            {
                Version = BackupManifest.VersionNow,
                MadeAt = now,
                Engine = BackupManifest.NameOf(settings.Engine),
                Migration = migration,
                Rows = rows,
                Files = entries,
            }, share => progress("packing", share), stop);
            File.Move(archive, path, overwrite: true);
            return manifest;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>On the backup's own disk, closed to others: copies of everything lie in it for a while, and SQLite's journals.</summary>
    private static string WorkFolderBeside(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
            throw new FailedException($"there is no folder {folder}");
        try
        {
            var work = $"{path}.{Guid.NewGuid():n}.partial";
            return OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(work).FullName
                : Directory.CreateDirectory(work, PrivateFiles.FolderMode).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailedException($"the backup can't be written to {folder}: {e.Message}", e);
        }
    }

    private static async Task<(IReadOnlyDictionary<string, long> Rows, string? Migration)> CopySqliteAsync(
        string database, string copy, Action<string, double> progress, CancellationToken stop)
    {
        if (!File.Exists(database))
            throw new FailedException($"there is no database at {database}");
        SqliteCopy.Run(database, copy, share => progress("copying the database", share), stop);
        await using var opened = Database.Open(Engine.Sqlite, copy);
        return await opened.ReadAsync(async db => (await Inventory.RowsAsync(db, stop), await Inventory.NewestMigrationAsync(db, stop)), stop);
    }

    private static async Task<(IReadOnlyDictionary<string, long> Rows, string? Migration)> DumpPostgresAsync(
        string connection, string copy, Action<string, double> progress, CancellationToken stop)
    {
        progress("dumping the database", 0);
        await using var database = Database.Open(Engine.Postgres, connection);
        return await database.ReadAsync(async db =>
        {
            var major = await db.GetAsync<long>("select current_setting('server_version_num')::bigint / 10000", args: null, stop);
            var snapshot = await db.GetAsync<string>("select pg_export_snapshot()", args: null, stop);
            await PostgresTools.DumpAsync(connection, (int)major, snapshot, copy, stop);
            return (await Inventory.RowsAsync(db, stop), await Inventory.NewestMigrationAsync(db, stop));
        }, stop);
    }

    /// <summary>What lies beside the database: people's files, and a demo's sign-ins.</summary>
    private static IEnumerable<(string Name, string Path)> FilesOf(string folder)
    {
        var files = Path.Combine(folder, "files");
        var named = Directory.Exists(files)
            ? Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).Contains('.', StringComparison.Ordinal))
            : [];
        var demo = Path.Combine(folder, DemoName);
        return named.Order(StringComparer.Ordinal).Concat(File.Exists(demo) ? [demo] : [])
            .Select(path => (Path.GetRelativePath(folder, path), path));
    }
}
