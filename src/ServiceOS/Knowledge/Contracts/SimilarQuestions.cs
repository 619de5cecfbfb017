using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>Gives an item's working copy more ways to ask it, for those who see what consumers ask.</summary>
internal static class SimilarQuestions
{
    /// <summary>Adds what isn't there yet; of an item from above, an own copy gets them. Call within a transaction.</summary>
    /// <param name="now">When it is done.</param>
    public static async Task<Outcome> AddAsync(
        Session db, Tenant node, string by, ItemId item, IReadOnlyList<string> questions, DateTimeOffset now, CancellationToken stop)
    {
        var (own, isNew) = (item, false);
        if (await ItemStore.OwnerAsync(db, item, stop) != node.Id)
        {
            if (await OverrideItem.CopyAsync(db, node, by, item, now, stop) is not OverrideItem.Outcome.Overridden copy)
                return new Outcome.NoSuchItem();
            (own, isNew) = (copy.Own, copy.IsNew);
        }
        await NodeStore.TouchAsync(db, node.Id, stop);
        if (await ItemStore.FindOwnAsync(db, node.Id, own, stop) is not { Archived: false } row)
            return new Outcome.NoSuchItem();

        var content = ContentJson.Read(row.Content);
        var known = content.Similar.Prepend(content.Question).Select(ContentRules.KeyOf).ToHashSet(StringComparer.Ordinal);
        List<string> added = [.. questions.Where(question => known.Add(ContentRules.KeyOf(question.Trim()))).Select(question => question.Trim())];
        var (next, faults) = ContentRules.Check(content with { Similar = [.. content.Similar, .. added] });
        if (faults.Count > 0)
            return new Outcome.Invalid(faults[0].Why);
        if (added.Count > 0)
            await ItemStore.UpdateAsync(db, own, next, new Edit(by, now), stop);
        return new Outcome.Added(own, isNew, [.. next.Similar.Skip(content.Similar.Count)]);
    }

    /// <summary>Takes back what was added, as far as it is still there. Call within a transaction.</summary>
    /// <param name="isCopy">The item was copied from above for it: it is put away again.</param>
    public static async Task TakeBackAsync(
        Session db, TenantId node, string by, ItemId item, IReadOnlyList<string> questions, bool isCopy, DateTimeOffset now, CancellationToken stop)
    {
        await NodeStore.TouchAsync(db, node, stop);
        if (await ItemStore.FindOwnAsync(db, node, item, stop) is not { Archived: false } row)
            return;
        var content = ContentJson.Read(row.Content);
        var gone = questions.Select(ContentRules.KeyOf).ToHashSet(StringComparer.Ordinal);
        var rest = content.Similar.Where(question => !gone.Contains(ContentRules.KeyOf(question))).ToList();
        if (rest.Count < content.Similar.Count)
            await ItemStore.UpdateAsync(db, item, content with { Similar = rest }, new Edit(by, now), stop);
        if (isCopy && row.LiveVersion is null)
            await ItemStore.SetArchivedAsync(db, item, archived: true, new Edit(by, now), stop);
    }

    /// <summary>Which of some items a node has, archived ones aside.</summary>
    public static async Task<IReadOnlySet<ItemId>> PresentAsync(
        Session db, TenantId node, IReadOnlyList<ItemId> items, CancellationToken stop) =>
        items.Count == 0 ? new HashSet<ItemId>() : (await ItemStore.ListPresentAsync(db, node, items, stop)).ToHashSet();

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Item">The node's own item that got them.</param>
        /// <param name="IsCopy">It was copied from above for it.</param>
        /// <param name="Questions">Those that were not there yet.</param>
        public sealed record Added(ItemId Item, bool IsCopy, IReadOnlyList<string> Questions) : Outcome;

        /// <summary>There is none that this node may change or copy.</summary>
        public sealed record NoSuchItem : Outcome;

        /// <summary>The item can't be stored so, as when it has too many.</summary>
        public sealed record Invalid(LocalText Why) : Outcome;
    }
}
