using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>Keeps an item's working copy; makes the item when its id is new. Consumers see nothing of it yet.</summary>
internal sealed class SaveDraft(Database database, TimeProvider time)
{
    public async Task<Outcome> RunAsync(Tenant node, string by, ItemId id, Content raw, CancellationToken stop)
    {
        var (content, faults) = ContentRules.Check(raw);
        if (faults.Count > 0)
            return new Outcome.Invalid(faults);

        return await database.InTransactionAsync<Outcome>(async db =>
        {
            var edit = new Edit(by, time.GetUtcNow());
            if (await ItemStore.OwnerAsync(db, id, stop) is { } owner && owner != node.Id)
                return node.Lineage().Contains(owner) ? new Outcome.Inherited() : new Outcome.NoSuchItem();

            await NodeStore.TouchAsync(db, node.Id, stop);
            if (await ItemStore.FindAsync(db, id, stop) is not { } item)
                return await InsertAsync(db, node.Id, id, content, edit, stop);
            if (item.Archived)
                return new Outcome.IsArchived();
            if (item.Content != ContentJson.Write(content))   // an autosave of the same words is no change
                await ItemStore.UpdateAsync(db, id, content, edit, stop);
            return new Outcome.Saved();
        }, stop);
    }

    private static async Task<Outcome> InsertAsync(
        Session db, TenantId node, ItemId id, Content content, Edit edit, CancellationToken stop)
    {
        if (await ItemStore.CountAsync(db, node, stop) >= ItemStore.ItemsMax)
            return new Outcome.TooMany();
        await ItemStore.InsertAsync(db, id, node, overrides: null, content, edit, stop);
        return new Outcome.Saved();
    }

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Saved : Outcome;

        public sealed record Invalid(IReadOnlyList<ContentFault> Faults) : Outcome;

        /// <summary>There is none that this node may see.</summary>
        public sealed record NoSuchItem : Outcome;

        /// <summary>It belongs to a node above: it can be overridden, not changed.</summary>
        public sealed record Inherited : Outcome;

        public sealed record IsArchived : Outcome;

        public sealed record TooMany : Outcome;
    }
}
