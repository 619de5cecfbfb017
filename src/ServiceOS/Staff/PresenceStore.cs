using ServiceOS.Platform.Data;

namespace ServiceOS.Staff;

/// <summary>The SQL of what agents say of themselves; who may take a conversation is in <see cref="Contracts.Presence"/>.</summary>
internal static class PresenceStore
{
    private const string Columns = "staff_id, tenant_id, state, reason, heartbeat_at, assigned, capacity";

    public static ValueTask<PresenceRow?> FindAsync(Session db, StaffId staff, CancellationToken stop) =>
        db.FindAsync<PresenceRow>($"select {Columns} from agent_presence where staff_id = @staff", new { staff }, stop);

    public static ValueTask<IReadOnlyList<PresenceRow>> ListAsync(Session db, IReadOnlyList<string> staff, CancellationToken stop) =>
        db.ListAsync<PresenceRow>($"select {Columns} from agent_presence where staff_id in @staff", new { staff }, stop);

    /// <summary>Sets the state and counts as a heartbeat; places already taken stay taken.</summary>
    public static ValueTask<PresenceRow> SetAsync(
        Session db, StaffId staff, TenantId tenant, string state, string? reason, long capacity, DateTimeOffset now,
        CancellationToken stop) =>
        db.GetAsync<PresenceRow>($"""
            insert into agent_presence (staff_id, tenant_id, state, reason, heartbeat_at, capacity)
            values (@staff, @tenant, @state, @reason, @now, @capacity)
            on conflict (staff_id) do update
            set tenant_id = excluded.tenant_id, state = excluded.state, reason = excluded.reason,
                heartbeat_at = excluded.heartbeat_at, capacity = excluded.capacity
            returning {Columns}
            """, new { staff, tenant, state, reason, capacity, now }, stop);

    /// <summary>Notes that an agent is still there.</summary>
    /// <returns>Null when the agent is offline (or never was here): a heartbeat doesn't bring anybody back.</returns>
    public static ValueTask<PresenceRow?> BeatAsync(
        Session db, StaffId staff, long capacity, DateTimeOffset now, CancellationToken stop) =>
        db.FindAsync<PresenceRow>($"""
            update agent_presence
            set heartbeat_at = @now, capacity = @capacity
            where staff_id = @staff and state <> 'offline'
            returning {Columns}
            """, new { staff, capacity, now }, stop);

    /// <summary>Puts one agent offline.</summary>
    /// <returns>False when they were.</returns>
    public static async Task<bool> EndAsync(Session db, StaffId staff, CancellationToken stop) =>
        await db.RunAsync(
            "update agent_presence set state = 'offline', reason = null where staff_id = @staff and state <> 'offline'",
            new { staff }, stop) == 1;

    /// <summary>Counts those as heard of now whose last heartbeat is later than <paramref name="latest"/>.</summary>
    public static async Task PullBackAsync(Session db, DateTimeOffset now, DateTimeOffset latest, CancellationToken stop) =>
        await db.RunAsync("update agent_presence set heartbeat_at = @now where state <> 'offline' and heartbeat_at > @latest",
            new { now, latest }, stop);

    /// <summary>Puts those offline who have been silent since <paramref name="heardSince"/>, longest silent first.</summary>
    public static ValueTask<IReadOnlyList<PresenceRow>> EndSilentAsync(
        Session db, DateTimeOffset heardSince, int limit, CancellationToken stop) =>
        db.ListAsync<PresenceRow>($"""
            update agent_presence
            set state = 'offline', reason = 'silent'
            where state <> 'offline' and heartbeat_at <= @heardSince and staff_id in (
                select staff_id from agent_presence
                where state <> 'offline' and heartbeat_at <= @heardSince
                order by heartbeat_at limit @limit)
            returning {Columns}
            """, new { heardSince, limit }, stop);
}

/// <summary>An agent's presence as stored.</summary>
internal sealed record PresenceRow
{
    public required StaffId StaffId { get; init; }
    public required TenantId TenantId { get; init; }
    public required string State { get; init; }
    public string? Reason { get; init; }
    public required DateTimeOffset HeartbeatAt { get; init; }
    public long Assigned { get; init; }
    public long Capacity { get; init; }
}
