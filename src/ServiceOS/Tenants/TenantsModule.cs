using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tenants;

/// <summary>The tree, its settings, and who may do what.</summary>
internal static class TenantsModule
{
    public static void AddTenants(this IServiceCollection services)
    {
        PortableTypes.AddId<Kinds.TenantNode>();
        PortableTypes.AddId<Kinds.ApiKey>();
        services.AddAccess();
        services.AddSingleton<TenantTree>();
        services.AddSingleton<IFactListener>(provider => provider.GetRequiredService<TenantTree>());
        services.AddSingleton<CreateTenant>();
        services.AddSingleton<ChangeSettings>();
        services.AddSingleton<SetMemberKey>();
        services.AddSingleton<CreateApiKey>();
        services.AddSingleton<RevokeApiKey>();
        services.AddSingleton<KeyAdmin>();
        services.AddSingleton<ICredentialReader, KeyCredential>();
    }

    public static void MapTenants(this IEndpointRouteBuilder routes)
    {
        routes.MapTenantEndpoints();
        routes.MapKeyEndpoints();
    }
}
