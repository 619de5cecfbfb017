namespace ServiceOS.Studio;

/// <summary>The knowledge studio: what the bot misses, and what a change to the knowledge does before it is live.</summary>
internal static class StudioModule
{
    public static void AddStudio(this IServiceCollection services)
    {
        services.AddSingleton<FindGaps>();
        services.AddSingleton<JudgeGap>();
        services.AddSingleton<TakeBackVerdict>();
        services.AddSingleton<FindConflicts>();
        services.AddSingleton<ExplainItem>();
    }

    public static void MapStudio(this IEndpointRouteBuilder routes)
    {
        routes.MapGapEndpoints();
        routes.MapConflictEndpoints();
        routes.MapWhyNotEndpoints();
    }
}
