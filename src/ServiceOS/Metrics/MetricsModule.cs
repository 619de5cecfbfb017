using ServiceOS.Platform.Events;

namespace ServiceOS.Metrics;

/// <summary>The live board, and how the bot does over hours and days.</summary>
internal static class MetricsModule
{
    public static void AddBoard(this IServiceCollection services)
    {
        services.AddFactReader<MinuteReader>();
        services.AddSingleton<ReadBoard>();
        services.AddSingleton<ReadQuality>();
    }

    public static void MapBoard(this IEndpointRouteBuilder routes)
    {
        routes.MapBoardEndpoints();
        routes.MapQualityEndpoints();
    }
}
