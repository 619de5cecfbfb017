using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>The SQL of items and their working copies.</summary>
internal static class ItemStore
{
    /// <summary>Items that a node may have beside archived ones.</summary>
    public const int ItemsMax = 50_000;

    private const int WithVariablesMax = 1_000;

    private const string Columns = """
        id, tenant_id, overrides_id, state, pending, archived, changed, question, language, updated_at, updated_by,
        published_version, live_version, content
        """;

    public static ValueTask<ItemRow?> FindAsync(Session db, ItemId id, CancellationToken stop) =>
        db.FindAsync<ItemRow>($"select {Columns} from knowledge_items where id = @id", new { id }, stop);

    /// <summary>The node's own item; null when it isn't there or not its own.</summary>
    public static async Task<ItemRow?> FindOwnAsync(Session db, TenantId tenant, ItemId id, CancellationToken stop) =>
        await FindAsync(db, id, stop) is { } item && item.TenantId == tenant ? item : null;

    /// <summary>Which node an item belongs to; null when there is none.</summary>
    public static ValueTask<TenantId?> OwnerAsync(Session db, ItemId id, CancellationToken stop) =>
        db.FindAsync<TenantId?>("select tenant_id from knowledge_items where id = @id", new { id }, stop);

    /// <summary>Which of some items a node has, archived ones aside.</summary>
    public static ValueTask<IReadOnlyList<ItemId>> ListPresentAsync(
        Session db, TenantId tenant, IReadOnlyList<ItemId> items, CancellationToken stop) =>
        db.ListAsync<ItemId>("select id from knowledge_items where tenant_id = @tenant and id in @items and not archived", new { tenant, items }, stop);

    /// <summary>How many items that aren't archived a node has.</summary>
    public static async Task<long> CountAsync(Session db, TenantId tenant, CancellationToken stop) =>
        await db.GetAsync<long>(
            "select count(*) from knowledge_items where tenant_id = @tenant and not archived", new { tenant }, stop);

    /// <summary>The item that stands in for one from above at this node; null when none does.</summary>
    public static ValueTask<ItemId?> FindOverrideAsync(Session db, TenantId tenant, ItemId overridden, CancellationToken stop) =>
        db.FindAsync<ItemId?>("""
            select id from knowledge_items where tenant_id = @tenant and overrides_id = @overridden and not archived
            """, new { tenant, overridden }, stop);

    /// <summary>The live item of one of some nodes that stands in for one from above; null when none does.</summary>
    public static ValueTask<NamedItem?> FindLiveOverrideAsync(Session db, IReadOnlyList<TenantId> nodes, ItemId overridden, CancellationToken stop) =>
        db.FindAsync<NamedItem>("""
            select id, question from knowledge_items
            where overrides_id = @overridden and tenant_id in @nodes and live_version is not null
            order by id
            limit 1
            """, new { nodes, overridden }, stop);

    /// <summary>What waits to be published and may have variables, of these or of all; by id, at most 1,000.</summary>
    public static ValueTask<IReadOnlyList<WorkingCopyRow>> ListPendingWithVariablesAsync(
        Session db, TenantId tenant, IReadOnlyList<ItemId>? items, CancellationToken stop) =>
        db.ListAsync<WorkingCopyRow>("""
            select id, question, language, content
            from knowledge_items
            where tenant_id = @tenant and pending and not archived and content like '%{{%' and (@all or id in @items)
            order by id
            limit @WithVariablesMax
            """, new { tenant, all = items is null, items = items ?? [], WithVariablesMax }, stop);

    /// <summary>A node's that wait to be published, newest change first; what is put away isn't among them.</summary>
    public static ValueTask<IReadOnlyList<ItemRow>> ListPendingAsync(Session db, TenantId tenant, int limit, CancellationToken stop) =>
        db.ListAsync<ItemRow>($"""
            select {Columns}
            from knowledge_items
            where tenant_id = @tenant and pending and not archived
            order by updated_at desc, id desc
            limit @limit
            """, new { tenant, limit }, stop);

    /// <summary>Whether publishing would do anything.</summary>
    public static async Task<bool> AnyPendingAsync(Session db, TenantId tenant, IReadOnlyList<ItemId>? items, CancellationToken stop) =>
        await db.FindAsync<string>("""
            select id from knowledge_items where tenant_id = @tenant and pending and (@all or id in @items) limit 1
            """, new { tenant, all = items is null, items = items ?? [] }, stop) is not null;

    public static async Task InsertAsync(
        Session db, ItemId id, TenantId tenant, ItemId? overrides, Content content, Edit edit, CancellationToken stop) =>
        await db.RunAsync("""
            insert into knowledge_items (id, tenant_id, overrides_id, language, question, similar_count, category, valid_from,
                valid_to, updated_at, updated_by, archived, changed, live_changed, content, search)
            values (@id, @tenant, @overrides, @Language, @Question, @Similar, @Category, @ValidFrom,
                @ValidTo, @At, @By, false, true, 0, @json, @search)
            """, new
        {
            id,
            tenant,
            overrides,
            content.Language,
            content.Question,
            Similar = content.Similar.Count,
            content.Category,
            content.ValidFrom,
            content.ValidTo,
            edit.At,
            edit.By,
            json = ContentJson.Write(content),
            search = ContentJson.SearchOf(content),
        }, stop);

    /// <summary>Replaces the working copy. Words that are those published last leave nothing to publish.</summary>
    public static async Task UpdateAsync(Session db, ItemId id, Content content, Edit edit, CancellationToken stop) =>
        await db.RunAsync("""
            update knowledge_items
            set language = @Language, question = @Question, similar_count = @Similar, category = @Category,
                valid_from = @ValidFrom, valid_to = @ValidTo, updated_at = @At, updated_by = @By, content = @json, search = @search,
                changed = not exists (select 1 from knowledge_versions v
                    where v.item_id = knowledge_items.id and v.version = knowledge_items.published_version and v.content = @json)
            where id = @id
            """, new
        {
            id,
            content.Language,
            content.Question,
            Similar = content.Similar.Count,
            content.Category,
            content.ValidFrom,
            content.ValidTo,
            edit.At,
            edit.By,
            json = ContentJson.Write(content),
            search = ContentJson.SearchOf(content),
        }, stop);

    public static async Task SetArchivedAsync(Session db, ItemId id, bool archived, Edit edit, CancellationToken stop) =>
        await db.RunAsync("""
            update knowledge_items set archived = @archived, updated_at = @At, updated_by = @By where id = @id
            """, new { id, archived, edit.At, edit.By }, stop);

    /// <summary>All items of a node that aren't archived, by id, at most as many as it may have.</summary>
    public static ValueTask<IReadOnlyList<WorkingCopyRow>> ListWorkingCopiesAsync(
        Session db, TenantId tenant, CancellationToken stop) =>
        db.ListAsync<WorkingCopyRow>("""
            select id, question, language, content
            from knowledge_items
            where tenant_id = @tenant and not archived
            order by id
            limit @ItemsMax
            """, new { tenant, ItemsMax }, stop);
}

/// <summary>Who changes something, and when.</summary>
internal sealed record Edit(string By, DateTimeOffset At);

/// <summary>An item as it is stored.</summary>
internal sealed record ItemRow
{
    public required ItemId Id { get; init; }
    public required TenantId TenantId { get; init; }
    public ItemId? OverridesId { get; init; }

    /// <summary><c>draft</c>, <c>published</c>, <c>changed</c> or <c>archived</c>; the database derives it.</summary>
    public required string State { get; init; }

    /// <summary>Publishing would do something with it.</summary>
    public required bool Pending { get; init; }
    public required bool Archived { get; init; }

    /// <summary>The working copy is not what was published last.</summary>
    public required bool Changed { get; init; }
    public required string Question { get; init; }
    public required string Language { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required string UpdatedBy { get; init; }

    /// <summary>The last one; null: never published.</summary>
    public long? PublishedVersion { get; init; }

    /// <summary>The one that consumers get; null: none.</summary>
    public long? LiveVersion { get; init; }

    /// <summary>The working copy, JSON.</summary>
    public required string Content { get; init; }
}

/// <summary>An item's working copy.</summary>
internal sealed record WorkingCopyRow
{
    public required ItemId Id { get; init; }
    public required string Question { get; init; }
    public required string Language { get; init; }

    /// <summary>JSON.</summary>
    public required string Content { get; init; }
}
