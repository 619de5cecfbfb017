using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>An agent says whether they are there.</summary>
internal sealed class SetPresence(Database database, FactLog facts, TenantTree tree, TimeProvider time)
{
    /// <summary>Sets the state.</summary>
    public async Task<PresenceRow> RunAsync(StaffId staff, TenantId tenant, string state, string? reason, CancellationToken stop)
    {
        var usual = (await tree.SettingsAsync(tenant, stop)).AgentCapacity;
        return await database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            var member = await StaffStore.FindAsync(db, staff, stop);
            var row = await PresenceStore.SetAsync(db, staff, tenant, state, reason, member!.Capacity ?? usual, now, stop);
            await facts.AddAsync(db, tenant.ToString(), staff.ToString(), seq: 0, new PresenceChanged(staff, state), now, stop);
            return row;
        }, stop);
    }

    /// <summary>Notes that the agent is still there. Who is offline stays so: coming back is the agent's to say.</summary>
    public async Task<PresenceRow> BeatAsync(StaffId staff, TenantId tenant, CancellationToken stop)
    {
        var usual = (await tree.SettingsAsync(tenant, stop)).AgentCapacity;
        return await database.InTransactionAsync(async db =>
        {
            var capacity = (await StaffStore.FindAsync(db, staff, stop))!.Capacity ?? usual;
            return await PresenceStore.BeatAsync(db, staff, capacity, time.GetUtcNow(), stop)
                ?? await PresenceStore.FindAsync(db, staff, stop)
                ?? Never(staff, tenant, capacity);
        }, stop);
    }

    /// <summary>How the agent stands.</summary>
    public async Task<PresenceRow> ReadAsync(StaffId staff, TenantId tenant, CancellationToken stop)
    {
        var usual = (await tree.SettingsAsync(tenant, stop)).AgentCapacity;
        return await database.ReadAsync(async db => await PresenceStore.FindAsync(db, staff, stop)
            ?? Never(staff, tenant, (await StaffStore.FindAsync(db, staff, stop))!.Capacity ?? usual), stop);
    }

    /// <summary>Puts a member offline within the caller's transaction; the fact only if they were not.</summary>
    internal static async Task EndAsync(
        Session db, FactLog facts, StaffId staff, TenantId tenant, DateTimeOffset now, CancellationToken stop)
    {
        if (await PresenceStore.EndAsync(db, staff, stop))
            await facts.AddAsync(db, tenant.ToString(), staff.ToString(), seq: 0,
                new PresenceChanged(staff, PresenceState.Offline), now, stop);
    }

    private static PresenceRow Never(StaffId staff, TenantId tenant, long capacity) => new()
    {
        StaffId = staff,
        TenantId = tenant,
        State = PresenceState.Offline,
        HeartbeatAt = DateTimeOffset.UnixEpoch,
        Capacity = capacity,
    };
}
