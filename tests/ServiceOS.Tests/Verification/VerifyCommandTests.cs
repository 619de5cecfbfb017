using System.Text.Json;
using Microsoft.Data.Sqlite;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Verification;

/// <summary><c>serviceos verify</c> as a shell sees it: 0 all holds, 1 something is broken, 2 it could not be looked at.</summary>
public sealed class VerifyCommandTests(Days days) : IClassFixture<Days>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Ledger => Path.Combine(_folder, "ledger.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Where_all_holds_it_says_so_and_ends_with_0(Engine engine)
    {
        var day = await days.OfAsync(engine);
        string[] where = engine == Engine.Sqlite ? ["--data", day.Database.Folder] : ["--postgres", day.Database.Connection, "--data", day.Database.Folder];

        var text = await Shell.RunAsync(["verify", .. where, "--ledger", day.Ledger]);
        var json = await Shell.RunAsync(["verify", .. where, "--ledger", day.Ledger, "--json"]);

        Assert.True(text.Exit == 0, text.Output + text.Error);
        Assert.Matches("(?m)^ok     I3\\.places +\\d+ checked  a conversation's messages", text.Output);
        Assert.Equal(0, json.Exit);
        Assert.Single(json.Output.TrimEnd().Split('\n'));
        var report = JsonSerializer.Deserialize<JsonElement>(json.Output);
        Assert.True(report.GetProperty("ok").GetBoolean());
        var check = report.GetProperty("checks").EnumerateArray().First();
        Assert.Equal(("I1", 0, JsonValueKind.Null), (check.Text("id"), check.GetProperty("broken").GetInt32(), check.GetProperty("example").ValueKind));
        Assert.True(check.GetProperty("checked").GetInt64() > 5);
    }

    [Fact]
    public async Task Where_something_is_broken_it_shows_the_first_case_and_ends_with_1()
    {
        await CopyAsync("update conversations set last_seq = last_seq + 1 where state = 'queued'");

        var text = await Shell.RunAsync("verify", "--data", _folder);
        var json = await Shell.RunAsync("verify", "--data", _folder, "--json");

        Assert.Equal((1, 1), (text.Exit, json.Exit));
        Assert.Contains("BROKEN I3.row", text.Output, StringComparison.Ordinal);
        Assert.Contains("the first: last_seq is 4, the last message 3", text.Output, StringComparison.Ordinal);
        var broken = JsonSerializer.Deserialize<JsonElement>(json.Output).GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("broken").GetInt32() > 0);
        Assert.Equal("queued", broken.GetProperty("example").GetProperty("conversation").Text("state"));
        Assert.Equal(3, broken.GetProperty("example").GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task It_looks_at_what_a_server_is_at_work_on()
    {
        using var server = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json");
        await Shell.LineAsync(server);

        var run = await Shell.RunAsync("verify", "--data", _folder);

        Assert.True(run.Exit == 0, run.Output + run.Error);
        Assert.Equal(0, await Shell.TerminateAsync(server));
    }

    [Theory]
    [InlineData("there is no database in", "--data", "EMPTY")]
    [InlineData("there is no ledger", "--data", "FOLDER", "--ledger", "/nowhere.jsonl")]
    [InlineData("ledger.jsonl:2: is no JSON object of a ledger", "--data", "FOLDER", "--ledger", "LEDGER")]
    [InlineData("which this version doesn't know", "--data", "FOLDER", "-- newer")]
    [InlineData("lacks 1 migrations of this version", "--data", "FOLDER", "-- older")]
    [InlineData("the database can't be read", "--data", "FOLDER", "-- no database")]
    [InlineData("the database can't be read", "--postgres", "Host=127.0.0.1;Port=9;Database=x;Timeout=3")]
    public async Task What_can_not_be_looked_at_is_said_in_one_line_with_2(string says, params string[] args)
    {
        await CopyAsync(args[^1] switch
        {
            "-- newer" => "insert into migrations (number, name, sha256, applied_at, release_number) values (9999, '9999_far.sql', 'x', 1, 99)",
            "-- older" => "delete from migrations where number = (select max(number) from migrations)",
            _ => "select 1",
        });
        if (args[^1] == "-- no database")
            await File.WriteAllTextAsync(Path.Combine(_folder, "serviceos.db"), new string('x', 4096), Stop);
        await File.WriteAllTextAsync(Ledger, """{"conversation":"c","clientKey":"k","seq":1}""" + "\n{\"conv\n", Stop);
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;

        var run = await Shell.RunAsync(["verify", .. args.Where(arg => !arg.StartsWith("-- ", StringComparison.Ordinal))
            .Select(arg => arg switch { "EMPTY" => empty, "FOLDER" => _folder, "LEDGER" => Ledger, _ => arg })]);

        Assert.Equal(2, run.Exit);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(run.Output);
    }

    /// <summary>The day's data in a folder of this test's own, changed.</summary>
    private async Task CopyAsync(string sql)
    {
        var day = await days.OfAsync(Engine.Sqlite);
        SqliteCopy.Run(day.Database.Connection, Path.Combine(_folder, "serviceos.db"), _ => { }, Stop);
        foreach (var file in Directory.GetFiles(Path.Combine(day.Database.Folder, "files"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder, Path.GetRelativePath(day.Database.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "serviceos.db")};Pooling=False");
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }
}
