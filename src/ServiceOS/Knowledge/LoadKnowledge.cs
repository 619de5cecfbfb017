using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Knowledge;

/// <summary>Stores and publishes many new items in one transaction: for worlds that are made, not for desks.</summary>
internal sealed class LoadKnowledge(Database database, FactLog facts, TimeProvider time)
{
    private const string By = "ServiceOS";

    public async Task<IReadOnlyList<ItemId>> RunAsync(TenantId tenant, IReadOnlyList<LoadedItem> items, CancellationToken stop)
    {
        if (items.Count > ItemStore.ItemsMax)
            throw new ArgumentException($"a node has at most {ItemStore.ItemsMax} items", nameof(items));
        var now = time.GetUtcNow();
        var made = items.Select(item => new BulkItem(item.Id ?? ItemId.New(now), Checked(item.Content), item.Overrides)).ToList();

        await database.InTransactionAsync(async db =>
        {
            var edit = new Edit(By, now);
            var held = await NodeStore.TouchAsync(db, tenant, stop);
            Require.That(held.RolloutId is null);   // worlds are made before anything is rolled out in them
            await ItemBulkStore.InsertAsync(db, tenant, made, edit, stop);
            await PublishKnowledge.PublishAsync(db, facts, tenant, held.Version, rollout: null, items: null, edit, note: null, stop);
        }, stop);
        return [.. made.Select(item => item.Id)];
    }

    private static Content Checked(Content raw)
    {
        var (content, faults) = ContentRules.Check(raw);
        return faults.Count == 0
            ? content
            : throw new ArgumentException($"“{content.Question}”: {faults[0].Field} {faults[0].Why.En}", nameof(raw));
    }
}
