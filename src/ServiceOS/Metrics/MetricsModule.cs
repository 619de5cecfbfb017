using ServiceOS.Platform.Events;

namespace ServiceOS.Metrics;

/// <summary>The live board.</summary>
internal static class MetricsModule
{
    public static void AddBoard(this IServiceCollection services)
    {
        services.AddFactReader<MinuteReader>();
        services.AddSingleton<ReadBoard>();
    }

    public static void MapBoard(this IEndpointRouteBuilder routes) => routes.MapBoardEndpoints();
}
