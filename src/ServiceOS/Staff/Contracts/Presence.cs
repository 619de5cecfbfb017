using ServiceOS.Platform.Data;

namespace ServiceOS.Staff.Contracts;

/// <summary>Who is there to take a conversation, and the places they have. All inside the caller's transaction.</summary>
/// <remarks>The SQL is here, not in a store: this door is used by the busiest transactions, and is the whole of it.</remarks>
internal static class Presence
{
    /// <summary>An agent who has not been heard of for this long is not there, whatever the row says.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(60);

    /// <summary>Agents of these nodes who are online with a free place: least loaded share first, then longest without a new one.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="nodes">Ids of tenant nodes.</param>
    /// <param name="skill">Only those who have it; null: any.</param>
    /// <param name="now">The present.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="stop">Gives up.</param>
    public static ValueTask<IReadOnlyList<FreeAgent>> ListFreeAsync(
        Session db, IReadOnlyList<string> nodes, SkillId? skill, DateTimeOffset now, int limit, CancellationToken stop) =>
        db.ListAsync<FreeAgent>("""
            select p.staff_id as id, s.display_name as name, p.tenant_id as tenant, p.assigned, p.capacity
            from agent_presence p
            join staff s on s.id = p.staff_id
            where p.state = 'online' and p.heartbeat_at > @heardSince and p.assigned < p.capacity
              and p.tenant_id in @nodes and not s.disabled
              and (cast(@skill as text) is null
                   or exists (select 1 from staff_skills k where k.staff_id = p.staff_id and k.skill_id = @skill))
            order by cast(p.assigned as double precision) / p.capacity, p.last_taken_at, p.staff_id
            limit @limit
            """, new { nodes, skill = skill?.ToString(), heardSince = now - SilenceMax, limit }, stop);

    /// <summary>True when an agent of these nodes takes conversations, full or not: online, or busy and taking by hand. Who is away takes none.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="nodes">Ids of tenant nodes.</param>
    /// <param name="skill">Only those who have it; null: any.</param>
    /// <param name="now">The present.</param>
    /// <param name="stop">Gives up.</param>
    public static async ValueTask<bool> IsAnyoneTakingAsync(
        Session db, IReadOnlyList<string> nodes, SkillId? skill, DateTimeOffset now, CancellationToken stop) =>
        await db.FindAsync<string>("""
            select p.staff_id
            from agent_presence p
            join staff s on s.id = p.staff_id
            where p.state in ('online', 'busy') and p.heartbeat_at > @heardSince and p.tenant_id in @nodes and not s.disabled
              and (cast(@skill as text) is null
                   or exists (select 1 from staff_skills k where k.staff_id = p.staff_id and k.skill_id = @skill))
            limit 1
            """, new { nodes, skill = skill?.ToString(), heardSince = now - SilenceMax }, stop) is not null;

    /// <summary>Takes one of an agent's places. Everything is tested again in the update, so two nodes can't overfill an agent.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="agent">Whose place.</param>
    /// <param name="beyondCapacity">True when a person chose: the agent need only be there (busy and away too), full or not.</param>
    /// <param name="now">The present.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>False when the agent is not there, or is full.</returns>
    public static async Task<bool> TryTakePlaceAsync(
        Session db, StaffId agent, bool beyondCapacity, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            update agent_presence
            set assigned = assigned + 1, last_taken_at = @now
            where staff_id = @agent and heartbeat_at > @heardSince
              and ((state = 'online' and assigned < capacity) or (@beyondCapacity and state <> 'offline'))
            """, new { agent, beyondCapacity, now, heardSince = now - SilenceMax }, stop) == 1;

    /// <summary>Gives a place back; never below none.</summary>
    public static async Task FreePlaceAsync(Session db, StaffId agent, CancellationToken stop) =>
        await db.RunAsync("update agent_presence set assigned = assigned - 1 where staff_id = @agent and assigned > 0",
            new { agent }, stop);

    /// <summary>Ids of agents who have conversations but are not there, longest silent first.</summary>
    public static ValueTask<IReadOnlyList<string>> ListAbsentAsync(
        Session db, DateTimeOffset now, int limit, CancellationToken stop) =>
        db.ListAsync<string>("""
            select staff_id
            from agent_presence
            where assigned > 0 and (state = 'offline' or heartbeat_at <= @heardSince)
            order by heartbeat_at, staff_id
            limit @limit
            """, new { heardSince = now - SilenceMax, limit }, stop);
}

/// <summary>An agent who can take one more conversation.</summary>
internal sealed record FreeAgent
{
    public required StaffId Id { get; init; }
    public required string Name { get; init; }
    public required TenantId Tenant { get; init; }
    public required long Assigned { get; init; }
    public required long Capacity { get; init; }
}

/// <summary>What an agent says of themselves.</summary>
internal static class PresenceState
{
    public const string Online = "online";
    public const string Busy = "busy";
    public const string Away = "away";
    public const string Offline = "offline";

    public static bool IsOne(string? state) => state is Online or Busy or Away or Offline;
}
