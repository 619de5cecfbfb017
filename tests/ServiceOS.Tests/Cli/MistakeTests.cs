using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>What people type wrong: one line, an exit code, and nothing left behind.</summary>
public sealed class MistakeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(2, "--data: is empty", "serve", "--data", "")]
    [InlineData(2, "is no connection string", "serve", "--postgres", "garbage", "--data", "NEW")]
    [InlineData(2, "names no address", "serve", "--urls", "", "--data", "NEW")]
    [InlineData(2, "file: is empty", "backup", "", "--data", "NEW")]
    [InlineData(1, "is a folder", "backup", "FOLDER", "--data", "NEW")]
    [InlineData(1, "there is no folder", "backup", "FOLDER/none/desk.tgz", "--data", "NEW")]
    [InlineData(2, "--seconds: must be 1 to", "bench", "turns", "--seconds", "0")]
    [InlineData(2, "--conversations: must be 1 to", "bench", "turns", "--conversations", "-5")]
    [InlineData(2, "--ack-rate: must be 1 to", "bench", "turns", "--ack-rate", "0")]
    [InlineData(2, "--rounds: must be 1 to", "bench", "connections", "--rounds", "0")]
    [InlineData(1, "limit of descriptors", "bench", "connections", "--streams", "100000000")]
    [InlineData(2, "--rows: must be 1 to", "bench", "desk", "--rows", "0")]
    [InlineData(0, "Would apply", "migrate", "--dry-run", "--data", "NEW")]
    [InlineData(1, "nothing has been made here yet", "tenant", "list", "--data", "NEW")]
    [InlineData(1, "nothing has been made here yet", "tenant", "add", "home", "--data", "NEW")]
    [InlineData(1, "nothing has been made here yet", "staff", "reset-password", "owner", "--data", "NEW")]
    [InlineData(1, "nothing has been made here yet", "import", "orders", "FOLDER/file", "--merchant", "nobody", "--data", "NEW")]
    [InlineData(1, "damaged or no backup", "restore", "FOLDER/file", "--data", "NEW")]
    [InlineData(1, "is a file", "serve", "--data", "FOLDER/file", "--urls", "http://127.0.0.1:0")]
    [InlineData(1, "is a file", "doctor", "--data", "FOLDER/file")]
    public async Task It_is_told_in_one_line_and_makes_nothing(int exit, string said, params string[] args)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "text", TestContext.Current.CancellationToken);
        var fresh = Path.Combine(_folder, "new", "data");

        var run = await Shell.RunAsync([.. args.Select(arg => arg == "NEW" ? fresh : arg.Replace("FOLDER", _folder, StringComparison.Ordinal))]);

        Assert.True(run.Exit == exit, $"exit code {run.Exit}: {run.Output}{run.Error}");
        Assert.Contains(said, run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(fresh)));
        Assert.Equal([Path.Combine(_folder, "file")], Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_PostgreSQL_with_something_in_it_is_no_place_for_a_bench()
    {
        await using var full = await TestDatabase.CreateAsync(Engine.Postgres);

        var run = await Shell.RunAsync("bench", "turns", "--postgres", full.Connection);

        Assert.Equal(1, run.Exit);
        Assert.Contains("must be an empty database", run.Error, StringComparison.Ordinal);
    }
}
