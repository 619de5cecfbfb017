using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ServiceOS.Browser;

/// <summary>The program as a newcomer starts it: a process of its own, the demo world, a free port, its pages.</summary>
public sealed class Demo : IAsyncLifetime
{
    private static readonly TimeSpan s_startMax = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("serviceos-browser-");
    private Process _server = null!;

    public Uri Url { get; private set; } = null!;

    /// <summary>Passwords by sign-in name.</summary>
    public IReadOnlyDictionary<string, string> Passwords { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "serviceos.dll");
        var start = new ProcessStartInfo("dotnet",
            [program, "demo", "--data", _folder.FullName, "--urls", "http://127.0.0.1:0", "--no-traffic", "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(Root(), "src", "ServiceOS"),   // as `dotnet run` does: the pages lie there
        };
        _server = Process.Start(start)!;
        var errors = _server.StandardError.ReadToEndAsync();
        var line = await _server.StandardOutput.ReadLineAsync().WaitAsync(s_startMax)
            ?? throw new InvalidOperationException($"the demo did not start: {await errors}");
        var world = JsonSerializer.Deserialize<JsonElement>(line);
        Url = new Uri(world.GetProperty("url").GetString()!);
        Passwords = world.GetProperty("users").EnumerateArray().ToDictionary(
            user => user.GetProperty("name").GetString()!, user => user.GetProperty("password").GetString()!, StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill();   // this process only; a clean stop is tested elsewhere
        await _server.WaitForExitAsync();
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Where screenshots are kept, to be looked at.</summary>
    public static string Shots()
    {
        var folder = Path.Combine(Root(), "artifacts", "test", "screenshots");
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
