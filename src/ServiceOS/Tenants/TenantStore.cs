using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tenants;

/// <summary>The SQL of the tree.</summary>
internal static class TenantStore
{
    private const int BelowMax = 5_000;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static ValueTask<Tenant?> FindAsync(Session db, TenantId id, CancellationToken stop) =>
        db.FindAsync<Tenant>("select id, parent_id, kind, slug, path from tenants where id = @id", new { id }, stop);

    public static ValueTask<Tenant?> FindBySlugAsync(Session db, string slug, CancellationToken stop) =>
        db.FindAsync<Tenant>("select id, parent_id, kind, slug, path from tenants where slug = @slug", new { slug }, stop);

    /// <summary>The node above all others; null before there is one.</summary>
    public static ValueTask<Tenant?> FindTopAsync(Session db, CancellationToken stop) =>
        db.FindAsync<Tenant>("select id, parent_id, kind, slug, path from tenants where parent_id is null limit 1", args: null, stop);

    /// <summary>The nodes whose path begins with <paramref name="path"/>, parents first, at most 5,000.</summary>
    public static ValueTask<IReadOnlyList<Tenant>> ListBelowAsync(Session db, string path, CancellationToken stop) =>
        db.ListAsync<Tenant>("""
            select id, parent_id, kind, slug, path
            from tenants
            where path >= @path and path < @end
            order by length(path), slug
            limit @BelowMax
            """, new { path, end = path + "~", BelowMax }, stop);

    /// <summary>As <see cref="ListBelowAsync"/>, with the names that the nodes themselves have set.</summary>
    public static async Task<IReadOnlyList<(Tenant Tenant, LocalText? Name)>> ListNamedBelowAsync(
        Session db, string path, CancellationToken stop)
    {
        var tenants = await ListBelowAsync(db, path, stop);
        var settings = await db.ListAsync<string>("""
            select settings
            from tenants
            where path >= @path and path < @end
            order by length(path), slug
            limit @BelowMax
            """, new { path, end = path + "~", BelowMax }, stop);
        return [.. tenants.Zip(settings, (tenant, json) => (tenant, JsonSerializer.Deserialize<OwnSettings>(json, s_json)!.Name))];
    }

    public static async Task InsertAsync(Session db, Tenant tenant, OwnSettings settings, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into tenants (id, parent_id, kind, slug, path, settings, created_at, changed_at)
            values (@Id, @ParentId, @Kind, @Slug, @Path, @settings, @now, @now)
            """, new
        {
            tenant.Id,
            tenant.ParentId,
            tenant.Kind,
            tenant.Slug,
            tenant.Path,
            settings = JsonSerializer.Serialize(settings, s_json),
            now,
        }, stop);

    /// <summary>What each node set for itself, in the order asked for.</summary>
    public static async Task<IReadOnlyList<OwnSettings>> OwnSettingsAsync(
        Session db, IEnumerable<TenantId> lineage, CancellationToken stop)
    {
        var own = new List<OwnSettings>();
        foreach (var id in lineage)
        {
            var json = await db.GetAsync<string>("select settings from tenants where id = @id", new { id }, stop);
            own.Add(JsonSerializer.Deserialize<OwnSettings>(json, s_json)!);
        }
        return own;
    }

    public static async Task UpdateSettingsAsync(
        Session db, TenantId id, OwnSettings settings, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("update tenants set settings = @settings, changed_at = @now where id = @id",
            new { id, settings = JsonSerializer.Serialize(settings, s_json), now }, stop);
}
