using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using ServiceOS.Platform.Events;

namespace ServiceOS.Platform.Data;

/// <summary>Applies the numbered SQL files that the database has not seen, lowest number first, each once.</summary>
/// <remarks>
/// A file may have parts for one engine: lines <c>-- @sqlite</c>, <c>-- @postgres</c>, <c>-- @all</c> switch. Each applied
/// file's SHA-256 is kept: a changed one is refused before anything is done, and so is one that this program doesn't know, unless
/// it came with the very next release (a line <c>-- @release 2</c> says with which; without it the first): see <see cref="Release"/>.
/// All of it is one transaction under a lock, so any number of nodes may start together.
/// </remarks>
internal static class Migrator
{
    private const string Prefix = "migrations/";
    private const string ReleaseLine = "-- @release ";
    private const long FirstRelease = 1;
    private const long LockKey = 727_001;

    /// <summary>Brings the database up to this version.</summary>
    /// <returns>The files applied now, in order.</returns>
    /// <exception cref="MigrationException">The database was made by another version; it was not changed.</exception>
    public static Task<IReadOnlyList<string>> RunAsync(Database database, TimeProvider time, CancellationToken stop) =>
        database.InTransactionAsync<IReadOnlyList<string>>(async db =>
        {
            await LockAsync(db, stop);
            var pending = await PendingAsync(db, stop);
            foreach (var file in pending)
            {
                await db.RunAsync(ForEngine(file.Sql, db.Engine), args: null, stop);
                await db.RunAsync(
                    "insert into migrations (number, name, sha256, applied_at) values (@Number, @Name, @Sha256, @now)",
                    new { file.Number, file.Name, file.Sha256, now = time.GetUtcNow() }, stop);
                if (file.Release != FirstRelease)
                    await db.RunAsync("update migrations set release_number = @Release where number = @Number", new { file.Release, file.Number }, stop);
            }
            await FactEpochs.LiftAsync(db, stop);   // every way into another cluster comes through here before anything is written
            return [.. pending.Select(file => file.Name)];
        }, stop);

    /// <summary>The files that <see cref="RunAsync"/> would apply. Changes nothing at all.</summary>
    public static Task<IReadOnlyList<string>> DryRunAsync(Database database, CancellationToken stop) =>
        database.ReadAsync(db => MissingAsync(db, stop), stop);

    /// <summary>All files of this version, lowest number first.</summary>
    public static IReadOnlyList<string> Names() => [.. Files().OrderBy(file => file.Number).Select(file => file.Name)];

    /// <summary>The files that the database lacks, lowest number first. Changes nothing at all.</summary>
    /// <exception cref="MigrationException">The database was made by another version.</exception>
    public static async Task<IReadOnlyList<string>> MissingAsync(Session db, CancellationToken stop)
    {
        var tables = await db.GetAsync<long>(db.Engine == Engine.Sqlite
            ? "select count(*) from sqlite_master where type = 'table' and name = 'migrations'"
            : "select count(*) from pg_tables where tablename = 'migrations' and schemaname = any (current_schemas(false))", args: null, stop);
        var missing = tables == 0 ? Files().OrderBy(file => file.Number) : await PendingAsync(db, stop) as IEnumerable<MigrationFile>;
        return [.. missing.Select(file => file.Name)];
    }

    private static async Task LockAsync(Session db, CancellationToken stop)
    {
        if (db.Engine == Engine.Postgres)
        {
            await RequireUtf8Async(db, stop);
            await db.RunAsync("select pg_advisory_xact_lock(@LockKey)", new { LockKey }, stop);
        }
        await db.RunAsync("""
            create table if not exists migrations (
                number     bigint primary key,
                name       text   not null,
                sha256     text   not null,
                applied_at bigint not null
            )
            """, args: null, stop);
    }

    /// <summary>In any other encoding the first emoji, or the first Chinese word, would be refused or stored as something else.</summary>
    private static async Task RequireUtf8Async(Session db, CancellationToken stop)
    {
        var encoding = await db.GetAsync<string>("select pg_encoding_to_char(encoding) from pg_database where datname = current_database()", args: null, stop);
        if (encoding != "UTF8")
            throw new MigrationException($"the database's encoding is {encoding}, it must be UTF8: "
                + "make it anew (create database NAME template template0 encoding 'UTF8' locale 'C.UTF-8')");
    }

    private static async Task<List<MigrationFile>> PendingAsync(Session db, CancellationToken stop)
    {
        var files = Files().ToDictionary(file => file.Number);
        foreach (var done in await db.ListAsync<Applied>("select number, name, sha256 from migrations", args: null, stop))
        {
            if (!files.Remove(done.Number, out var file))
            {
                await RequireNextReleaseAsync(db, done, stop);
                continue;
            }
            if (!string.Equals(file.Sha256, done.Sha256, StringComparison.Ordinal))
                throw new MigrationException($"migration {done.Name} was changed after it had been applied");
        }
        return [.. files.Values.OrderBy(file => file.Number)];
    }

    /// <summary>What the next release added, this one can leave alone; what is of a later one, nobody promised.</summary>
    private static async Task RequireNextReleaseAsync(Session db, Applied unknown, CancellationToken stop)
    {
        // who wrote a migration that we don't know had this column
        var release = await db.GetAsync<long>("select release_number from migrations where number = @Number", new { unknown.Number }, stop);
        if (release != Release.Current + 1)
            throw new MigrationException($"the database has migration {unknown.Name}, which this version doesn't know: "
                + "start a version at least as new as the one that wrote it");
    }

    private static IEnumerable<MigrationFile> Files() =>
        from resource in Assembly.GetExecutingAssembly().GetManifestResourceNames()
        where resource.StartsWith(Prefix, StringComparison.Ordinal)
        let name = resource[Prefix.Length..]
        let sql = Read(resource)
        select new MigrationFile(
            long.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, sql, ReleaseOf(sql),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));

    private static long ReleaseOf(string sql) => sql.StartsWith(ReleaseLine, StringComparison.Ordinal)
        ? long.Parse(sql.AsSpan(ReleaseLine.Length, sql.IndexOf('\n', StringComparison.Ordinal) - ReleaseLine.Length), CultureInfo.InvariantCulture)
        : FirstRelease;

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string ForEngine(string sql, Engine engine)
    {
        var kept = new StringBuilder();
        var wanted = true;
        foreach (var line in sql.Split('\n'))
        {
            if (line.StartsWith(ReleaseLine, StringComparison.Ordinal))
                continue;
            if (line.StartsWith("-- @", StringComparison.Ordinal))
                wanted = line[4..].Trim() is "all" || string.Equals(line[4..].Trim(), engine.ToString(), StringComparison.OrdinalIgnoreCase);
            else if (wanted)
                kept.Append(line).Append('\n');
        }
        return kept.ToString();
    }

    private sealed record MigrationFile(long Number, string Name, string Sql, long Release, string Sha256);

    private sealed record Applied
    {
        public required long Number { get; init; }
        public required string Name { get; init; }
        public required string Sha256 { get; init; }
    }
}

/// <summary>The database and this program don't fit together. Nothing was changed.</summary>
internal sealed class MigrationException : Exception
{
    public MigrationException() { }

    public MigrationException(string message) : base(message) { }

    public MigrationException(string message, Exception inner) : base(message, inner) { }
}
