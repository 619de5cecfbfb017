using ServiceOS.Platform.Data;
using ServiceOS.Staff.Contracts;

namespace ServiceOS.Staff;

/// <summary>The SQL of skills and of who has them.</summary>
internal static class SkillStore
{
    private const int SkillsMax = 1_000;

    public static ValueTask<SkillCard?> FindAsync(Session db, SkillId id, CancellationToken stop) =>
        db.FindAsync<SkillCard>("select id, name, tenant_id as tenant from skills where id = @id", new { id }, stop);

    /// <summary>The skills made at these nodes, by name, at most 1,000.</summary>
    public static ValueTask<IReadOnlyList<SkillCard>> ListAsync(
        Session db, IReadOnlyList<string> nodes, CancellationToken stop) =>
        db.ListAsync<SkillCard>("""
            select id, name, tenant_id as tenant
            from skills
            where tenant_id in @nodes
            order by name, id
            limit @SkillsMax
            """, new { nodes, SkillsMax }, stop);

    public static ValueTask<IReadOnlyList<SkillCard>> ListOfStaffAsync(Session db, StaffId staff, CancellationToken stop) =>
        db.ListAsync<SkillCard>("""
            select s.id, s.name, s.tenant_id as tenant
            from staff_skills k
            join skills s on s.id = k.skill_id
            where k.staff_id = @staff
            order by s.name, s.id
            """, new { staff }, stop);

    /// <summary>Who has which skill, of the given staff, by the skill's name.</summary>
    public static ValueTask<IReadOnlyList<SkillOfStaff>> ListOfStaffAsync(
        Session db, IReadOnlyList<string> staff, CancellationToken stop) =>
        db.ListAsync<SkillOfStaff>("""
            select k.staff_id as staff, s.id, s.name
            from staff_skills k
            join skills s on s.id = k.skill_id
            where k.staff_id in @staff
            order by s.name, s.id
            """, new { staff }, stop);

    /// <summary>Makes a skill.</summary>
    /// <returns>False when the node has one of that name.</returns>
    public static async Task<bool> InsertAsync(Session db, SkillCard skill, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into skills (id, tenant_id, name, created_at) values (@Id, @Tenant, @Name, @now)
            on conflict (tenant_id, name) do nothing
            """, new { skill.Id, skill.Tenant, skill.Name, now }, stop) == 1;

    /// <summary>Deletes a skill.</summary>
    /// <returns>False when somebody has it.</returns>
    public static async Task<bool> DeleteAsync(Session db, SkillId id, CancellationToken stop) =>
        await db.RunAsync("""
            delete from skills
            where id = @id and not exists (select 1 from staff_skills k where k.skill_id = skills.id)
            """, new { id }, stop) == 1;

    /// <summary>Gives a member exactly these skills.</summary>
    public static async Task SetOfStaffAsync(Session db, StaffId staff, IReadOnlyList<SkillId> skills, CancellationToken stop)
    {
        await db.RunAsync("delete from staff_skills where staff_id = @staff", new { staff }, stop);
        foreach (var skill in skills)
            await db.RunAsync(
                "insert into staff_skills (staff_id, skill_id) values (@staff, @skill) on conflict do nothing",
                new { staff, skill }, stop);
    }
}

/// <summary>A skill that a member has.</summary>
internal sealed record SkillOfStaff
{
    public required StaffId Staff { get; init; }
    public required SkillId Id { get; init; }
    public required string Name { get; init; }
}
