using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Consumers;

/// <summary>Who is asking, over all channels.</summary>
internal static class ConsumersModule
{
    public static void AddConsumers(this IServiceCollection services)
    {
        PortableTypes.AddId<Kinds.Consumer>();
        services.AddSingleton<VisitorCredential>();
        services.AddSingleton<ICredentialReader>(provider => provider.GetRequiredService<VisitorCredential>());
        services.AddSingleton<OpenVisitorSession>();
    }

    public static void MapConsumers(this IEndpointRouteBuilder routes) => routes.MapVisitorEndpoints();
}
