using ServiceOS.Platform.Data;

namespace ServiceOS.Staff.Contracts;

/// <summary>The agents of some nodes and whether they are there, for those who look on.</summary>
internal static class AgentList
{
    private const int AgentsMax = 500;

    /// <summary>By name, at most 500. Who has been silent too long counts as offline, whatever the row says.</summary>
    public static ValueTask<IReadOnlyList<AgentCard>> OfAsync(
        Session db, IReadOnlyList<string> nodes, DateTimeOffset now, CancellationToken stop) =>
        db.ListAsync<AgentCard>("""
            select p.staff_id as id, s.display_name as name,
                   case when p.heartbeat_at > @heardSince then p.state else 'offline' end as state, p.assigned, p.capacity
            from agent_presence p
            join staff s on s.id = p.staff_id
            where p.tenant_id in @nodes and not s.disabled
            order by s.display_name, p.staff_id limit @AgentsMax
            """, new { nodes, heardSince = now - Presence.SilenceMax, AgentsMax }, stop);
}

/// <summary>An agent as a board shows them.</summary>
internal sealed record AgentCard
{
    public required StaffId Id { get; init; }
    public required string Name { get; init; }

    /// <summary>One of <see cref="PresenceState"/>.</summary>
    public required string State { get; init; }
    public required long Assigned { get; init; }
    public required long Capacity { get; init; }
}
