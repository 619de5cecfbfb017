using System.Diagnostics;
using System.Globalization;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>A command that is stopped takes away what it began.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_bench_that_is_stopped_leaves_no_server_and_no_folder()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "looks into /proc");
        using var bench = Shell.Start("bench", "connections", "--streams", "10");
        var (child, data) = (0, "");
        await Eventually.TrueAsync(() =>
        {
            child = ChildOf(bench.Id);
            var words = child == 0 ? [] : File.ReadAllText($"/proc/{child}/cmdline").Split('\0');
            data = words.SkipWhile(word => word != "--data").Skip(1).FirstOrDefault() ?? "";
            return data.Length > 0 && File.Exists(Path.Combine(data, "lock"));
        }, "the bench's own server to begin");

        Assert.Equal(130, await InterruptAsync(bench));

        Assert.False(Directory.Exists(data));
        Assert.False(Directory.Exists($"/proc/{child}"));
    }

    [Fact]
    public async Task A_server_that_is_stopped_while_it_starts_says_no_more_than_that()
    {
        using var serve = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json");
        var error = serve.StandardError.ReadToEndAsync(Stop);
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(_folder, "lock")), "the start to begin");

        Assert.Contains(await Shell.TerminateAsync(serve), (int[])[0, 143]);

        Assert.True((await error).Trim().Split('\n').Length <= 1, await error);
    }

    private static int ChildOf(int process)
    {
        var children = File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (children.Length > 0)
            return int.Parse(children[0], CultureInfo.InvariantCulture);
        // a child belongs to the thread that started it
        return Directory.EnumerateDirectories($"/proc/{process}/task").Select(task => Path.Combine(task, "children")).Where(File.Exists)
            .SelectMany(file => File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)).FirstOrDefault();
    }

    private static async Task<int> InterruptAsync(Process process)
    {
        using var kill = Process.Start("kill", $"-INT {process.Id}");
        return await Shell.ExitAsync(process);
    }
}
