using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using ServiceOS.Cli;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>The doctor finds what is wrong, and says what to do.</summary>
public sealed class DoctorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_sound_installation_has_nothing_bad(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        var findings = await LookAsync(database);

        Assert.DoesNotContain(findings, finding => finding.State == FindingState.Bad);
        Assert.All(findings.Where(finding => finding.State != FindingState.Good), finding => Assert.NotNull(finding.Do));
        Assert.Equal(FindingState.Good, StateOf(findings, "migrations"));
        if (engine == Engine.Sqlite)
        {
            Assert.Equal(FindingState.Good, StateOf(findings, "durability"));
            Assert.Equal(FindingState.Good, StateOf(findings, "integrity"));
        }
        else
        {
            Assert.Equal(FindingState.Good, StateOf(findings, "collation"));
            Assert.Equal(FindingState.Good, StateOf(findings, "clock"));
        }
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_database_that_is_behind_is_named(Engine engine)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(engine);
        if (engine == Engine.Sqlite)
            await File.WriteAllBytesAsync(database.Connection, [], Stop);

        var migrations = (await LookAsync(database)).Single(finding => finding.Check == "migrations");

        Assert.Equal(FindingState.Warn, migrations.State);
        Assert.Contains("serviceos migrate", migrations.Do, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_bad()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        var bytes = await File.ReadAllBytesAsync(database.Connection, Stop);
        Array.Fill(bytes, (byte)0xA5, bytes.Length / 2, bytes.Length / 4);
        await File.WriteAllBytesAsync(database.Connection, bytes, Stop);

        Assert.Contains(await LookAsync(database), finding => finding.State == FindingState.Bad && finding.Check is "integrity" or "database");
    }

    [Fact]
    public async Task What_is_no_database_at_all_is_bad_and_the_way_out_is_a_backup()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(Engine.Sqlite);
        await File.WriteAllBytesAsync(database.Connection, [.. Enumerable.Repeat((byte)0xA5, 8192)], Stop);

        var found = (await LookAsync(database)).Single(finding => finding.Check == "database");

        Assert.Equal(FindingState.Bad, found.State);
        Assert.Contains("restore the newest good backup", found.Do, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_file_that_can_not_be_written_to_is_bad()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(database.Connection, UnixFileMode.UserRead);

        var found = (await LookAsync(database)).Single(finding => finding.Check == "database");

        Assert.Equal(FindingState.Bad, found.State);
        Assert.Contains("can't be written to", found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_bad_and_says_what_to_look_at()
    {
        var findings = await DoctorCommand.RunAsync(
            new AppSettings { Engine = Engine.Postgres, Connection = "Host=127.0.0.1;Port=1;Username=x;Database=x", DataFolder = Path.GetTempPath() },
            server: null, TimeProvider.System, Stop);

        Assert.Equal(FindingState.Bad, StateOf(findings, "database"));
    }

    [Fact]
    public async Task A_database_that_sorts_otherwise_is_bad()
    {
        await using var made = await TestDatabase.CreateEmptyAsync(Engine.Postgres);
        var name = $"sos_latin_{Guid.NewGuid():n}";
        await using var admin = new NpgsqlConnection(made.Connection);
        await admin.OpenAsync(Stop);
        await RunAsync($"create database {name} template template0 encoding 'SQL_ASCII' locale 'C'");
        try
        {
            var findings = await DoctorCommand.RunAsync(new AppSettings
            {
                Engine = Engine.Postgres,
                Connection = new NpgsqlConnectionStringBuilder(made.Connection) { Database = name, Pooling = false }.ConnectionString,
                DataFolder = made.Folder,
            }, server: null, TimeProvider.System, Stop);
            Assert.Equal(FindingState.Bad, StateOf(findings, "collation"));
        }
        finally
        {
            await RunAsync($"drop database {name} with (force)");
        }

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, admin);
            await command.ExecuteNonQueryAsync(Stop);
        }
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_to_is_bad()
    {
        var findings = await DoctorCommand.RunAsync(
            new AppSettings { Connection = "/proc/serviceos/serviceos.db", DataFolder = "/proc/serviceos" }, server: null, TimeProvider.System, Stop);

        Assert.Equal(FindingState.Bad, StateOf(findings, "folder"));
    }

    [Fact]
    public async Task Events_that_come_through_at_once_are_good_and_those_that_a_proxy_collects_are_bad()
    {
        await using var server = await TestServer.StartAsync(
            Engine.Sqlite, services => services.Replace(ServiceDescriptor.Singleton(TimeProvider.System)));
        await using var proxy = await StartCollectingProxyAsync(server.Url);

        var directly = await LookAsync(server.Url);
        var through = await LookAsync(new Uri(proxy.Urls.Single()));

        Assert.Equal(FindingState.Good, StateOf(directly, "server"));
        Assert.Equal(FindingState.Good, StateOf(directly, "ready"));
        Assert.Equal(FindingState.Good, StateOf(directly, "streams"));
        Assert.Equal(FindingState.Bad, StateOf(through, "streams"));
        Assert.Contains("proxy_buffering off", through.Single(finding => finding.Check == "streams").Do, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_bad() =>
        Assert.Equal(FindingState.Bad, StateOf(await LookAsync(new Uri("http://127.0.0.1:1")), "server"));

    /// <summary>A proxy that passes an answer on when it has all of it.</summary>
    private static async Task<WebApplication> StartCollectingProxyAsync(Uri upstream)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            using var http = new HttpClient { BaseAddress = upstream };
            using var answer = await http.GetAsync(context.Request.Path.Value, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            context.Response.Headers["X-Trace-Id"] = answer.Headers.GetValues("X-Trace-Id").Single();
            await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync(context.RequestAborted), context.RequestAborted);
        });
        await app.StartAsync(Stop);
        return app;
    }

    private static Task<IReadOnlyList<Finding>> LookAsync(TestDatabase database) => DoctorCommand.RunAsync(
        new AppSettings { Engine = database.Engine, Connection = database.Connection, DataFolder = database.Folder },
        server: null, TimeProvider.System, Stop);

    private static Task<IReadOnlyList<Finding>> LookAsync(Uri server) => DoctorCommand.RunAsync(
        new AppSettings { Connection = Path.Combine(Path.GetTempPath(), "nowhere.db"), DataFolder = Path.GetTempPath() }, server, TimeProvider.System, Stop);

    private static FindingState StateOf(IEnumerable<Finding> findings, string check) => findings.First(finding => finding.Check == check).State;
}
