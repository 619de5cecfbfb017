using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>The SQL of what was published.</summary>
internal static class VersionStore
{
    private const int VersionsListedMax = 200;

    /// <summary>Makes a version of each working copy of a node that waits. Call while the node is held.</summary>
    /// <param name="all">All that wait; else only those in <paramref name="ids"/>.</param>
    /// <param name="version">The node's version that this publication makes.</param>
    /// <returns>The items that have a new version.</returns>
    public static async Task<IReadOnlyList<ItemId>> PublishAsync(
        Session db, TenantId tenant, bool all, IReadOnlyList<ItemId> ids, long version, Edit edit, string? note, CancellationToken stop)
    {
        var args = new { tenant, all, ids, version, edit.By, edit.At, note };
        await db.RunAsync("""
            insert into knowledge_versions (item_id, version, tenant_id, language, question, similar_count, category, valid_from,
                valid_to, published_at, published_by, note, content, search, publication)
            select id, coalesce(published_version, 0) + 1, tenant_id, language, question, similar_count, category, valid_from,
                valid_to, cast(@At as bigint), cast(@By as text), cast(@note as text), content, search, cast(@version as bigint)
            from knowledge_items
            where tenant_id = @tenant and pending and not archived and (@all or id in @ids)
            """, args, stop);
        return await db.ListAsync<ItemId>("""
            update knowledge_items
            set published_version = coalesce(published_version, 0) + 1, live_version = coalesce(published_version, 0) + 1,
                live_at = @At, live_changed = @version, changed = false
            where tenant_id = @tenant and pending and not archived and (@all or id in @ids)
            returning id
            """, args, stop);
    }

    /// <summary>Takes archived items of a node from consumers. Call while the node is held.</summary>
    /// <inheritdoc cref="PublishAsync"/>
    /// <returns>The items withdrawn.</returns>
    public static ValueTask<IReadOnlyList<ItemId>> WithdrawAsync(
        Session db, TenantId tenant, bool all, IReadOnlyList<ItemId> ids, long version, CancellationToken stop) =>
        db.ListAsync<ItemId>("""
            update knowledge_items
            set live_version = null, live_at = null, live_changed = @version
            where tenant_id = @tenant and pending and archived and (@all or id in @ids)
            returning id
            """, new { tenant, all, ids, version }, stop);

    /// <summary>One version of an item; null when there is none.</summary>
    public static ValueTask<VersionRow?> FindAsync(Session db, ItemId item, long version, CancellationToken stop) =>
        db.FindAsync<VersionRow>("""
            select version, published_at, published_by, note, content
            from knowledge_versions
            where item_id = @item and version = @version
            """, new { item, version }, stop);

    /// <summary>An item's versions without their content, newest first, at most 200.</summary>
    public static ValueTask<IReadOnlyList<VersionRow>> ListAsync(Session db, ItemId item, CancellationToken stop) =>
        db.ListAsync<VersionRow>("""
            select v.version, v.published_at, v.published_by, v.note, o.reason as despite
            from knowledge_versions v
            left join knowledge_overrulings o on o.tenant_id = v.tenant_id and o.version = v.publication
            where v.item_id = @item
            order by v.version desc
            limit @VersionsListedMax
            """, new { item, VersionsListedMax }, stop);

    /// <summary>The items of a node whose published version changed after the node's version <paramref name="known"/>.</summary>
    /// <remarks>At most as many as a node may have, and what it withdrew since.</remarks>
    public static ValueTask<IReadOnlyList<LiveRow>> ListLiveSinceAsync(
        Session db, TenantId tenant, long known, CancellationToken stop) =>
        db.ListAsync<LiveRow>("""
            select i.id, i.tenant_id, i.overrides_id, v.version, v.content
            from knowledge_items i
            left join knowledge_versions v on v.item_id = i.id and v.version = i.live_version
            where i.tenant_id = @tenant and i.live_changed > @known
            """, new { tenant, known }, stop);

    /// <summary>What a publication would make of a node's items that wait; without content what it would withdraw.</summary>
    public static ValueTask<IReadOnlyList<LiveRow>> ListPendingAsync(Session db, TenantId tenant, CancellationToken stop) =>
        db.ListAsync<LiveRow>("""
            select id, tenant_id, overrides_id, coalesce(published_version, 0) + 1 as version, case when archived then null else content end as content
            from knowledge_items
            where tenant_id = @tenant and pending
            """, new { tenant }, stop);

    /// <summary>An old version of a node's item, as it would be given again; empty when there is none.</summary>
    public static ValueTask<IReadOnlyList<LiveRow>> ListOldAsync(Session db, TenantId tenant, ItemId item, long version, CancellationToken stop) =>
        db.ListAsync<LiveRow>("""
            select i.id, i.tenant_id, i.overrides_id, v.version, v.content
            from knowledge_items i
            join knowledge_versions v on v.item_id = i.id and v.version = @version
            where i.id = @item and i.tenant_id = @tenant
            """, new { tenant, item, version }, stop);
}

/// <summary>A published version.</summary>
internal sealed record VersionRow
{
    public required long Version { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required string PublishedBy { get; init; }
    public string? Note { get; init; }

    /// <summary>Why it was published although golden questions broke; null when none did, and when one version alone is read.</summary>
    public string? Despite { get; init; }

    /// <summary>JSON; null in lists.</summary>
    public string? Content { get; init; }
}
