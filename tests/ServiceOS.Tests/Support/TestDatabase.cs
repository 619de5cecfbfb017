using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using ServiceOS.Platform.Data;

namespace ServiceOS.Tests.Support;

/// <summary>A throw-away database of one test: a SQLite file in its own folder, or a database in the PostgreSQL for tests.</summary>
/// <remarks>Migrated once a run into a template that is copied, since that is quicker than migrating each.</remarks>
internal sealed class TestDatabase : IAsyncDisposable
{
    private const string PostgresVariable = "SERVICEOS_TEST_POSTGRES";
    private static readonly ConcurrentDictionary<Engine, Lazy<Task<string>>> s_templates = new();
    private static int s_made;

    private TestDatabase(Engine engine, string folder, string connection)
    {
        Engine = engine;
        Folder = folder;
        Connection = connection;
    }

    public Engine Engine { get; }

    /// <summary>A folder of its own, for the SQLite file and whatever else the test keeps.</summary>
    public string Folder { get; }

    public string Connection { get; }

    /// <summary>An empty database, without a single table.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(Engine engine)
    {
        var folder = Directory.CreateTempSubdirectory("serviceos-").FullName;
        return engine == Engine.Sqlite
            ? new(engine, folder, Path.Combine(folder, "serviceos.db"))
            : new(engine, folder, await NewPostgresAsync(template: "template0"));
    }

    /// <summary>A database with all tables and no rows.</summary>
    public static async Task<TestDatabase> CreateAsync(Engine engine)
    {
        var template = await s_templates.GetOrAdd(engine, static e => new(() => MakeTemplateAsync(e))).Value;
        if (engine == Engine.Postgres)
            return new(engine, Directory.CreateTempSubdirectory("serviceos-").FullName, await NewPostgresAsync(template));
        var made = await CreateEmptyAsync(engine);
        File.Copy(template, made.Connection);
        return made;
    }

    /// <summary>Opens it as the program would.</summary>
    public Database Open() => Database.Open(Engine, Connection);

    /// <summary>Breaks all connections to it, as a restart of PostgreSQL would.</summary>
    public Task KickOutAsync() => RunAsAdminAsync(
        $"select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '{NameOf(Connection)}'");

    /// <summary>Makes it read-only, or writable again, as after a failover.</summary>
    public async Task ReadOnlyAsync(bool on)
    {
        await RunAsAdminAsync($"alter database {NameOf(Connection)} set default_transaction_read_only = {(on ? "on" : "off")}");
        await KickOutAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Engine == Engine.Postgres)
            await RunAsAdminAsync($"drop database if exists {NameOf(Connection)} with (force)");
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The connection string of the server for tests; without one the test is skipped, and CI counts that as a failure.</summary>
    private static string Server()
    {
        var server = Environment.GetEnvironmentVariable(PostgresVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"{PostgresVariable} is not set");
        return server!;
    }

    private static async Task<string> MakeTemplateAsync(Engine engine)
    {
        var made = await CreateEmptyAsync(engine);
        await using (var database = made.Open())
            await Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None);
        if (engine == Engine.Sqlite)
            return made.Connection;
        NpgsqlConnection.ClearAllPools();
        return NameOf(made.Connection);
    }

    private static async Task<string> NewPostgresAsync(string template)
    {
        var server = Server();
        var name = string.Create(CultureInfo.InvariantCulture,
            $"sos_{Environment.ProcessId}_{Interlocked.Increment(ref s_made)}");
        await RunAsAdminAsync($"create database {name} template {template}");
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 24 }.ConnectionString;
    }

    private static async Task RunAsAdminAsync(string sql)
    {
        await using var admin = new NpgsqlConnection(Server());
        await admin.OpenAsync();
        await using var command = new NpgsqlCommand(sql, admin);
        await command.ExecuteNonQueryAsync();
    }

    private static string NameOf(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;
}
