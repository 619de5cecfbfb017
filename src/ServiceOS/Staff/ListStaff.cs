using ServiceOS.Platform.Data;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>Reads lists of staff with all that a screen shows of them.</summary>
internal sealed class ListStaff(Database database, TenantTree tree)
{
    private const int NodesAtOnce = 500;
    private const int StaffMax = 1_000;

    /// <summary>The staff of a node and those below it, by name, at most 1,000.</summary>
    public async Task<IReadOnlyList<StaffView>> MembersAsync(Tenant node, string locale, CancellationToken stop)
    {
        var nodes = (await tree.ListBelowAsync(node, stop)).Select(below => below.Id.ToString());
        var (rows, skills, _) = await ReadAsync(nodes, stop);
        var views = new List<StaffView>(rows.Count);
        foreach (var row in rows)
            views.Add(await ViewAsync(row, skills[row.Id], locale, stop));
        return views;
    }

    /// <summary>Who can take a conversation of a node: agents and managers there, above and below, and whoever else is there now.</summary>
    public async Task<IReadOnlyList<AgentView>> AgentsAsync(Tenant node, CancellationToken stop)
    {
        var below = (await tree.ListBelowAsync(node, stop)).Select(other => other.Id);
        var (rows, skills, presences) = await ReadAsync(
            node.Lineage().Skip(1).Concat(below).Select(id => id.ToString()), stop);
        var usual = (await tree.SettingsAsync(node.Id, stop)).AgentCapacity;
        return
        [
            .. from row in rows
               let presence = presences.GetValueOrDefault(row.Id)
               where !row.Disabled && Roles.PermissionsOf(row.Role).Contains(Permission.DeskReply)
               where row.Role is StaffRole.Agent or StaffRole.Manager || presence?.State is not (null or PresenceState.Offline)
               select new AgentView(row.Id, row.DisplayName, presence?.State ?? PresenceState.Offline, presence?.Reason,
                   presence?.Assigned ?? 0, presence?.Capacity ?? row.Capacity ?? usual, [.. skills[row.Id]]),
        ];
    }

    /// <summary>One member with all that a screen shows.</summary>
    public async Task<StaffView> MemberAsync(StaffRow row, string locale, CancellationToken stop)
    {
        var skills = await database.ReadAsync(async db => await SkillStore.ListOfStaffAsync(db, row.Id, stop), stop);
        return await ViewAsync(row, skills.Select(skill => new SkillView(skill.Id, skill.Name)), locale, stop);
    }

    private async Task<StaffView> ViewAsync(StaffRow row, IEnumerable<SkillView> skills, string locale, CancellationToken stop) => new()
    {
        Id = row.Id,
        Name = row.Name,
        DisplayName = row.DisplayName,
        Role = row.Role,
        Tenant = new(row.TenantId, await tree.NameAsync(row.TenantId, locale, stop)),
        Skills = [.. skills],
        Capacity = row.Capacity ?? (await tree.SettingsAsync(row.TenantId, stop)).AgentCapacity,
        Disabled = row.Disabled,
        LastSeenAt = row.LastSeenAt,
    };

    private Task<(List<StaffRow> Rows, ILookup<StaffId, SkillView> Skills, Dictionary<StaffId, PresenceRow> Presences)> ReadAsync(
        IEnumerable<string> nodes, CancellationToken stop) =>
        database.ReadAsync(async db =>
        {
            var rows = new List<StaffRow>();
            foreach (var some in nodes.Chunk(NodesAtOnce).TakeWhile(_ => rows.Count < StaffMax))
                rows.AddRange(await StaffStore.ListAsync(db, some, stop));
            rows = [.. rows.OrderBy(row => row.DisplayName, StringComparer.Ordinal).Take(StaffMax)];

            var ids = rows.Select(row => row.Id.ToString()).ToList();
            var skills = await SkillStore.ListOfStaffAsync(db, ids, stop);
            var presences = await PresenceStore.ListAsync(db, ids, stop);
            return (rows, skills.ToLookup(skill => skill.Staff, skill => new SkillView(skill.Id, skill.Name)),
                presences.ToDictionary(presence => presence.StaffId));
        }, stop);
}

/// <summary>A member of staff for those who manage them.</summary>
internal record StaffView
{
    public required StaffId Id { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; init; }
    public required string Role { get; init; }
    public required NamedNode Tenant { get; init; }
    public required IReadOnlyList<SkillView> Skills { get; init; }
    public required long Capacity { get; init; }
    public required bool Disabled { get; init; }
    public DateTimeOffset? LastSeenAt { get; init; }
}

/// <summary>A member who was just made, with the password that is shown this once.</summary>
internal sealed record NewStaffView : StaffView
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public NewStaffView(StaffView member, string password) : base(member) => Password = password;

    public string Password { get; init; }
}

/// <summary>A node's id and name.</summary>
internal sealed record NamedNode(TenantId Id, string Name);
