using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>The only way from a request to a conversation: the check is written once.</summary>
internal sealed class ConversationAccess(Database database, TenantTree tree)
{
    /// <summary>The conversation, if the caller is its consumer or its merchant is in the caller's scope; else null: say 404.</summary>
    public async Task<ConversationRow?> FindAsync(Caller caller, ConversationId id, CancellationToken stop)
    {
        var row = await database.ReadAsync(async db => await ConversationStore.FindAsync(db, id, stop), stop);
        return row is not null && await MayAsync(caller, row, stop) ? row : null;
    }

    /// <inheritdoc cref="FindAsync"/>
    public async ValueTask<bool> MayAsync(Caller caller, ConversationRow row, CancellationToken stop) => caller.Kind switch
    {
        CallerKind.Consumer => row.ConsumerId.ToString() == caller.Id && row.TenantId == caller.Tenant,
        CallerKind.Staff or CallerKind.Key => await tree.IsInScopeAsync(caller, row.TenantId, stop),
        _ => false,
    };
}
