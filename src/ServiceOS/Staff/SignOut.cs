using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>Ends a session; the agent is no longer there.</summary>
internal sealed class SignOut(Database database, FactLog facts, TimeProvider time)
{
    public Task RunAsync(Caller caller, StaffId staff, CancellationToken stop) => database.InTransactionAsync(async db =>
    {
        await SessionStore.EndAsync(db, caller.SessionId!, stop);
        await SetPresence.EndAsync(db, facts, staff, caller.Tenant, time.GetUtcNow(), stop);
    }, stop);
}
