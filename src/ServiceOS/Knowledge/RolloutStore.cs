using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>The SQL of roll-outs.</summary>
internal static class RolloutStore
{
    private const int ListedMax = 10;
    private const int MovesListedMax = 200;
    private const int ItemsListedMax = 200;

    private const string Columns = """
        tenant_id, id, state, stage, stage_at, changes, hold_minutes, conversations_min, tolerance, automatic, note, despite,
        started_by, started_at, ended_at
        """;

    public static async Task InsertAsync(Session db, Rollout row, CancellationToken stop) => await db.RunAsync($"""
        insert into knowledge_rollouts ({Columns})
        values (@TenantId, @Id, @State, @Stage, @StageAt, @Changes, @HoldMinutes, @ConversationsMin, @Tolerance, @Automatic, @Note, @Despite,
            @StartedBy, @StartedAt, @EndedAt)
        """, row, stop);

    /// <summary>Keeps what waits at a node as it is now. Call while the node is held.</summary>
    /// <returns>How many items.</returns>
    public static ValueTask<int> FreezeAsync(
        Session db, string rollout, TenantId tenant, bool all, IReadOnlyList<ItemId> ids, CancellationToken stop) => db.RunAsync("""
        insert into knowledge_rollout_items (rollout_id, item_id, tenant_id, overrides_id, version, language, question, similar_count,
            category, valid_from, valid_to, content, search)
        select cast(@rollout as text), id, tenant_id, overrides_id, coalesce(published_version, 0) + 1, language, question, similar_count,
            category, valid_from, valid_to, case when archived then null else content end, search
        from knowledge_items
        where tenant_id = @tenant and pending and (@all or id in @ids)
        """, new { rollout, tenant, all, ids }, stop);

    public static ValueTask<Rollout?> FindAsync(Session db, string id, CancellationToken stop) =>
        db.FindAsync<Rollout>($"select {Columns} from knowledge_rollouts where id = @id", new { id }, stop);

    public static ValueTask<Rollout?> FindOpenAsync(Session db, TenantId tenant, CancellationToken stop) => db.FindAsync<Rollout>($"""
        select {Columns} from knowledge_rollouts
        where id = (select rollout_id from knowledge_nodes where tenant_id = @tenant)
        """, new { tenant }, stop);

    public static ValueTask<IReadOnlyList<Rollout>> ListAsync(Session db, TenantId tenant, CancellationToken stop) => db.ListAsync<Rollout>($"""
        select {Columns} from knowledge_rollouts
        where tenant_id = @tenant
        order by started_at desc, id desc
        limit @ListedMax
        """, new { tenant, ListedMax }, stop);

    /// <summary>Stores how it stands now. Call while the node is held by <see cref="NodeStore.TouchRolloutAsync"/>.</summary>
    public static async Task UpdateAsync(Session db, Rollout row, CancellationToken stop) => await db.RunAsync("""
        update knowledge_rollouts
        set state = @State, stage = @Stage, stage_at = @StageAt, changes = @Changes, ended_at = cast(@EndedAt as bigint)
        where id = @Id
        """, row, stop);

    public static async Task InsertMoveAsync(Session db, Rollout row, string? by, string? reason, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into knowledge_rollout_moves (tenant_id, rollout_id, changes, state, stage, by_name, reason, at)
            values (@TenantId, @Id, @Changes, @State, @Stage, @by, @reason, @now)
            """, new { row.TenantId, row.Id, row.Changes, row.State, row.Stage, by, reason, now }, stop);

    public static ValueTask<IReadOnlyList<RolloutMoveRow>> ListMovesAsync(Session db, string id, CancellationToken stop) =>
        db.ListAsync<RolloutMoveRow>("""
            select state, stage, by_name, reason, at from knowledge_rollout_moves
            where rollout_id = @id
            order by changes
            limit @MovesListedMax
            """, new { id, MovesListedMax }, stop);

    public static ValueTask<IReadOnlyList<RolledOutItem>> ListItemsAsync(Session db, string id, CancellationToken stop) =>
        db.ListAsync<RolledOutItem>("""
            select item_id, question, content is null as is_withdrawn from knowledge_rollout_items
            where rollout_id = @id
            order by question, item_id
            limit @ItemsListedMax
            """, new { id, ItemsListedMax }, stop);

    public static ValueTask<long> CountItemsAsync(Session db, string id, CancellationToken stop) =>
        db.GetAsync<long>("select count(*) from knowledge_rollout_items where rollout_id = @id", new { id }, stop);

    /// <summary>What it changes of what is live; without content what it withdraws. At most as many as a node may have.</summary>
    public static ValueTask<IReadOnlyList<LiveRow>> ListFrozenAsync(Session db, string id, CancellationToken stop) =>
        db.ListAsync<LiveRow>("""
            select item_id as id, tenant_id, overrides_id, version, content from knowledge_rollout_items where rollout_id = @id
            """, new { id }, stop);

    /// <summary>Makes a version of each item that it gives, in the words that were kept. Call while the node is held.</summary>
    /// <param name="version">The node's version that this publication makes.</param>
    /// <returns>The items that have a new version.</returns>
    public static async Task<IReadOnlyList<ItemId>> PublishAsync(
        Session db, string id, long version, Edit edit, string? note, CancellationToken stop)
    {
        var args = new { id, version, edit.By, edit.At, note };
        await db.RunAsync("""
            insert into knowledge_versions (item_id, version, tenant_id, language, question, similar_count, category, valid_from,
                valid_to, published_at, published_by, note, content, search, publication)
            select f.item_id, coalesce(i.published_version, 0) + 1, f.tenant_id, f.language, f.question, f.similar_count, f.category, f.valid_from,
                f.valid_to, cast(@At as bigint), cast(@By as text), cast(@note as text), f.content, f.search, cast(@version as bigint)
            from knowledge_rollout_items f
            join knowledge_items i on i.id = f.item_id
            where f.rollout_id = @id and f.content is not null
            """, args, stop);
        // whoever wrote on since has a working copy that still waits
        return await db.ListAsync<ItemId>("""
            update knowledge_items
            set published_version = coalesce(published_version, 0) + 1, live_version = coalesce(published_version, 0) + 1,
                live_at = @At, live_changed = @version,
                changed = content <> (select f.content from knowledge_rollout_items f where f.rollout_id = @id and f.item_id = knowledge_items.id)
            where id in (select item_id from knowledge_rollout_items where rollout_id = @id and content is not null)
            returning id
            """, args, stop);
    }

    /// <summary>Takes from consumers what it withdraws. Call while the node is held.</summary>
    /// <returns>The items withdrawn.</returns>
    public static ValueTask<IReadOnlyList<ItemId>> WithdrawAsync(Session db, string id, long version, CancellationToken stop) =>
        db.ListAsync<ItemId>("""
            update knowledge_items
            set live_version = null, live_at = null, live_changed = @version
            where live_version is not null
                and id in (select item_id from knowledge_rollout_items where rollout_id = @id and content is null)
            returning id
            """, new { id, version }, stop);
}
