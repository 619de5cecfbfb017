using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ServiceOS.Faults;

/// <summary>One of several nodes: a process that is asked to leave (SIGTERM) and started again at the same address.</summary>
internal sealed class RollingNode(string folder, params string[] more) : IAsyncDisposable
{
    private static readonly TimeSpan s_startMax = TimeSpan.FromMinutes(3);
    private Process? _process;
    private Task<string> _errors = Task.FromResult("");

    public Uri Url { get; } = new($"http://127.0.0.1:{Nginx.FreePort()}");

    /// <summary>Starts it, and waits until it serves.</summary>
    /// <param name="command">serve, or demo to make a world first.</param>
    public async Task StartAsync(params string[] command)
    {
        _process = Run([.. command, "--data", folder, "--urls", Url.ToString().TrimEnd('/'), "--json", .. more]);
        _errors = _process.StandardError.ReadToEndAsync();
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(s_startMax)
            ?? throw new InvalidOperationException($"it did not start: {await _errors}");
        Assert.Equal(Url, new Uri(JsonSerializer.Deserialize<JsonElement>(line).GetProperty("url").GetString()!));
    }

    /// <summary>Asks it to leave, and waits until it has.</summary>
    /// <returns>How long it took. It must exit 0.</returns>
    public async Task<TimeSpan> LeaveAsync()
    {
        var began = Stopwatch.StartNew();
        await SignalAsync();
        await _process!.WaitForExitAsync();
        var took = began.Elapsed;
        Assert.True(_process.ExitCode == 0, $"exit code {_process.ExitCode}: {await _errors}");
        _process.Dispose();
        _process = null;
        return took;
    }

    public async Task SignalAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Runs a command of the program to its end.</summary>
    public static async Task<(int Exit, string Output)> CommandAsync(params string[] args)
    {
        using var process = Run(args);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Run(string[] args) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "serviceos.dll"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
}
