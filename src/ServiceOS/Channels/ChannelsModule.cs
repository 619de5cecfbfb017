namespace ServiceOS.Channels;

/// <summary>The ways in and out for other people's programs: the API's description, and the log of facts.</summary>
internal static class ChannelsModule
{
    public static void AddChannels(this IServiceCollection services)
    {
        services.AddOpenApi(ApiDocument.Version, ApiRules.Apply);
        services.AddSingleton<ApiDocument>();
        services.AddSingleton<ReadFacts>();
    }

    public static void MapChannels(this IEndpointRouteBuilder routes)
    {
        routes.MapApiEndpoints();
        routes.MapFactEndpoints();
    }
}
