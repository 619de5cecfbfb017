using System.Globalization;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>Reads items as a node sees them: its own whole, those from above as far as they are published.</summary>
internal sealed class ReadKnowledge(Database database, TenantTree tree)
{
    /// <summary>One page of the list.</summary>
    /// <param name="after">Where the page before ended; null: the first.</param>
    /// <param name="locale">In which language the nodes are named.</param>
    public async Task<ItemPage> ListAsync(
        Tenant node, ItemFilter filter, ItemPlace? after, int limit, string locale, CancellationToken stop)
    {
        var args = new ItemListArgs
        {
            Node = node.Id,
            Above = [.. node.Lineage().Skip(1)],
            Language = filter.Language,
            Category = filter.Category,
            State = filter.State,
            Like = filter.Query is { Length: > 0 } query ? LikeOf(query) : null,
            BeforeAt = after?.At ?? ItemPlace.First.At,
            BeforeId = after?.Id ?? ItemPlace.First.Id,
            Limit = limit + 1,
        };
        var (rows, total, pending) = await database.ReadAsync(async db => (
            await ItemListStore.ListAsync(db, args, stop),
            await ItemListStore.CountAsync(db, args, stop),
            await ItemListStore.CountPendingAsync(db, node.Id, stop)), stop);

        var page = rows.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id.ToString(), StringComparer.Ordinal)
            .Take(limit).ToList();
        var origins = new Dictionary<TenantId, OriginView>();
        foreach (var tenant in page.Select(row => row.TenantId).Distinct())
            origins[tenant] = await OriginAsync(tenant, locale, stop);
        return new()
        {
            Items = [.. page.Select(row => ItemRowView.Of(row, origins[row.TenantId], node.Id))],
            Next = rows.Count > limit ? new ItemPlace(page[^1].UpdatedAt, page[^1].Id.ToString()).ToString() : null,
            Total = total,
            Unpublished = pending,
        };
    }

    /// <summary>One item as the node sees it; null when it doesn't.</summary>
    public async Task<ItemView?> FindAsync(Tenant node, ItemId id, string locale, CancellationToken stop)
    {
        var found = await database.ReadAsync(async db =>
        {
            if (await VisibleAsync(db, node, id, stop) is not { } item)
                return null;
            var isOwn = item.TenantId == node.Id;
            var shown = isOwn ? item.PublishedVersion : item.LiveVersion;
            var published = shown is { } version ? await VersionStore.FindAsync(db, id, version, stop) : null;
            IReadOnlyList<VersionRow> versions = isOwn ? await VersionStore.ListAsync(db, id, stop) : [published!];
            return new Found(item, published, versions);
        }, stop);
        return found is null
            ? null
            : ItemView.Of(found.Item, found.Published, found.Versions, await OriginAsync(found.Item.TenantId, locale, stop), node.Id);
    }

    /// <summary>One version of an item; null when there is none that the node may see.</summary>
    public Task<VersionView?> FindVersionAsync(Tenant node, ItemId id, long version, CancellationToken stop) =>
        database.ReadAsync(async db =>
        {
            if (await VisibleAsync(db, node, id, stop) is not { } item)
                return null;
            if (item.TenantId != node.Id && item.LiveVersion != version)
                return null;
            return await VersionStore.FindAsync(db, id, version, stop) is { } row ? VersionView.Of(row) : null;
        }, stop);

    /// <summary>The node an item belongs to; null when there is no such item.</summary>
    public async Task<Tenant?> OwnerAsync(ItemId id, CancellationToken stop) =>
        await database.ReadAsync(async db => await ItemStore.OwnerAsync(db, id, stop), stop) is { } owner
            ? await tree.GetAsync(owner, stop)
            : null;

    private static async Task<ItemRow?> VisibleAsync(Session db, Tenant node, ItemId id, CancellationToken stop)
    {
        if (await ItemStore.FindAsync(db, id, stop) is not { } item)
            return null;
        if (item.TenantId == node.Id)
            return item;
        return item.LiveVersion is not null && node.Lineage().Contains(item.TenantId) ? item : null;
    }

    private async Task<OriginView> OriginAsync(TenantId tenant, string locale, CancellationToken stop) =>
        new(tenant, await tree.NameAsync(tenant, locale, stop), (await tree.GetAsync(tenant, stop)).Kind);

    private static string LikeOf(string query) => "%" + query.ToLowerInvariant()
        .Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal) + "%";

    private sealed record Found(ItemRow Item, VersionRow? Published, IReadOnlyList<VersionRow> Versions);
}

/// <summary>What the list is narrowed to; null: not.</summary>
internal sealed record ItemFilter(string? Query, string? Language, string? State, string? Category);

/// <summary>A place in the list, newest change first: the item that a page ended with.</summary>
internal sealed record ItemPlace(DateTimeOffset At, string Id)
{
    /// <summary>Before the first item.</summary>
    public static readonly ItemPlace First = new(new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), "");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}-{Id}");

    /// <summary>Reads a cursor; null stands for the first page.</summary>
    public static bool TryParse(string? cursor, out ItemPlace? place)
    {
        place = null;
        if (string.IsNullOrEmpty(cursor))
            return true;
        var dash = cursor.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !long.TryParse(cursor.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || at > First.At.ToUnixTimeMilliseconds() || !ItemId.TryParse(cursor[(dash + 1)..], provider: null, out var id))
            return false;
        place = new(DateTimeOffset.FromUnixTimeMilliseconds(at), id.ToString());
        return true;
    }
}
