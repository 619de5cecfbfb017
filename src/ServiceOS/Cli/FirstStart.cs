using Npgsql;
using ServiceOS.Simulation.Contracts;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Cli;

/// <summary>An installation where nothing has been made yet gets a platform, and an owner who can make everything else.</summary>
internal static class FirstStart
{
    private const string Slug = "platform";

    /// <param name="folder">The data folder, where the owner's password lies until it was used.</param>
    /// <returns>The owner's sign-in, shown this once; empty when there was somebody already.</returns>
    public static async Task<IReadOnlyList<DemoUser>> PrepareAsync(IServiceProvider services, string folder, CancellationToken stop)
    {
        var staff = services.GetRequiredService<StaffAdmin>();
        var platform = await services.GetRequiredService<TenantTree>().FindTopAsync(stop);
        if (platform is not null && await staff.IsAnyoneThereAsync(stop))
            return [];   // a platform without people: an earlier start was cut short in between
        try
        {
            platform ??= await services.GetRequiredService<CreateTenant>().RunAsync(
                parent: null, TenantKind.Platform, Slug, new() { Name = new("平台", "Platform") }, stop);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return [];   // another node was quicker, and makes the owner
        }

        var password = StaffAdmin.NewPassword();
        await FirstOwner.WriteAsync(folder, password, stop);   // first: whatever happens from here on, somebody can sign in
        var made = await staff.CreateAsync(
            new() { Name = FirstOwner.Name, DisplayName = "Owner", Role = StaffRole.PlatformOwner, Tenant = platform.Id }, password, stop);
        if (made is not null)
            return [new() { Name = FirstOwner.Name, Password = password, Role = StaffRole.PlatformOwner, Tenant = Slug }];
        FirstOwner.Forget(folder);   // another node was quicker, and has the password
        return [];
    }
}
