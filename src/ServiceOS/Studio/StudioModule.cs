using ServiceOS.Bot.Contracts;
using ServiceOS.Studio.Rollouts;

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
        services.AddSingleton<KeepGolden>();
        services.AddSingleton<ImportGolden>();
        services.AddSingleton<RunGolden>();
        services.AddSingleton<Gate>();
        services.AddSingleton<ReleaseKnowledge>();
        services.AddSingleton<RunReplay>();
        services.AddSingleton<StartReplay>();
        services.AddSingleton<ReplayWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplayWorker>());
        services.AddSingleton<RolloutMeter>();
        services.AddSingleton<StartRollout>();
        services.AddSingleton<StepRollout>();
        services.AddSingleton<WatchRollout>();
        services.AddSingleton<RolloutWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<RolloutWorker>());
        services.AddSingleton<ShadowWorker>();
        services.AddSingleton<IShadow>(provider => provider.GetRequiredService<ShadowWorker>());
        services.AddHostedService(provider => provider.GetRequiredService<ShadowWorker>());
    }

    public static void MapStudio(this IEndpointRouteBuilder routes)
    {
        routes.MapGapEndpoints();
        routes.MapConflictEndpoints();
        routes.MapWhyNotEndpoints();
        routes.MapReplayEndpoints();
        routes.MapGoldenEndpoints();
        routes.MapGoldenSheetEndpoints();
        routes.MapPublishEndpoints();
        routes.MapRolloutEndpoints();
    }
}
