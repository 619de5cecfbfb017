using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>Brings an archived item back as it was; if it was withdrawn meanwhile, as something to publish again.</summary>
internal sealed class RestoreItem(Database database, TimeProvider time)
{
    public Task<Outcome> RunAsync(TenantId node, string by, ItemId id, CancellationToken stop) =>
        database.InTransactionAsync<Outcome>(async db =>
        {
            if (await ItemStore.OwnerAsync(db, id, stop) != node)
                return new Outcome.NoSuchItem();
            await NodeStore.TouchAsync(db, node, stop);
            var item = await ItemStore.FindAsync(db, id, stop);
            if (item is not { Archived: true })
                return new Outcome.Restored();
            if (item.OverridesId is { } above && await ItemStore.FindOverrideAsync(db, node, above, stop) is { } other)
                return new Outcome.Replaced(other);
            if (await ItemStore.CountAsync(db, node, stop) >= ItemStore.ItemsMax)
                return new Outcome.TooMany();
            await ItemStore.SetArchivedAsync(db, id, archived: false, new Edit(by, time.GetUtcNow()), stop);
            return new Outcome.Restored();
        }, stop);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Restored : Outcome;

        public sealed record NoSuchItem : Outcome;

        /// <summary>Another item stands in for the same one above by now.</summary>
        public sealed record Replaced(ItemId By) : Outcome;

        public sealed record TooMany : Outcome;
    }
}
