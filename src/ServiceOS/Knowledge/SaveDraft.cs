using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>Keeps an item's working copy; makes the item when its id is new. Consumers see nothing of it yet.</summary>
internal sealed class SaveDraft(Database database, TimeProvider time)
{
    /// <param name="node">Where.</param>
    /// <param name="by">Who, for those who read it.</param>
    /// <param name="id">Which; a new one makes an item.</param>
    /// <param name="raw">The words.</param>
    /// <param name="expected">When the item was changed last, as the writer knows it; null: whatever it is, write over it.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<Outcome> RunAsync(
        Tenant node, string by, ItemId id, Content raw, DateTimeOffset? expected, CancellationToken stop)
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
            if (item.Content == ContentJson.Write(content))   // an autosave of the same words is no change
                return new Outcome.Saved();
            if (expected is { } known && known != item.UpdatedAt)
                return new Outcome.ChangedMeanwhile(item.UpdatedBy, item.UpdatedAt);
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

        /// <summary>Somebody changed the working copy since the writer read it.</summary>
        public sealed record ChangedMeanwhile(string By, DateTimeOffset At) : Outcome;

        public sealed record TooMany : Outcome;
    }
}
