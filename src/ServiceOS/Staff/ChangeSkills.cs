using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;

namespace ServiceOS.Staff;

/// <summary>Makes skills and does away with them.</summary>
internal sealed class ChangeSkills(Database database, FactLog facts, TimeProvider time)
{
    /// <returns>The skill; null when the node has one of that name.</returns>
    public Task<SkillCard?> CreateAsync(TenantId tenant, string name, CancellationToken stop) =>
        database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            var skill = new SkillCard { Id = SkillId.New(now), Name = name, Tenant = tenant };
            if (!await SkillStore.InsertAsync(db, skill, now, stop))
                return null;
            await facts.AddAsync(db, tenant.ToString(), skill.Id.ToString(), seq: 0, new SkillChanged(skill.Id), now, stop);
            return skill;
        }, stop);

    /// <returns>False when somebody has it.</returns>
    public Task<bool> DeleteAsync(SkillCard skill, CancellationToken stop) => database.InTransactionAsync(async db =>
    {
        if (!await SkillStore.DeleteAsync(db, skill.Id, stop))
            return false;
        await facts.AddAsync(
            db, skill.Tenant.ToString(), skill.Id.ToString(), seq: 0, new SkillChanged(skill.Id), time.GetUtcNow(), stop);
        return true;
    }, stop);
}
