using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>Imports from the command line say what to do about a file that can't be taken in.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Beside_a_running_server_tenants_are_listed_and_imports_shown_another_way()
    {
        using var serve = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json");
        await Shell.LineAsync(serve);
        var file = await WriteAsync("faq.csv", "question,answer\n");

        var list = await Shell.RunAsync("tenant", "list", "--data", _folder);
        Assert.True(list.Exit == 0, list.Error);
        Assert.Contains("platform", list.Output, StringComparison.Ordinal);
        var import = await Shell.RunAsync("import", "knowledge", file, "--merchant", "lantern", "--data", _folder);
        Assert.Equal(1, import.Exit);
        Assert.Contains("the desk", import.Error, StringComparison.Ordinal);
        Assert.Equal(0, await Shell.TerminateAsync(serve));
    }

    [Fact]
    public async Task A_file_that_can_not_be_taken_in_is_told_from_in_a_screen()
    {
        using (var serve = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json"))
        {
            await Shell.LineAsync(serve);
            await Shell.TerminateAsync(serve);
        }
        Assert.Equal(2, (await Shell.RunAsync("tenant", "add", "home-", "--data", _folder)).Exit);
        Assert.Equal(2, (await Shell.RunAsync("tenant", "add", "home", "--name", " ", "--data", _folder)).Exit);
        Assert.Equal(0, (await Shell.RunAsync("tenant", "add", "home", "--data", _folder)).Exit);
        Assert.Equal(0, (await Shell.RunAsync("tenant", "add", "lantern", "--under", "home", "--data", _folder)).Exit);

        var header = await RunAsync("knowledge", await WriteAsync("header.csv", "question,answer\n"));
        Assert.Equal(1, header.Exit);
        Assert.Contains("no rows", header.Error, StringComparison.Ordinal);

        var columns = await RunAsync("knowledge", await WriteAsync("columns.csv", "foo,bar\na,b\n"));
        Assert.Equal(1, columns.Exit);
        Assert.Contains("--mapping", columns.Output, StringComparison.Ordinal);

        var orders = await RunAsync("orders", await WriteAsync("orders.jsonl", string.Concat(Enumerable.Repeat("{\n", 60))));
        Assert.Equal(1, orders.Exit);
        Assert.Contains("  and 10 more", orders.Output, StringComparison.Ordinal);
        Assert.Contains("  line 1: is not", orders.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("%", orders.Error, StringComparison.Ordinal);   // progress is for those who look
    }

    private Task<(int Exit, string Output, string Error)> RunAsync(string kind, string file) =>
        Shell.RunAsync("import", kind, file, "--merchant", "lantern", "--data", _folder);

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
