using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ServiceOS.Faults;

/// <summary>The program as a process of its own on a data folder, to be killed and started again.</summary>
/// <param name="folder">Its data.</param>
/// <param name="around">A command that makes its surroundings and then becomes it.</param>
internal sealed class Node(string folder, params string[] around) : IAsyncDisposable
{
    private const string Lifted = "1000000000";
    private static readonly TimeSpan s_startMax = TimeSpan.FromMinutes(3);
    private Process? _process;

    public Uri Url { get; private set; } = null!;

    /// <summary>Its process, while it runs.</summary>
    public int Pid => _process!.Id;

    public async Task StartAsync()
    {
        string[] command = [.. around, "dotnet"];
        var start = new ProcessStartInfo(command[0],
            [.. command[1..], Path.Combine(AppContext.BaseDirectory, "serviceos.dll"), "demo", "--data", folder, "--urls", "http://127.0.0.1:0", "--no-traffic", "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SERVICEOS_MESSAGES_PER_TEN_SECONDS"] = Lifted;   // a test's consumers say more than people can
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

    /// <summary>SIGSTOP: it stands still between any two of its steps.</summary>
    public async Task FreezeAsync()
    {
        using var kill = Process.Start("kill", ["-STOP", Pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync() => await KillAsync();
}
