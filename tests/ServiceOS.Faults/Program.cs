using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ServiceOS.Faults;

/// <summary>The program as a process of its own.</summary>
internal sealed partial class Program
{
    private const int TermSignal = 15;
    private static readonly TimeSpan s_startMax = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_stopMax = TimeSpan.FromSeconds(15);
    private Process? _process;
    private static int s_started;

    /// <summary>Starts it, and waits for the JSON line that says that it serves.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="environment">Variables on top of this process's own.</param>
    public async Task<JsonElement> StartAsync(IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment = null)
    {
        _process = Process.Start(Of(args, environment))!;
        var log = LogFile();
        var logging = KeepAsync(_process.StandardError, log);
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(s_startMax);
        if (line is null)
        {
            await logging;
            throw new InvalidOperationException($"it did not start: {await File.ReadAllTextAsync(log)}");
        }
        return JsonSerializer.Deserialize<JsonElement>(line);
    }

    /// <summary>kill -9: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>SIGTERM, as a system stops it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        var process = _process ?? throw new InvalidOperationException("it does not run");
        Assert.Equal(0, Kill(process.Id, TermSignal));
        await process.WaitForExitAsync().WaitAsync(s_stopMax);
        var code = process.ExitCode;
        process.Dispose();
        _process = null;
        return code;
    }

    /// <summary>Runs a command to its end, which must be a good one.</summary>
    public static async Task<string> RequireAsync(params string[] args)
    {
        using var process = Process.Start(Of(args, environment: null))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"serviceos {string.Join(' ', args)}\n{await output}\n{await errors}");
        return await output;
    }

    /// <summary>Where what a process says of itself can be read when a test fails.</summary>
    private static string LogFile() => Path.Combine(
        FaultReport.Folder(), FormattableString.Invariant($"node-{Environment.ProcessId}-{Interlocked.Increment(ref s_started)}.log"));

    private static async Task KeepAsync(StreamReader errors, string file)
    {
        await using var kept = File.Create(file);
        await errors.BaseStream.CopyToAsync(kept);
    }

    private static ProcessStartInfo Of(IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "serviceos.dll"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(Servers.Root, "src", "ServiceOS"),   // as `dotnet run` does: the pages lie there
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        return start;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
