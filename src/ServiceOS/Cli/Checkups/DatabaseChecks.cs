using System.Globalization;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Cli.Checkups;

/// <summary>Looks at the database, through the same door as the program: what counts is what is in force there.</summary>
internal static class DatabaseChecks
{
    private const long PostgresMajorMin = 15;
    private const double SkewSecondsMax = 2;
    private const long ConnectionsMin = 100;

    public static async Task<IReadOnlyList<Finding>> SqliteAsync(string path, CancellationToken stop)
    {
        if (FaultOfFile(path) is { } fault)
            return [fault];
        if (!File.Exists(path))
            return [Finding.Good("database", "not there yet: the first start makes it")];
        await using var database = Database.Open(Engine.Sqlite, path);
        return await TryAsync(() => database.ReadAsync<IReadOnlyList<Finding>>(async db =>
        [
            Finding.Good("database", $"SQLite {await db.GetAsync<string>("select sqlite_version()", args: null, stop)}, {Megabytes(path)} MB"),
            await DurabilityAsync(db, stop),
            await IntegrityAsync(db, stop),
            await MigrationsAsync(db, stop),
        ], stop));
    }

    public static async Task<IReadOnlyList<Finding>> PostgresAsync(string connection, TimeProvider time, CancellationToken stop)
    {
        await using var database = Database.Open(Engine.Postgres, connection);
        return await TryAsync(() => database.ReadAsync<IReadOnlyList<Finding>>(async db =>
        [
            await VersionAsync(db, stop),
            await OrderAsync(db, stop),
            await ClockAsync(db, time, stop),
            await DurableAsync(db, stop),
            await RoomAsync(db, stop),
            await MigrationsAsync(db, stop),
            .. await EpochsAsync(db, stop),
        ], stop));
    }

    private static async Task<IReadOnlyList<Finding>> TryAsync(Func<Task<IReadOnlyList<Finding>>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception e) when (e is StorageException or System.Data.Common.DbException)
        {
            var cause = Cause.Of(e) ?? $"the database can't be read: {e.Message}";
            return [Finding.Bad("database", cause, cause.StartsWith("the database is damaged", StringComparison.Ordinal)
                ? "stop the server and restore the newest good backup (serviceos restore)"
                : "is it there, is the address right, does the user have the right to it?")];
        }
    }

    /// <summary>Why nobody but the file's owner can work with it; null when this user can.</summary>
    private static Finding? FaultOfFile(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            if (Directory.Exists(folder))
                _ = Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (UnauthorizedAccessException)
        {
            return Finding.Bad("database", $"{folder} belongs to another user", "ask as the user that runs the server (sudo -u NAME serviceos doctor …)");
        }
        return File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly)
            ? Finding.Bad("database", $"{path} can't be written to: nothing can be stored",
                $"give it to the user that runs the server (chown {Environment.UserName}, chmod 600)")
            : null;
    }

    private static async Task<Finding> DurabilityAsync(Session db, CancellationToken stop)
    {
        var journal = await db.GetAsync<string>("pragma journal_mode", args: null, stop);
        var synchronous = await db.GetAsync<long>("pragma synchronous", args: null, stop);
        return journal == "wal" && synchronous == 2
            ? Finding.Good("durability", "write-ahead log, synchronous=full: what is acknowledged is on disk")
            : Finding.Bad("durability", FormattableString.Invariant($"journal {journal}, synchronous {synchronous} instead of wal and 2"),
                "is the folder on a network file system? SQLite needs a local disk; use PostgreSQL otherwise");
    }

    private static async Task<Finding> IntegrityAsync(Session db, CancellationToken stop)
    {
        var faults = (await db.ListAsync<string>("pragma quick_check(5)", args: null, stop)).Where(line => line != "ok").ToList();
        return faults.Count == 0
            ? Finding.Good("integrity", "the database file is sound")
            : Finding.Bad("integrity", string.Join("; ", faults), "stop the server and restore the newest good backup (serviceos restore)");
    }

    private static async Task<Finding> MigrationsAsync(Session db, CancellationToken stop)
    {
        try
        {
            var missing = await Migrator.MissingAsync(db, stop);
            return missing.Count == 0
                ? Finding.Good("migrations", "all applied")
                : Finding.Warn("migrations", $"{missing.Count} to be applied, {missing[0]} first", "make a backup, then: serviceos migrate (or just serve)");
        }
        catch (MigrationException e)
        {
            return Finding.Bad("migrations", e.Message, "run the version that wrote it, or a newer one");
        }
    }

    private static async Task<Finding> VersionAsync(Session db, CancellationToken stop)
    {
        var number = await db.GetAsync<long>("select current_setting('server_version_num')::bigint", args: null, stop);
        var said = $"PostgreSQL {await db.GetAsync<string>("select current_setting('server_version')", args: null, stop)}";
        return number / 10_000 >= PostgresMajorMin
            ? Finding.Good("database", said)
            : Finding.Bad("database", said, $"upgrade it to {PostgresMajorMin} or newer");
    }

    /// <summary>Texts must sort as on SQLite, by their bytes, or pages would overlap.</summary>
    private static async Task<Finding> OrderAsync(Session db, CancellationToken stop)
    {
        var collation = await db.GetAsync<string>("select datcollate from pg_database where datname = current_database()", args: null, stop);
        var encoding = await db.GetAsync<string>("select pg_encoding_to_char(encoding) from pg_database where datname = current_database()", args: null, stop);
        return collation is "C.UTF-8" or "C.utf8" or "C" && encoding == "UTF8"
            ? Finding.Good("collation", $"{collation}, {encoding}")
            : Finding.Bad("collation", $"{collation}, {encoding}",
                "make the database anew: create database desk template template0 encoding 'UTF8' locale 'C.UTF-8'");
    }

    private static async Task<Finding> ClockAsync(Session db, TimeProvider time, CancellationToken stop)
    {
        var before = time.GetUtcNow();
        var there = await db.GetAsync<DateTimeOffset>("select (extract(epoch from clock_timestamp()) * 1000)::bigint", args: null, stop);
        var skew = (there - (before + ((time.GetUtcNow() - before) / 2))).TotalSeconds;
        var said = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(skew):0.0} s {(skew < 0 ? "behind" : "ahead of")} this machine's");
        return Math.Abs(skew) <= SkewSecondsMax
            ? Finding.Good("clock", $"the database's is {said}")
            : Finding.Warn("clock", $"the database's is {said}", "let both follow a time server (chrony, systemd-timesyncd): holds and deadlines are by the nodes' clocks");
    }

    private static async Task<Finding> DurableAsync(Session db, CancellationToken stop)
    {
        var off = new List<string>();
        foreach (var setting in (string[])["fsync", "full_page_writes", "synchronous_commit"])
        {
            if (await db.GetAsync<string>("select current_setting(@setting)", new { setting }, stop) == "off")
                off.Add(setting);
        }
        return off.Count == 0
            ? Finding.Good("durability", "what is acknowledged is on disk")
            : Finding.Warn("durability", $"{string.Join(", ", off)} is off: acknowledged messages can be lost", "switch it on in postgresql.conf");
    }

    private static async Task<Finding> RoomAsync(Session db, CancellationToken stop)
    {
        var connections = await db.GetAsync<long>("select current_setting('max_connections')::bigint", args: null, stop);
        var said = FormattableString.Invariant($"{connections} at most");
        return connections >= ConnectionsMin
            ? Finding.Good("connections", said)
            : Finding.Warn("connections", said, "raise max_connections, or set Maximum Pool Size in the connection string: each node may open 100");
    }

    private static async Task<IReadOnlyList<Finding>> EpochsAsync(Session db, CancellationToken stop)
    {
        if ((await Migrator.MissingAsync(db, stop)).Count > 0 || await FactEpochs.FindLiftAsync(db, stop) is null)
            return [];
        return [Finding.Bad("log", "the database came from another cluster, whose transactions were counted further: readers of the log see nothing new",
            "serviceos migrate (or a start) puts it right")];
    }

    /// <summary>With the log in which what is newest stands until it is copied back.</summary>
    private static string Megabytes(string path) =>
        (new[] { path, $"{path}-wal" }.Where(File.Exists).Sum(file => new FileInfo(file).Length) / 1024.0 / 1024).ToString("0.0", CultureInfo.InvariantCulture);
}
