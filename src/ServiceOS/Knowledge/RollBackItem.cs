using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Knowledge;

/// <summary>Gives consumers an old version of an item again, at once: as a new version, so that history stays.</summary>
internal sealed class RollBackItem(Database database, FactLog facts, TimeProvider time)
{
    /// <param name="note">What the list of versions says of it.</param>
    public Task<Outcome> RunAsync(TenantId node, string by, ItemId id, long version, string note, CancellationToken stop) =>
        database.InTransactionAsync<Outcome>(async db =>
        {
            if (await ItemStore.OwnerAsync(db, id, stop) != node)
                return new Outcome.NoSuchVersion();
            var held = await NodeStore.TouchAsync(db, node, stop);
            if (held.RolloutId is not null)
                return new Outcome.RolloutRuns();
            var item = await ItemStore.FindAsync(db, id, stop);
            if (item is null || await VersionStore.FindAsync(db, id, version, stop) is not { } old)
                return new Outcome.NoSuchVersion();
            if (item.Archived)
                return new Outcome.IsArchived();
            if (item.LiveVersion == version && !item.Changed)
                return new Outcome.RolledBack();   // it is what consumers get already

            var edit = new Edit(by, time.GetUtcNow());
            await ItemStore.UpdateAsync(db, id, ContentJson.Read(old.Content!), edit, stop);
            if (item.LiveVersion != version)
                await PublishKnowledge.PublishAsync(db, facts, node, held.Version, rollout: null, [id], edit, note, stop);
            return new Outcome.RolledBack();
        }, stop);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record RolledBack : Outcome;

        public sealed record NoSuchVersion : Outcome;

        public sealed record IsArchived : Outcome;

        /// <summary>What is being rolled out is rolled back first: that takes one step as well.</summary>
        public sealed record RolloutRuns : Outcome;
    }
}
