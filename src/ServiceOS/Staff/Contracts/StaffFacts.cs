using ServiceOS.Platform.Events;

namespace ServiceOS.Staff.Contracts;

/// <summary>A member of staff was made or edited, or their skills changed. The subject is the member.</summary>
internal sealed record StaffChanged(StaffId Staff) : IFact
{
    public static string Topic => "staff.changed";
}

/// <summary>An agent came, went or is silent. The subject is the agent.</summary>
internal sealed record PresenceChanged(StaffId Staff, string State) : IFact
{
    public static string Topic => "staff.presence-changed";
}

/// <summary>A skill was made or done away with. The subject is the skill.</summary>
internal sealed record SkillChanged(SkillId Skill) : IFact
{
    public static string Topic => "skill.changed";
}
