using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>The SQL of a node's counters, which are also its lock.</summary>
internal static class NodeStore
{
    /// <summary>Holds the node until the transaction ends, and counts an edit. Call before looking at what is to be changed.</summary>
    public static ValueTask<NodeRow> TouchAsync(Session db, TenantId tenant, CancellationToken stop) =>
        db.GetAsync<NodeRow>("""
            insert into knowledge_nodes (tenant_id, revision, version) values (@tenant, 1, 0)
            on conflict (tenant_id) do update set revision = knowledge_nodes.revision + 1
            returning revision, version, rollout_id
            """, new { tenant }, stop);

    /// <summary>Like <see cref="TouchAsync"/>, but only if the node was not edited since <paramref name="revision"/>.</summary>
    /// <returns>False when it was; then nothing is held or counted.</returns>
    public static async Task<bool> TouchIfAsync(Session db, TenantId tenant, long revision, CancellationToken stop)
    {
        var args = new { tenant, revision };
        var changed = revision == 0
            ? await db.RunAsync("""
                insert into knowledge_nodes (tenant_id, revision, version) values (@tenant, 1, 0)
                on conflict (tenant_id) do nothing
                """, args, stop)
            : await db.RunAsync("""
                update knowledge_nodes set revision = revision + 1 where tenant_id = @tenant and revision = @revision
                """, args, stop);
        return changed == 1;
    }

    /// <summary>Counts a publication. Call while the node is held.</summary>
    public static async Task SetVersionAsync(Session db, TenantId tenant, long version, CancellationToken stop) =>
        await db.RunAsync("update knowledge_nodes set version = @version where tenant_id = @tenant", new { tenant, version }, stop);

    /// <summary>Notes that a roll-out begins. Call while the node is held.</summary>
    /// <returns>The node's number of it.</returns>
    public static ValueTask<long> SetRolloutAsync(Session db, TenantId tenant, string rollout, CancellationToken stop) => db.GetAsync<long>("""
        update knowledge_nodes set rollout_id = @rollout, rollout_changes = rollout_changes + 1
        where tenant_id = @tenant
        returning rollout_changes
        """, new { tenant, rollout }, stop);

    /// <summary>Holds the node for a roll-out's move and counts it, unless the roll-out was moved since it was seen.</summary>
    /// <param name="ends">The roll-out ends with it.</param>
    /// <returns>The node's number of the move; null when it was: then nothing is held.</returns>
    public static ValueTask<long?> TouchRolloutAsync(Session db, Rollout seen, bool ends, CancellationToken stop) => db.FindAsync<long?>("""
        update knowledge_nodes
        set rollout_changes = rollout_changes + 1, rollout_id = case when @ends then null else rollout_id end
        where tenant_id = @TenantId and rollout_id = @Id and rollout_changes = @Changes
        returning rollout_changes
        """, new { seen.TenantId, seen.Id, seen.Changes, ends }, stop);

    /// <summary>What servers look at: one row, whether a roll-out runs or not. Null when the node has no knowledge.</summary>
    public static ValueTask<LookedAtRow?> LookAsync(Session db, TenantId tenant, CancellationToken stop) => db.FindAsync<LookedAtRow>("""
        select n.version, n.rollout_changes, n.rollout_id, coalesce(r.stage, 0) as stage
        from knowledge_nodes n
        left join knowledge_rollouts r on r.id = n.rollout_id
        where n.tenant_id = @tenant
        """, new { tenant }, stop);

    /// <summary>The roll-out that runs at a node; null when none does.</summary>
    public static ValueTask<string?> RolloutAsync(Session db, TenantId tenant, CancellationToken stop) =>
        db.FindAsync<string>("select rollout_id from knowledge_nodes where tenant_id = @tenant", new { tenant }, stop);

    /// <summary>How often the node has published; 0 when never.</summary>
    public static async Task<long> VersionAsync(Session db, TenantId tenant, CancellationToken stop) =>
        await db.FindAsync<long>("select version from knowledge_nodes where tenant_id = @tenant", new { tenant }, stop);

    /// <summary>How often the node was edited; 0 when never.</summary>
    public static async Task<long> RevisionAsync(Session db, TenantId tenant, CancellationToken stop) =>
        await db.FindAsync<long>("select revision from knowledge_nodes where tenant_id = @tenant", new { tenant }, stop);
}

/// <summary>A node's counters.</summary>
internal sealed record NodeRow
{
    /// <summary>Grows with each edit.</summary>
    public required long Revision { get; init; }

    /// <summary>Grows with each publication.</summary>
    public required long Version { get; init; }

    /// <summary>The roll-out that runs; null when none does.</summary>
    public string? RolloutId { get; init; }
}

/// <summary>How a node stands for those who answer from it.</summary>
internal sealed record LookedAtRow
{
    public required long Version { get; init; }

    /// <summary>Grows with each move of any of its roll-outs.</summary>
    public required long RolloutChanges { get; init; }
    public string? RolloutId { get; init; }
    public required long Stage { get; init; }
}
