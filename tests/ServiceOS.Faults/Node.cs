using System.Diagnostics;
using System.Text.Json;

namespace ServiceOS.Faults;

/// <summary>The program as a process of its own on a data folder, to be killed and started again.</summary>
internal sealed class Node(string folder) : IAsyncDisposable
{
    private static readonly TimeSpan s_startMax = TimeSpan.FromMinutes(3);
    private Process? _process;

    public Uri Url { get; private set; } = null!;

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "serviceos.dll"), "demo", "--data", folder, "--urls", "http://127.0.0.1:0", "--no-traffic", "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        var errors = _process.StandardError.ReadToEndAsync();
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(s_startMax)
            ?? throw new InvalidOperationException($"it did not start: {await errors}");
        Url = new Uri(JsonSerializer.Deserialize<JsonElement>(line).GetProperty("url").GetString()!);
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

    public async ValueTask DisposeAsync() => await KillAsync();
}
