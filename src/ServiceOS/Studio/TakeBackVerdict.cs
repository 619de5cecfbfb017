using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Studio;

/// <summary>Takes a verdict on a gap back, and out of the item what it gave to it.</summary>
internal sealed class TakeBackVerdict(Database database, TimeProvider time)
{
    /// <summary>Whose a verdict is; null when there is none.</summary>
    public async Task<TenantId?> OwnerAsync(string id, CancellationToken stop) =>
        (await database.ReadAsync(async db => await GapVerdictStore.FindAsync(db, id, stop), stop))?.TenantId;

    public Task RunAsync(TenantId node, string by, string id, CancellationToken stop) => database.InTransactionAsync(async db =>
    {
        if (await GapVerdictStore.FindAsync(db, id, stop) is not { } row || row.TenantId != node)
            return;
        if (row is { Verdict: GapVerdict.Similar, ItemId: { } item })
            await SimilarQuestions.TakeBackAsync(db, node, by, item, GapVerdictRow.ListOf(row.Added), row.Copied, time.GetUtcNow(), stop);
        await GapVerdictStore.DeleteAsync(db, id, stop);
    }, stop);
}
