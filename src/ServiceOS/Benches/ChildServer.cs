using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ServiceOS.Benches;

/// <summary>The program with a demo world as a process of its own, limits on senders lifted, on a throw-away folder.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private const string Lifted = "1000000000";
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private ChildServer(Process process, DirectoryInfo folder, Uri url)
    {
        (_process, _folder, Url) = (process, folder, url);
        _http = new() { BaseAddress = url };
    }

    public Uri Url { get; }

    /// <param name="core">The only core that it may use; null: all.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="args">More of the command line.</param>
    public static async Task<ChildServer> StartAsync(int? core, CancellationToken stop, params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("serviceos-bench-");
        string[] command = args.Contains("serve", StringComparer.Ordinal) ? args : ["demo", "--no-traffic", .. args];
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "serviceos.dll"), .. command, "--data", folder.FullName, "--urls", "http://127.0.0.1:0", "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SERVICEOS_MESSAGES_PER_TEN_SECONDS"] = Lifted;
        start.Environment["SERVICEOS_VISITOR_SESSIONS_PER_MINUTE"] = Lifted;
        var process = Process.Start(start)!;
        try
        {
            if (core is { } one && OperatingSystem.IsLinux())
                process.ProcessorAffinity = 1 << one;
            var errors = process.StandardError.ReadToEndAsync(stop);
            var line = await process.StandardOutput.ReadLineAsync(stop) ?? throw new IOException($"the server did not start: {await errors}");
            return new(process, folder, new Uri(JsonSerializer.Deserialize<JsonElement>(line).GetProperty("url").GetString()!));
        }
        catch
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            folder.Delete(recursive: true);
            throw;
        }
    }

    public static void PinThisProcess(int core)
    {
        if (OperatingSystem.IsLinux())
            Process.GetCurrentProcess().ProcessorAffinity = 1 << core;
    }

    /// <summary>A metric of it, summed over its labels; 0 when it has none.</summary>
    public async Task<double> MetricAsync(string name, CancellationToken stop)
    {
        var text = await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative), stop);
        return text.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is ' ' or '{')
            .Sum(line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
