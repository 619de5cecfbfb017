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
            returning revision, version
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
}
