using ServiceOS.Simulation.Contracts;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Cli;

/// <summary>An installation where nothing has been made yet gets a platform, and an owner who can make everything else.</summary>
internal static class FirstStart
{
    private const string Slug = "platform";
    private const string Owner = "owner";

    /// <returns>The owner's sign-in, shown this once; empty when there was something already.</returns>
    public static async Task<IReadOnlyList<DemoUser>> PrepareAsync(IServiceProvider services, CancellationToken stop)
    {
        if (await services.GetRequiredService<TenantTree>().FindTopAsync(stop) is not null)
            return [];
        var platform = await services.GetRequiredService<CreateTenant>().RunAsync(
            parent: null, TenantKind.Platform, Slug, new() { Name = new("平台", "Platform") }, stop);
        var made = await services.GetRequiredService<StaffAdmin>().CreateAsync(
            new() { Name = Owner, DisplayName = "Owner", Role = StaffRole.PlatformOwner, Tenant = platform.Id }, password: null, stop);
        return [new() { Name = Owner, Password = made!.Value.Password, Role = StaffRole.PlatformOwner, Tenant = Slug }];
    }
}
