using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>Who works here, what they can do, whether they are there, and how they sign in.</summary>
internal static class StaffModule
{
    public static void AddStaff(this IServiceCollection services, StaffSettings settings)
    {
        PortableTypes.AddId<Kinds.StaffMember>();
        PortableTypes.AddId<Kinds.Skill>();
        services.AddSingleton(settings);
        services.AddSingleton<Passwords>();
        services.AddSingleton<CreateStaff>();
        services.AddSingleton<EditStaff>();
        services.AddSingleton<ListStaff>();
        services.AddSingleton<StaffAccess>();
        services.AddSingleton<ChangeSkills>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<SignOut>();
        services.AddSingleton<ChangePassword>();
        services.AddSingleton<SetPresence>();
        services.AddSingleton<ICredentialReader, SessionCredential>();
        services.AddSingleton<PresenceWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<PresenceWorker>());
        services.AddSingleton<SessionSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionSweeper>());
        services.AddSingleton<StaffAdmin>();
        services.AddSingleton<StaffDirectory>();
        services.AddSingleton<SkillDirectory>();
        services.AddSingleton<IFactListener>(provider => provider.GetRequiredService<StaffDirectory>());
        services.AddSingleton<IFactListener>(provider => provider.GetRequiredService<SkillDirectory>());
    }

    public static void MapStaff(this IEndpointRouteBuilder routes)
    {
        routes.MapSessionEndpoints();
        routes.MapStaffEndpoints();
        routes.MapSkillEndpoints();
        routes.MapPresenceEndpoints();
    }
}
