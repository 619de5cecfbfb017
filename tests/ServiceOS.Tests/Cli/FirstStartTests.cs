using System.Net;
using System.Text.Json;
using ServiceOS.Cli;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>Whatever happens to the first start: the owner gets in.</summary>
public sealed class FirstStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder, "first-owner.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_first_password_lies_in_the_folder_until_it_was_used()
    {
        string shown;
        using (var first = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json"))
        {
            shown = (await Shell.LineAsync(first)).GetProperty("users")[0].Text("password");
            Assert.Equal(0, await Shell.TerminateAsync(first));
        }
        Assert.Contains(shown, await System.IO.File.ReadAllTextAsync(File, Stop), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));

        using var second = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json");
        var line = await Shell.LineAsync(second);
        Assert.Equal(File, line.Text("firstOwnerFile"));
        await SignInAsync(line.Text("url"), shown, HttpStatusCode.OK);
        await Eventually.TrueAsync(() => !System.IO.File.Exists(File), "the file to go away");
        Assert.Equal(0, await Shell.TerminateAsync(second));
    }

    [Fact]
    public async Task A_lost_password_is_replaced_from_the_command_line_while_nobody_serves()
    {
        using (var first = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json"))
        {
            await Shell.LineAsync(first);
            var held = await Shell.RunAsync("staff", "reset-password", "owner", "--data", _folder);
            Assert.Equal(1, held.Exit);
            Assert.Contains("at the desk", held.Error, StringComparison.Ordinal);
            Assert.Equal(0, await Shell.TerminateAsync(first));
        }

        Assert.Equal(1, (await Shell.RunAsync("staff", "reset-password", "nobody", "--data", _folder)).Exit);
        var reset = await Shell.RunAsync("staff", "reset-password", " Owner", "--data", _folder, "--json");
        Assert.True(reset.Exit == 0, reset.Error);
        Assert.False(System.IO.File.Exists(File));   // what is in it fits no more

        using var second = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json");
        await SignInAsync((await Shell.LineAsync(second)).Text("url"), JsonSerializer.Deserialize<JsonElement>(reset.Output).Text("password"), HttpStatusCode.OK);
        Assert.Equal(0, await Shell.TerminateAsync(second));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_platform_that_lacks_its_owner_gets_one_at_the_next_start(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = App.Build(new AppSettings { Engine = engine, Connection = database.Connection, DataFolder = _folder });
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() =>
            FirstStart.PrepareAsync(app.Services, Path.Combine(_folder, "gone"), Stop));   // killed between the two, as it were

        var made = await FirstStart.PrepareAsync(app.Services, _folder, Stop);

        Assert.Equal("owner", Assert.Single(made).Name);
        Assert.Empty(await FirstStart.PrepareAsync(app.Services, _folder, Stop));
        Assert.Contains(made[0].Password, await System.IO.File.ReadAllTextAsync(File, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_that_start_at_once_make_one_owner()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Postgres);
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(async node =>
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, $"{node}")).FullName;
            await using var app = App.Build(new AppSettings { Engine = Engine.Postgres, Connection = database.Connection, DataFolder = folder });
            return (await FirstStart.PrepareAsync(app.Services, folder, Stop)).Count;
        }));

        Assert.Equal(1, made.Sum());
        Assert.Single(Directory.GetFiles(_folder, "first-owner.txt", SearchOption.AllDirectories));
    }

    private static async Task SignInAsync(string url, string password, HttpStatusCode expected)
    {
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        (await http.PostAsync("/v1/staff-sessions", new { name = "owner", password })).Expect(expected);
    }
}
