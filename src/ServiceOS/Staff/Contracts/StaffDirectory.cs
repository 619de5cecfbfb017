using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Staff.Contracts;

/// <summary>The staff as others see them: who they are and what they can do. Kept in memory, refreshed by facts.</summary>
internal sealed class StaffDirectory(Database database) : IFactListener
{
    private readonly Memo<StaffId, StaffCard> _cards = new();
    private readonly Memo<StaffId, IReadOnlyList<SkillCard>> _skills = new();

    /// <summary>A member of staff, disabled or not; null when there is none.</summary>
    public ValueTask<StaffCard?> FindAsync(StaffId id, CancellationToken stop) =>
        _cards.GetAsync(id, () => database.ReadAsync(async db => await StaffStore.FindCardAsync(db, id, stop), stop));

    /// <summary>A member's skills, by name.</summary>
    public async ValueTask<IReadOnlyList<SkillCard>> SkillsOfAsync(StaffId id, CancellationToken stop) =>
        await _skills.GetAsync(id, async () => (IReadOnlyList<SkillCard>?)await database.ReadAsync(
            async db => await SkillStore.ListOfStaffAsync(db, id, stop), stop)) ?? [];

    public void Hear(FactRow fact)
    {
        switch (fact.Topic)
        {
            case "staff.changed":
                var id = StaffId.Parse(fact.Subject, provider: null);
                _cards.Forget(id);
                _skills.Forget(id);
                break;
            case "skill.changed":
                _skills.Clear();
                break;
        }
    }
}

/// <summary>What others may know of a member of staff.</summary>
internal sealed record StaffCard
{
    public required StaffId Id { get; init; }
    public required string DisplayName { get; init; }

    /// <summary>The node they belong to.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>One of <see cref="StaffRole"/>.</summary>
    public required string Role { get; init; }

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }
}

/// <summary>The roles there are.</summary>
internal static class StaffRole
{
    public const string PlatformOwner = "platform-owner";
    public const string UnitOwner = "unit-owner";
    public const string MerchantOwner = "merchant-owner";
    public const string Manager = "manager";
    public const string KnowledgeOwner = "knowledge-owner";
    public const string Agent = "agent";
    public const string ReadOnly = "read-only";
}
