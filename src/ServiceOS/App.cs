using ServiceOS.Bot;
using ServiceOS.Consumers;
using ServiceOS.Conversations;
using ServiceOS.Knowledge;
using ServiceOS.Orders;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Platform.Live;
using ServiceOS.Platform.Web;
using ServiceOS.Staff;
using ServiceOS.Tenants;
using ServiceOS.Understanding;

namespace ServiceOS;

/// <summary>The composition root: the only file that knows every folder.</summary>
internal static class App
{
    private const long BodyBytesMax = 256 * 1024;

    /// <summary>Puts the program together; nothing is opened or served until it is started.</summary>
    /// <param name="settings">Where the data is and what is served.</param>
    /// <param name="replace">For tests: put fakes of the outside world in.</param>
    public static WebApplication Build(AppSettings settings, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
        });
        Add(builder.Services, settings);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseMiddleware<ErrorEdge>();
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
        services.AddSingleton(_ => Database.Open(settings.Engine, settings.Connection));
        services.AddSingleton(new LiveSettings());
        services.AddSingleton<LiveFeed>();
        services.AddHostedService<LiveBeat>();
        services.AddEvents();
        services.AddSingleton<Secrets>();
        services.AddShopCors();
        services.AddRateLimits(settings.RateLimits);
        services.AddTenants();
        services.AddStaff();
        services.AddConsumers();
        services.AddOrders();
        services.AddKnowledge();
        services.AddConversations();
        services.AddUnderstanding();
        services.AddBot();
    }

    private static void Map(WebApplication app)
    {
        app.MapConsumers();
        app.MapOrders();
        app.MapKnowledge();
        app.MapConversations();
        app.MapBot();
    }
}

/// <summary>What a process is started with.</summary>
internal sealed record AppSettings
{
    public Engine Engine { get; init; } = Engine.Sqlite;

    /// <summary>The SQLite file or the PostgreSQL connection string.</summary>
    public string Connection { get; init; } = "serviceos.db";

    /// <summary>The folder for files beside the database: attachments, the lock.</summary>
    public string DataFolder { get; init; } = ".";

    public string Urls { get; init; } = "http://127.0.0.1:5080";

    public RateLimitSettings RateLimits { get; init; } = new();
}
