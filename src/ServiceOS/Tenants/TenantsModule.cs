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
        services.AddAccess();
        services.AddSingleton<TenantTree>();
        services.AddSingleton<IFactListener>(provider => provider.GetRequiredService<TenantTree>());
        services.AddSingleton<CreateTenant>();
    }
}
