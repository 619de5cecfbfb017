namespace ServiceOS.LanguageModel;

/// <summary>The language model, which there may be: off until a tenant names one.</summary>
internal static class LanguageModelModule
{
    public static void AddLanguageModel(this IServiceCollection services, ModelSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<ModelKeys>();
        services.AddSingleton<ModelClients>();
        services.AddSingleton<ModelsInForce>();
        services.AddSingleton<AskLimits>();
        services.AddSingleton<Breakers>();
        services.AddSingleton<ModelMeter>();
        services.AddSingleton<AskModel>();
        services.AddSingleton<ChangeModel>();
        services.AddSingleton<Contracts.Drafter>();
    }

    public static void MapLanguageModel(this IEndpointRouteBuilder routes) => routes.MapModelEndpoints();
}
