using System.Globalization;
using Npgsql;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;

namespace ServiceOS.Cli.Backups;

/// <summary>Brings a backup back, or only tries whether it could be.</summary>
/// <remarks>Everything is unpacked and looked through first: what is there is touched only when the backup is good.</remarks>
internal sealed class RestoreBackup(TimeProvider time)
{
    private const string LockName = "lock";
    private const string UnpackedName = ".restoring";

    /// <summary>Unpacks and looks through a backup in a folder of its own, and leaves nothing behind.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="postgres">A server on which to try a PostgreSQL backup in a database of its own; null: only the bytes are checked.</param>
    public static async Task<Report> VerifyAsync(string path, string? postgres, Action<string, double> progress, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("serviceos-verify-").FullName;
        try
        {
            var manifest = await BackupArchive.UnpackAsync(path, folder, share => progress("unpacking", share), stop);
            progress("looking through it", 1);
            var bytes = Finding.Good("bytes", "as packed");
            if (EngineOf(manifest, folder) == Engine.Sqlite)
                return new(manifest, [bytes, .. await InspectSqliteAsync(folder, manifest, stop)]);
            return postgres is null
                ? new(manifest, [bytes,
                    Finding.Warn("database", "not tried out", "name a server with --postgres: a database is made there for the trial and dropped")])
                { IsTriedOut = false }
                : new(manifest, [bytes, .. await InspectOnServerAsync(postgres, folder, manifest, stop)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Brings a backup back into a folder, and a PostgreSQL backup's database into a server.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="folder">The data folder, held.</param>
    /// <param name="postgres">The database for a PostgreSQL backup.</param>
    /// <param name="replaces">What is there may be put aside (files) or replaced (a PostgreSQL database).</param>
    public async Task<Report> RunAsync(
        string path, DataFolder folder, string? postgres, bool replaces, Action<string, double> progress, CancellationToken stop)
    {
        var present = Directory.EnumerateFileSystemEntries(folder.Path).Where(entry => Path.GetFileName(entry) is not (LockName or UnpackedName)).ToList();
        if (present.Count > 0 && !replaces)
            throw new FailedException($"{folder.Path} is not empty: choose another folder, or put what is there aside with --force");
        var unpacked = Path.Combine(folder.Path, UnpackedName);
        try
        {
            if (Directory.Exists(unpacked))
                Directory.Delete(unpacked, recursive: true);
            Directory.CreateDirectory(unpacked);
            var manifest = await BackupArchive.UnpackAsync(path, unpacked, share => progress("unpacking", share), stop);
            progress("looking through it", 1);
            var engine = EngineOf(manifest, unpacked);
            if (engine == Engine.Sqlite && postgres is not null)
                throw new FailedException("it is the backup of an embedded database, and no backup goes from one engine to the other: "
                    + "restore it without --postgres (and without SERVICEOS_POSTGRES)");
            var findings = engine == Engine.Sqlite
                ? await InspectSqliteAsync(unpacked, manifest, stop)
                : await RestoreOnServerAsync(postgres, unpacked, manifest, replaces, stop);
            if (findings.All(finding => finding.State != FindingState.Bad))
                MoveIn(unpacked, folder.Path, present);
            return new(manifest, findings);
        }
        finally
        {
            if (Directory.Exists(unpacked))
                Directory.Delete(unpacked, recursive: true);
        }
    }

    /// <summary>Whose backup it is; its database must be in it.</summary>
    private static Engine EngineOf(BackupManifest manifest, string folder)
    {
        var (engine, name) = manifest.Engine == BackupManifest.NameOf(Engine.Sqlite) ? (Engine.Sqlite, MakeBackup.SqliteName)
            : manifest.Engine == BackupManifest.NameOf(Engine.Postgres) ? (Engine.Postgres, MakeBackup.PostgresName)
            : throw new FailedException($"the backup is of an engine that this version doesn't know: {manifest.Engine}");
        return File.Exists(Path.Combine(folder, name)) ? engine : throw new FailedException($"the backup is damaged: it has no {name}");
    }

    private static async Task<IReadOnlyList<Finding>> InspectSqliteAsync(string folder, BackupManifest manifest, CancellationToken stop)
    {
        await using var database = Database.Open(Engine.Sqlite, Path.Combine(folder, MakeBackup.SqliteName));
        return await InspectBackup.RunAsync(database, folder, manifest, stop);
    }

    private static async Task<IReadOnlyList<Finding>> InspectOnServerAsync(string postgres, string folder, BackupManifest manifest, CancellationToken stop)
    {
        var name = $"serviceos_verify_{Guid.NewGuid():n}";
        await RunOnServerAsync(postgres, $"create database {name} template template0", stop);
        try
        {
            var trial = new NpgsqlConnectionStringBuilder(postgres) { Database = name, Pooling = false }.ConnectionString;
            return await ReadInAsync(trial, folder, manifest, replaces: false, stop);
        }
        finally
        {
            await RunOnServerAsync(postgres, $"drop database if exists {name} with (force)", CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<Finding>> RestoreOnServerAsync(
        string? postgres, string folder, BackupManifest manifest, bool replaces, CancellationToken stop)
    {
        if (postgres is null)
            throw new FailedException("it is the backup of a PostgreSQL database: say with --postgres which database to restore it into");
        await using (var database = Database.Open(Engine.Postgres, postgres))
        {
            var live = await database.ReadAsync(db => NodeRegistry.ListLiveIfAnyAsync(db, stop), stop);
            if (live.Count > 0)
                throw new FailedException($"a server works on that database ({string.Join(", ", live.Select(node => node.Name))}): stop it first (one that was killed counts for 6 s)");
            var rows = await database.ReadAsync(db => Inventory.RowsAsync(db, stop), stop);
            if (rows.Count > 0 && !replaces)
                throw new FailedException($"the database has {rows.Count} tables already: choose an empty one, or replace them with --force");
        }
        return await ReadInAsync(postgres, folder, manifest, replaces, stop);
    }

    private static async Task<IReadOnlyList<Finding>> ReadInAsync(
        string postgres, string folder, BackupManifest manifest, bool replaces, CancellationToken stop)
    {
        await using var database = Database.Open(Engine.Postgres, postgres);
        var major = await database.ReadAsync(async db =>
            await db.GetAsync<long>("select current_setting('server_version_num')::bigint / 10000", args: null, stop), stop);
        await PostgresTools.RestoreAsync(postgres, (int)major, Path.Combine(folder, MakeBackup.PostgresName), replaces, stop);
        File.Delete(Path.Combine(folder, MakeBackup.PostgresName));   // it lives in the server from here on
        var findings = await InspectBackup.RunAsync(database, folder, manifest, stop);
        if (findings.All(finding => finding.State != FindingState.Bad))
            await Migrator.RunAsync(database, TimeProvider.System, stop);   // also lifts the log's numbers above those of the old cluster
        return findings;
    }

    private static async Task RunOnServerAsync(string postgres, string sql, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(postgres);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What was there goes into a folder of its own; nothing is deleted.</summary>
    private void MoveIn(string unpacked, string folder, List<string> present)
    {
        if (present.Count > 0)
        {
            var aside = Directory.CreateDirectory(Path.Combine(folder, $"replaced-{time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}")).FullName;
            foreach (var entry in present)
                Directory.Move(entry, Path.Combine(aside, Path.GetFileName(entry)));
        }
        foreach (var entry in Directory.EnumerateFileSystemEntries(unpacked).ToList())
            Directory.Move(entry, Path.Combine(folder, Path.GetFileName(entry)));
    }

    /// <summary>What a backup holds, and what was found in it.</summary>
    internal sealed record Report(BackupManifest Manifest, IReadOnlyList<Finding> Findings)
    {
        /// <summary>False: only the packing was looked at, not the database in it.</summary>
        public bool IsTriedOut { get; init; } = true;

        public bool IsGood => Findings.All(finding => finding.State != FindingState.Bad);
    }
}
