using System.Collections.Concurrent;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Simulation.Contracts;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Simulation;

/// <summary>The demo's staff, what they can do, and the replies they have at hand.</summary>
internal sealed class WorldPeople(StaffAdmin admin, Database database, TimeProvider time)
{
    private const int AtOnce = 4;

    /// <summary>Makes skills, staff with passwords of their own, and the teams' canned replies.</summary>
    /// <returns>In the order of the written world.</returns>
    public async Task<IReadOnlyList<DemoUser>> EngageAsync(IReadOnlyDictionary<string, Tenant> tree, CancellationToken stop)
    {
        var skills = await MakeSkillsAsync(tree, stop);
        var staff = WorldContent.Staff();
        var made = new ConcurrentDictionary<string, DemoUser>(StringComparer.Ordinal);
        // hashing a password takes long by design
        await Parallel.ForEachAsync(staff, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (member, token) => made[member.Name] = await EngageAsync(member, tree[member.Tenant], skills, token));
        await KeepRepliesAsync(tree, stop);
        return [.. staff.Select(member => made[member.Name])];
    }

    private async Task<Dictionary<(string Shop, string Key), SkillId>> MakeSkillsAsync(
        IReadOnlyDictionary<string, Tenant> tree, CancellationToken stop)
    {
        var skills = new Dictionary<(string, string), SkillId>();
        foreach (var shop in WorldContent.Tree().Merchants)
        {
            foreach (var skill in shop.Skills)
                skills[(shop.Slug, skill.Key)] = await admin.SkillAsync(tree[shop.Slug].Id, skill.Name.Zh, stop);
        }
        return skills;
    }

    private async Task<DemoUser> EngageAsync(
        WorldStaff member, Tenant node, Dictionary<(string Shop, string Key), SkillId> skills, CancellationToken stop)
    {
        var made = await admin.CreateAsync(new()
        {
            Name = member.Name,
            DisplayName = member.DisplayName,
            Role = member.Role,
            Tenant = node.Id,
            Locale = member.Locale,
            Skills = [.. member.Skills.Select(key => skills[(member.Tenant, key)])],
            Capacity = member.Capacity == 0 ? null : member.Capacity,
        }, password: null, stop) ?? throw new InvalidOperationException($"the name {member.Name} is taken");
        return new() { Name = member.Name, Password = made.Password, Role = member.Role, Tenant = member.Tenant };
    }

    private Task KeepRepliesAsync(IReadOnlyDictionary<string, Tenant> tree, CancellationToken stop) =>
        database.InTransactionAsync(async db =>
        {
            foreach (var shop in tree.Values.Where(node => node.IsMerchant))
            {
                foreach (var reply in WorldContent.CannedReplies())
                    await CannedReplies.KeepForTeamAsync(db, shop.Id, reply.Shortcut, reply.Title, reply.Body, reply.Language, time.GetUtcNow(), stop);
            }
        }, stop);
}
