using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;

namespace ServiceOS.Staff;

/// <summary>Who works here, what they can do, whether they are there, and how they sign in.</summary>
internal static class StaffModule
{
    public static void AddStaff(this IServiceCollection services)
    {
        PortableTypes.AddId<Kinds.StaffMember>();
        PortableTypes.AddId<Kinds.Skill>();
        services.AddSingleton(new StaffSettings());
        services.AddSingleton<Passwords>();
        services.AddSingleton<CreateStaff>();
        services.AddSingleton<StaffAdmin>();
        services.AddSingleton<StaffDirectory>();
        services.AddSingleton<SkillDirectory>();
        services.AddSingleton<IFactListener>(provider => provider.GetRequiredService<StaffDirectory>());
        services.AddSingleton<IFactListener>(provider => provider.GetRequiredService<SkillDirectory>());
    }
}
