using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff;

namespace ServiceOS.Tests.Support;

/// <summary>The real application on a free loopback port, with its own database and a clock that tests move.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestDatabase? _own;
    private readonly Timer _pulse;

    private TestServer(WebApplication app, TestDatabase? own, ManualTime time, TestLog log)
    {
        _app = app;
        _own = own;
        Time = time;
        Log = log;
        Url = new Uri(app.Urls.Single());
        Http = Client();
        // readers of the log poll by the clock, which stands still: wake them, as another node's writes would
        var signal = Get<FactSignal>();
        _pulse = new Timer(_ => signal.Raise(), state: null, dueTime: 20, period: 20);
    }

    public Uri Url { get; }

    /// <summary>A client without credentials.</summary>
    public HttpClient Http { get; }

    public ManualTime Time { get; }

    /// <summary>What was logged, warnings and worse.</summary>
    public TestLog Log { get; }

    public Database Database => Get<Database>();

    public IServiceProvider Services => _app.Services;

    public WebApplication App => _app;

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Starts the application on a database of its own.</summary>
    public static async Task<TestServer> StartAsync(Engine engine, Action<IServiceCollection>? replace = null)
    {
        var database = await TestDatabase.CreateAsync(engine);
        return await StartAsync(database, database, new ManualTime(), replace);
    }

    /// <summary>Starts one more node on a database that the test disposes of itself.</summary>
    public static Task<TestServer> StartAsync(
        TestDatabase database, ManualTime time, Action<IServiceCollection>? replace = null) =>
        StartAsync(database, own: null, time, replace);

    /// <summary>A client with its own cookies, and a credential if one is given.</summary>
    public HttpClient Client(string? bearer = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Url };
        if (bearer is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", bearer);
        return client;
    }

    /// <summary>The facts of a kind, oldest first, once there are any.</summary>
    /// <remarks>On PostgreSQL a fact can be read only when all older transactions have ended, those of other tests among them.</remarks>
    public async Task<IReadOnlyList<FactRow>> FactsAsync(string topic)
    {
        List<FactRow> found = [];
        await Eventually.TrueAsync(async () =>
        {
            var facts = await Database.ReadAsync(async db => await FactLog.ListAfterAsync(
                db, FactCursor.Start, limit: 1_000, CancellationToken.None), CancellationToken.None);
            found = [.. facts.Where(fact => fact.Topic == topic)];
            return found.Count > 0;
        }, $"there is a fact {topic}");
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await _pulse.DisposeAsync();
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_own is not null)
            await _own.DisposeAsync();
    }

    private static async Task<TestServer> StartAsync(
        TestDatabase database, TestDatabase? own, ManualTime time, Action<IServiceCollection>? replace)
    {
        var log = new TestLog();
        var settings = new AppSettings
        {
            Engine = database.Engine,
            Connection = database.Connection,
            DataFolder = database.Folder,
            Urls = "http://127.0.0.1:0",
        };
        var app = ServiceOS.App.Build(settings, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
            services.Replace(ServiceDescriptor.Singleton(new StaffSettings { PasswordIterations = 10 }));
            services.Replace(ServiceDescriptor.Singleton(new ReaderPace(TimeSpan.Zero)));   // the clock stands still
            services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
            replace?.Invoke(services);
        });
        await app.StartAsync();
        return new TestServer(app, own, time, log);
    }

    /// <summary>The pool starts with as many threads as there are cores: too few where several tests block at once.</summary>
    [ModuleInitializer]
    internal static void WidenThreadPool() => ThreadPool.SetMinThreads(32, 32);
}
