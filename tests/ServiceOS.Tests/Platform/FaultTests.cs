using System.Diagnostics;
using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

/// <summary>What users see when the disk is full, read-only, or the database is away: clear words, and no restart.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task On_a_full_disk_writes_get_507_reads_go_on_and_it_heals()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");
        await PagesAsync(server, 1);

        var full = await UntilRefusedAsync(kang);

        Assert.Equal((HttpStatusCode.InsufficientStorage, "disk-full"), (full.Status, full.Problem));
        Assert.Contains("nothing was stored", full.Get("detail"), StringComparison.Ordinal);
        Assert.NotNull(full.Response.Headers.RetryAfter);
        Assert.Contains("disk is full", (await ReadyAsync(server)).Get("degraded"), StringComparison.Ordinal);
        server.Time.Advance(TimeSpan.FromMinutes(5));   // so that the session's use would be noted
        Assert.Equal(200, (await kang.GetJsonAsync("/v1/staff")).Code);
        await PagesAsync(server, 1_000_000);
        Assert.Equal(201, (await MakeSkillAsync(kang, "after")).Code);
        Assert.False((await ReadyAsync(server)).Json.TryGetProperty("degraded", out _));
    }

    [Fact]
    public async Task On_a_read_only_file_writes_get_503_reads_go_on_and_it_heals()
    {
        await using var home = await TestDatabase.CreateAsync(Engine.Sqlite);
        string key;
        await using (var before = await TestServer.StartAsync(home, new ManualTime()))
        {
            var cast = await Cast.RaiseAsync(before);
            key = await before.Get<KeyAdmin>().CreateAsync(
                cast.Lantern.Id, "program", [Permission.StaffRead, Permission.StaffWrite], CancellationToken.None);
        }
        using var file = ReadOnlyPath.Make(home.Connection);
        await using var server = await TestServer.StartAsync(home, new ManualTime());
        using var program = server.Client(key);

        var refused = await MakeSkillAsync(program, "before");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "read-only"), (refused.Status, refused.Problem));
        Assert.Contains("read-only", (await ReadyAsync(server)).Get("degraded"), StringComparison.Ordinal);
        Assert.Equal(200, (await program.GetJsonAsync("/v1/staff")).Code);
        file.Dispose();
        Assert.Equal(201, (await MakeSkillAsync(program, "after")).Code);
        Assert.False((await ReadyAsync(server)).Json.TryGetProperty("degraded", out _));
    }

    [Fact]
    public async Task When_postgres_is_read_only_writes_get_503_reads_go_on_and_it_heals()
    {
        await using var home = await TestDatabase.CreateAsync(Engine.Postgres);
        await using var server = await TestServer.StartAsync(home, new ManualTime());
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");
        await home.ReadOnlyAsync(true);

        var refused = await MakeSkillAsync(kang, "before");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "read-only"), (refused.Status, refused.Problem));
        Assert.Contains("read-only", (await ReadyAsync(server)).Get("degraded"), StringComparison.Ordinal);
        Assert.Equal(200, (await kang.GetJsonAsync("/v1/staff")).Code);
        await home.ReadOnlyAsync(false);
        Assert.Equal(201, (await MakeSkillAsync(kang, "after")).Code);
        Assert.False((await ReadyAsync(server)).Json.TryGetProperty("degraded", out _));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task When_the_folder_of_the_files_is_read_only_uploads_get_503_and_it_heals(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        var files = Directory.CreateDirectory(Path.Combine(home.Folder, "files")).FullName;
        await using var shop = await Shop.OpenAsync(home);
        var ana = await shop.VisitAsync();
        using var folder = ReadOnlyPath.Make(files);

        var refused = await UploadAsync(ana.Http);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "read-only"), (refused.Status, refused.Problem));
        Assert.NotNull(refused.Response.Headers.RetryAfter);
        folder.Dispose();
        Assert.Equal(201, (await UploadAsync(ana.Http)).Code);
        Assert.Single(Directory.GetFiles(files, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(28, StorageFault.DiskFull)]
    [InlineData(122, StorageFault.DiskFull)]
    [InlineData(30, StorageFault.ReadOnly)]
    [InlineData(5, StorageFault.Unreachable)]
    public void A_files_fault_is_what_the_system_said(int errorNumber, object fault)
    {
        Assert.Equal(fault, FileFaults.Of(new IOException("no", errorNumber)));
        Assert.Equal(StorageFault.ReadOnly, FileFaults.Of(new UnauthorizedAccessException()));
    }

    [Fact]
    public async Task A_restart_of_postgres_is_not_noticed_by_the_next_request()
    {
        await using var home = await TestDatabase.CreateAsync(Engine.Postgres);
        await using var server = await TestServer.StartAsync(home, new ManualTime());
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");

        await home.KickOutAsync();
        Assert.Equal(200, (await kang.GetJsonAsync("/v1/staff")).Code);
        await home.KickOutAsync();
        Assert.Equal(201, (await MakeSkillAsync(kang, "after")).Code);
    }

    private static async Task<Answer> UntilRefusedAsync(HttpClient client)
    {
        for (var i = 0; i < 2_000; i++)
        {
            if (await MakeSkillAsync(client, $"{i}") is { Code: not 201 } refused)
                return refused;
        }
        throw new UnreachableException("the disk never filled up");
    }

    private static async Task<Answer> ReadyAsync(TestServer server) => (await server.Http.GetJsonAsync("/health/ready")).Expect(HttpStatusCode.OK);

    private static Task<Answer> MakeSkillAsync(HttpClient client, string name) =>
        client.PostAsync("/v1/skills", new { name = $"a skill with a rather long name, {name}" });

    private static async Task<Answer> UploadAsync(HttpClient client)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("a note"), "file", "a.txt");
        return await client.CallAsync(HttpMethod.Post, "/v1/attachments", form);
    }

    private static Task PagesAsync(TestServer server, int max) => server.Database.InTransactionAsync(db =>
    {
        ((SqliteSession)db).Execute(FormattableString.Invariant($"pragma max_page_count = {max}"));
        return Task.CompletedTask;
    }, CancellationToken.None);
}
