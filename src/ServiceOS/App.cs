using Microsoft.Extensions.Logging.Console;
using ServiceOS.Assist;
using ServiceOS.Bot;
using ServiceOS.Channels;
using ServiceOS.Consumers;
using ServiceOS.Conversations;
using ServiceOS.Knowledge;
using ServiceOS.LanguageModel;
using ServiceOS.Metrics;
using ServiceOS.Orders;
using ServiceOS.Platform;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Platform.Live;
using ServiceOS.Platform.Telemetry;
using ServiceOS.Platform.Web;
using ServiceOS.Simulation;
using ServiceOS.Staff;
using ServiceOS.Studio;
using ServiceOS.Tenants;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding;

namespace ServiceOS;

/// <summary>The composition root: the only file that knows every folder.</summary>
internal static class App
{
    private const long BodyBytesMax = 256 * 1024;

    /// <summary>How long a stopping process waits for requests that have begun.</summary>
    private static readonly TimeSpan s_stopMax = TimeSpan.FromSeconds(6);

    /// <summary>Puts the program together; nothing is opened or served until it is started.</summary>
    /// <param name="settings">Where the data is and what is served.</param>
    /// <param name="replace">For tests: put fakes of the outside world in.</param>
    public static WebApplication Build(AppSettings settings, Action<IServiceCollection>? replace = null)
    {
        // without it the host watches the folder it was started in, and each write to a database there costs two threads' time
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            kestrel.Limits.MaxConcurrentConnections = settings.ConnectionsMax;
        });
        // a line a request would cost more than the request
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter(typeof(CredentialHandler).FullName, LogLevel.Warning);
        Add(builder.Services, settings);
        replace?.Invoke(builder.Services);
        KeepInstantsWhole(builder.Services);

        var app = builder.Build();
        app.UseProxies(settings.Proxies);
        app.UseTraceIds();
        app.UseClosingConnections();
        if (settings.Telemetry.IsExported)
            app.UseRequestSpans();
        app.UseAdmission();
        app.UseMiddleware<ErrorEdge>();
        app.UseUtf8Bodies();
        app.UseStaticPages(settings.PagesFolder);
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        Map(app);
        return app;
    }

    private static void Add(IServiceCollection services, AppSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IdMaker>();
        services.AddSingleton(_ => Database.Open(settings.Engine, settings.Connection));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = s_stopMax);
        services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        services.AddSingleton(settings.Drain);
        services.AddSingleton<Drain>();
        services.AddSingleton<IHostLifetime, DrainingLifetime>();
        services.AddSingleton(LiveSettingsFor(settings));
        services.AddSingleton<LiveFeed>();
        services.AddHostedService<LiveBeat>();
        services.AddWeb();
        services.AddEvents();
        services.AddBus(settings.Bus);
        services.AddTelemetry(settings.Telemetry);
        services.AddSingleton<Secrets>();
        services.AddShopCors();
        services.AddRateLimits(settings.RateLimits);
        services.AddTenants();
        services.AddStaff(settings.Staff);
        services.AddConsumers();
        services.AddOrders();
        services.AddKnowledge();
        services.AddConversations();
        services.AddUnderstanding();
        services.AddLanguageModel(settings.Models);
        services.AddBot();
        services.AddAssist();
        services.AddStudio();
        services.AddChannels();
        services.AddBoard();
        services.AddSimulation();
    }

    /// <summary>Whatever clock there is, a test's own among them.</summary>
    private static void KeepInstantsWhole(IServiceCollection services)
    {
        var clock = (TimeProvider)services.Last(service => service.ServiceType == typeof(TimeProvider)).ImplementationInstance!;
        services.AddSingleton<TimeProvider>(new StoredClock(clock));
    }

    private static LiveSettings LiveSettingsFor(AppSettings settings)
    {
        var live = settings.Live;
        return live with { StreamsMax = Math.Min(live.StreamsMax, ConnectionLimits.StreamsOf(settings.ConnectionsMax)) };
    }

    private static void Map(WebApplication app)
    {
        app.MapTelemetry().AllowAnyone();   // balancers and monitors have no credential, and no tenant is in the answers
        app.MapTenants();
        app.MapStaff();
        app.MapConsumers();
        app.MapOrders();
        app.MapKnowledge();
        app.MapConversations();
        app.MapLanguageModel();
        app.MapBot();
        app.MapAssist();
        app.MapStudio();
        app.MapChannels();
        app.MapBoard();
        app.MapSimulation();
    }
}

/// <summary>What a process is started with.</summary>
internal sealed record AppSettings
{
    public Engine Engine { get; init; } = Engine.Sqlite;

    /// <summary>The SQLite file or the PostgreSQL connection string.</summary>
    public string Connection { get; init; } = "serviceos.db";

    /// <summary>The broker between nodes.</summary>
    public BusSettings Bus { get; init; } = new();

    /// <summary>The folder for files beside the database: attachments, the lock.</summary>
    public string DataFolder { get; init; } = ".";

    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>The built web pages; null: there are none.</summary>
    public string? PagesFolder { get; init; } = StaticPages.Find();

    /// <summary>In a demo: simulated shoppers and agents keep it alive.</summary>
    public bool HasTraffic { get; init; }

    public RateLimitSettings RateLimits { get; init; } = new();

    public LiveSettings Live { get; init; } = new();

    public StaffSettings Staff { get; init; } = new();

    public ModelSettings Models { get; init; } = new();

    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>The networks of proxies that are believed when they say for whom they ask; those on this machine are.</summary>
    public IReadOnlyList<System.Net.IPNetwork> Proxies { get; init; } = [];

    public DrainSettings Drain { get; init; } = new();

    /// <summary>The defaults on an engine, with the limits that the environment sets.</summary>
    public static AppSettings FromVariables(Engine engine, Func<string, string?> read) => new()
    {
        Engine = engine,
        Drain = SettingVariables.Read(read, DrainSettings.For(engine)),
        RateLimits = SettingVariables.Read<RateLimitSettings>(read),
        Live = SettingVariables.Read<LiveSettings>(read),
        Staff = SettingVariables.Read<StaffSettings>(read),
        Models = SettingVariables.Read<ModelSettings>(read),
    };

    /// <summary>Connections at once; more are refused. Below the limit of descriptors, or the process would die of them.</summary>
    public int ConnectionsMax { get; init; } = ConnectionLimits.OfThisProcess();
}
