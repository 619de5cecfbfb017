using System.Diagnostics;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Platform.Web;
using ServiceOS.Simulation.Contracts;

namespace ServiceOS.Benches;

/// <summary>The real program on a throw-away database with the demo world, in the process of the bench, limits on senders lifted.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private const int Lifted = 1_000_000_000;
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private BenchServer(WebApplication app, DirectoryInfo folder, DemoFile world)
    {
        _app = app;
        _folder = folder;
        World = world;
        Url = new Uri(app.Urls.First());
    }

    public Uri Url { get; }

    public DemoFile World { get; }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="postgres">An empty PostgreSQL database; null: the embedded engine.</param>
    /// <param name="listener">Hears the log; null: nobody does.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<BenchServer> StartAsync(string? postgres, IFactListener? listener, CancellationToken stop)
    {
        ThreadPool.SetMinThreads(32, 32);   // as when it serves: the pool starts with one thread a core
        var folder = Directory.CreateTempSubdirectory("serviceos-bench-");
        var settings = new AppSettings
        {
            Engine = postgres is null ? Engine.Sqlite : Engine.Postgres,
            Connection = postgres ?? Path.Combine(folder.FullName, "serviceos.db"),
            DataFolder = folder.FullName,
            Urls = "http://127.0.0.1:0",
            RateLimits = new RateLimitSettings { MessagesPerTenSeconds = Lifted, VisitorSessionsPerMinute = Lifted },
        };
        var app = App.Build(settings, services =>
        {
            if (listener is not null)
                services.AddSingleton(listener);
        });
        try
        {
            await Migrator.RunAsync(app.Services.GetRequiredService<Database>(), TimeProvider.System, stop);
            var world = await app.Services.GetRequiredService<LoadWorld>().RunAsync(folder.FullName, seed: 1, orderCount: 60, (_, _) => { }, stop);
            await app.StartAsync(stop);
            return new(app, folder, world);
        }
        catch
        {
            await app.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>The machine's load over the last minute, to be told beside every figure; null where it can't be read.</summary>
    public static double? Load()
    {
        const string Path = "/proc/loadavg";
        return File.Exists(Path)
            ? double.Parse(File.ReadAllText(Path).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>The value below which a share of the measured ticks lies, in ms.</summary>
    public static double PercentileMs(List<long> ticks, double share)
    {
        if (ticks.Count == 0)
            return 0;
        ticks.Sort();
        var at = Math.Min(ticks.Count - 1, (int)Math.Ceiling(share * ticks.Count) - 1);
        return Math.Round(ticks[Math.Max(0, at)] * 1_000.0 / Stopwatch.Frequency, 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
