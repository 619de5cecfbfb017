using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>Makes a node's own copy of an inherited item. Once published, it hides the one above for this node and those below it.</summary>
internal sealed class OverrideItem(Database database, TimeProvider time)
{
    public Task<Outcome> RunAsync(Tenant node, string by, ItemId inherited, CancellationToken stop) =>
        database.InTransactionAsync(db => CopyAsync(db, node, by, inherited, time.GetUtcNow(), stop), stop);

    /// <summary>Makes the copy in the caller's transaction.</summary>
    public static async Task<Outcome> CopyAsync(
        Session db, Tenant node, string by, ItemId inherited, DateTimeOffset now, CancellationToken stop)
    {
        if (await ItemStore.FindAsync(db, inherited, stop) is not { } above || !node.Lineage().Contains(above.TenantId))
            return new Outcome.NoSuchItem();
        if (above.TenantId == node.Id)
            return new Outcome.IsOwn();
        if (above.LiveVersion is not { } live)
            return new Outcome.NoSuchItem();

        await NodeStore.TouchAsync(db, node.Id, stop);
        if (await ItemStore.FindOverrideAsync(db, node.Id, inherited, stop) is { } present)
            return new Outcome.Overridden(present, IsNew: false);
        if (await ItemStore.CountAsync(db, node.Id, stop) >= ItemStore.ItemsMax)
            return new Outcome.TooMany();

        var version = await VersionStore.FindAsync(db, inherited, live, stop);
        var own = ItemId.New(now);
        await ItemStore.InsertAsync(db, own, node.Id, inherited, ContentJson.Read(version!.Content!), new Edit(by, now), stop);
        return new Outcome.Overridden(own, IsNew: true);
    }

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="IsNew">False when the node had its own copy already.</param>
        public sealed record Overridden(ItemId Own, bool IsNew) : Outcome;

        public sealed record NoSuchItem : Outcome;

        /// <summary>It is the node's own: there is nothing to override.</summary>
        public sealed record IsOwn : Outcome;

        public sealed record TooMany : Outcome;
    }
}
