using System.Diagnostics;
using System.Text.Json;

namespace ServiceOS.Tests.Support;

/// <summary>The program as a process of its own, as a shell starts it.</summary>
internal static class Shell
{
    public static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        using var process = Start(args);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        return (await ExitAsync(process), await output, await error);
    }

    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(typeof(App).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }

    /// <summary>The line that a server prints when it serves.</summary>
    public static async Task<JsonElement> LineAsync(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(line is not null, "it ended before it served");
        return JsonSerializer.Deserialize<JsonElement>(line!);
    }

    public static async Task<int> TerminateAsync(Process process)
    {
        using var kill = Process.Start("kill", $"-TERM {process.Id}");
        return await ExitAsync(process);
    }

    public static async Task<int> ExitAsync(Process process)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
