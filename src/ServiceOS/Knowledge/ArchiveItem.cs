using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>Puts an item away. Consumers still get what is published of it until the next publication.</summary>
internal sealed class ArchiveItem(Database database, TimeProvider time)
{
    /// <returns>False when the node has no such item.</returns>
    public Task<bool> RunAsync(TenantId node, string by, ItemId id, CancellationToken stop) =>
        database.InTransactionAsync(async db =>
        {
            if (await ItemStore.OwnerAsync(db, id, stop) != node)
                return false;
            await NodeStore.TouchAsync(db, node, stop);
            var item = await ItemStore.FindAsync(db, id, stop);
            if (item is { Archived: false })
                await ItemStore.SetArchivedAsync(db, id, archived: true, new Edit(by, time.GetUtcNow()), stop);
            return true;
        }, stop);
}
