using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>The program as a shell sees it: what it prints, and its exit codes.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    [Fact]
    public async Task It_serves_drains_goes_on_and_lets_one_process_have_a_folder()
    {
        using var first = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json");
        var line = await Shell.LineAsync(first);
        Assert.Equal("owner", line.GetProperty("users")[0].Text("name"));
        using var http = new HttpClient { BaseAddress = new Uri(line.Text("url")) };
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/v1/widget/nobody", TestContext.Current.CancellationToken)).StatusCode);

        using var second = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, await Shell.ExitAsync(second));
        Assert.Contains("another serviceos is running", await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var asked = Stopwatch.StartNew();
        Assert.Equal(0, await Shell.TerminateAsync(first));
        Assert.True(asked.Elapsed < TimeSpan.FromSeconds(10));

        using var third = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json");
        Assert.Equal(0, (await Shell.LineAsync(third)).GetProperty("users").GetArrayLength());   // the owner's password was shown once
        Assert.Equal(0, await Shell.TerminateAsync(third));
    }

    [Fact]
    public async Task Tenants_are_added_and_files_imported_from_the_command_line()
    {
        using var serve = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json");
        await Shell.LineAsync(serve);
        await Shell.TerminateAsync(serve);
        var file = Path.Combine(_folder, "orders.jsonl");
        await File.WriteAllTextAsync(file,
            """{"id":"o1","state":"paid","placedAt":"2026-11-09T08:00:00Z","total":{"amount":1},"items":[{"name":"Tea","quantity":1}]}""" + "\n{\n",
            TestContext.Current.CancellationToken);

        Assert.Equal(0, (await Shell.RunAsync("tenant", "add", "home", "--data", _folder)).Exit);
        Assert.Equal(0, (await Shell.RunAsync("tenant", "add", "lantern", "--under", "home", "--data", _folder)).Exit);
        Assert.Contains("merchant lantern", (await Shell.RunAsync("tenant", "list", "--data", _folder)).Output, StringComparison.Ordinal);
        var import = await Shell.RunAsync("import", "orders", file, "--merchant", "lantern", "--data", _folder, "--json");

        Assert.Equal(1, import.Exit);   // one row is faulty
        Assert.Equal(1, JsonSerializer.Deserialize<JsonElement>(import.Output).GetProperty("created").GetInt32());
    }

    [Fact]
    public async Task A_running_installation_is_backed_up_the_backup_tried_out_and_brought_back()
    {
        var (data, file, other) = (Path.Combine(_folder, "data"), Path.Combine(_folder, "desk.tar.gz"), Path.Combine(_folder, "other"));
        using var serve = Shell.Start("serve", "--data", data, "--urls", "http://127.0.0.1:0", "--json");
        var url = (await Shell.LineAsync(serve)).Text("url");

        var doctor = await Shell.RunAsync("doctor", "--data", data, "--url", url, "--json");
        Assert.True(doctor.Exit == 0, doctor.Output + doctor.Error);
        Assert.Contains("\"check\":\"streams\",\"state\":\"good\"", doctor.Output, StringComparison.Ordinal);
        var backup = await Shell.RunAsync("backup", "--data", data, file, "--json");
        Assert.True(backup.Exit == 0, backup.Error);
        Assert.Equal(1, (await Shell.RunAsync("backup", "--data", data, file)).Exit);   // it is there already
        Assert.Equal(0, await Shell.TerminateAsync(serve));

        var trial = await Shell.RunAsync("restore", "--verify", file);
        Assert.True(trial.Exit == 0, trial.Output + trial.Error);
        Assert.Contains("The backup is good", trial.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Shell.RunAsync("restore", file, "--data", data)).Exit);   // there is something
        Assert.Equal(0, (await Shell.RunAsync("restore", file, "--data", other)).Exit);
        Assert.Contains("platform", (await Shell.RunAsync("tenant", "list", "--data", other)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "there is no file", "restore", "/nowhere.tar.gz")]
    [InlineData(1, "there is no database", "backup", "/tmp/never.tar.gz", "--data", "FOLDER")]
    [InlineData(2, "is no web address", "doctor", "--url", "nowhere", "--data", "FOLDER")]
    [InlineData(2, "Unrecognized", "serve", "--nonsense")]
    [InlineData(2, "must begin with http://", "serve", "--urls", "ftp://x", "--data", "FOLDER")]
    [InlineData(2, "--shoppers: must be 1", "simulate", "--shoppers", "0")]
    [InlineData(1, "there is no file", "import", "orders", "/nowhere.jsonl", "--merchant", "x", "--data", "FOLDER")]
    [InlineData(1, "nothing has been made here yet", "tenant", "list", "--data", "FOLDER")]
    [InlineData(1, "the server can't be reached", "simulate", "--url", "http://127.0.0.1:9")]
    [InlineData(0, "Examples:", "serve", "--help")]
    [InlineData(0, "Examples:", "restore", "--help")]   // though an argument lacks
    [InlineData(0, "Examples:", "import", "knowledge", "--help")]
    public async Task It_says_in_one_line_what_is_wrong(int exit, string said, params string[] args)
    {
        var run = await Shell.RunAsync([.. args.Select(arg => arg == "FOLDER" ? _folder : arg)]);

        Assert.Equal(exit, run.Exit);
        Assert.Contains(said, run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output + run.Error);   // colours are for people who look, not for pipes
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
