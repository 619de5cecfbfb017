using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Keeps a golden question of a node, changes one, or takes one away.</summary>
internal sealed class KeepGolden(Database database, TimeProvider time)
{
    /// <summary>Keeps it; the same question again gets the new expectation.</summary>
    public Task<Outcome> AddAsync(Tenant node, string by, Agreement agreed, CancellationToken stop) =>
        database.InTransactionAsync<Outcome>(async db =>
        {
            var now = time.GetUtcNow();
            if (await RowAsync(db, node, Guid.CreateVersion7(now).ToString("n"), by, agreed, now, stop) is not { } row)
                return new Outcome.NoSuchItem();
            var kept = await GoldenStore.PutAsync(db, row, stop);
            // counted after: one that was there already makes it no more
            if (kept == row.Id && await GoldenStore.CountAsync(db, node.Id, stop) > GoldenStore.OwnMax)
            {
                await GoldenStore.DeleteAsync(db, row.Id, stop);
                return new Outcome.TooMany();
            }
            return new Outcome.Kept(row with { Id = kept }, IsNew: kept == row.Id);
        }, stop);

    public Task<Outcome> ChangeAsync(Tenant node, string by, string id, Agreement agreed, CancellationToken stop) =>
        database.InTransactionAsync<Outcome>(async db =>
        {
            if (await RowAsync(db, node, id, by, agreed, time.GetUtcNow(), stop) is not { } row)
                return new Outcome.NoSuchItem();
            return await GoldenStore.UpdateAsync(db, row, stop) ? new Outcome.Kept(row, IsNew: false) : new Outcome.Exists();
        }, stop);

    public Task DropAsync(string id, CancellationToken stop) => database.InTransactionAsync(db => GoldenStore.DeleteAsync(db, id, stop), stop);

    /// <summary>Whose it is; null when there is none.</summary>
    public async Task<TenantId?> OwnerAsync(string id, CancellationToken stop) =>
        (await database.ReadAsync(async db => await GoldenStore.FindAsync(db, id, stop), stop))?.TenantId;

    /// <returns>Null when the node can't see the item.</returns>
    internal static async Task<GoldenRow?> RowAsync(
        Session db, Tenant node, string id, string by, Agreement agreed, DateTimeOffset now, CancellationToken stop)
    {
        var standing = agreed.Item is { } item ? await ItemStanding.FindAsync(db, node, item, stop) : null;
        if (agreed.Item is not null && standing is null)
            return null;
        return new()
        {
            TenantId = node.Id,
            Id = id,
            WordsKey = Golden.KeyOf(agreed.Question, agreed.Product, agreed.Locale),
            Question = agreed.Question,
            Product = agreed.Product,
            Locale = agreed.Locale,
            Expects = agreed.Expects,
            ItemId = agreed.Item,
            Skill = agreed.Skill,
            What = standing?.Content.Question,
            ByName = by,
            At = now,
        };
    }

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Kept(GoldenRow Row, bool IsNew) : Outcome;

        /// <summary>The node can't see the item that is expected.</summary>
        public sealed record NoSuchItem : Outcome;

        /// <summary>Another of the node's is this very question.</summary>
        public sealed record Exists : Outcome;

        public sealed record TooMany : Outcome;
    }
}

/// <summary>What was agreed on: how a question comes out.</summary>
/// <param name="Product">The product of the page that it is asked on; null: none.</param>
/// <param name="Locale">The asker's; null: the node's own.</param>
/// <param name="Expects">One of <see cref="Golden.Expectations"/>.</param>
/// <param name="Item">Given when an item is expected.</param>
/// <param name="Skill">Given when a skill is.</param>
internal sealed record Agreement(string Question, string? Product, string? Locale, string Expects, ItemId? Item, string? Skill);
