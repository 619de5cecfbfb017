using ServiceOS.Platform.Data;

namespace ServiceOS.Tenants;

/// <summary>The SQL of API keys. A key itself is never stored, only its hash.</summary>
internal static class KeyStore
{
    private const int KeysMax = 1_000;
    private const string Columns = "id, tenant_id, name, prefix, scopes, created_at, last_used_at, revoked_at";

    public static async Task InsertAsync(Session db, KeyRow row, string sha256, CancellationToken stop) =>
        await db.RunAsync("""
            insert into api_keys (id, tenant_id, name, prefix, sha256, scopes, created_at)
            values (@Id, @TenantId, @Name, @Prefix, @sha256, @Scopes, @CreatedAt)
            """, new { row.Id, row.TenantId, row.Name, row.Prefix, sha256, row.Scopes, row.CreatedAt }, stop);

    public static ValueTask<KeyRow?> FindAsync(Session db, ApiKeyId id, CancellationToken stop) =>
        db.FindAsync<KeyRow>($"select {Columns} from api_keys where id = @id", new { id }, stop);

    /// <summary>The key with this hash; null when there is none, or it was revoked.</summary>
    public static ValueTask<KeyRow?> FindValidAsync(Session db, string sha256, CancellationToken stop) =>
        db.FindAsync<KeyRow>($"select {Columns} from api_keys where sha256 = @sha256 and revoked_at is null", new { sha256 }, stop);

    /// <summary>The keys of these nodes, newest first, at most 1,000.</summary>
    public static ValueTask<IReadOnlyList<KeyRow>> ListAsync(Session db, IReadOnlyList<string> nodes, CancellationToken stop) =>
        db.ListAsync<KeyRow>(
            $"select {Columns} from api_keys where tenant_id in @nodes order by created_at desc, id limit @KeysMax",
            new { nodes, KeysMax }, stop);

    public static async Task UsedAsync(Session db, ApiKeyId id, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("update api_keys set last_used_at = @now where id = @id", new { id, now }, stop);

    /// <summary>Ends a key.</summary>
    /// <returns>False when it had ended before.</returns>
    public static async Task<bool> RevokeAsync(Session db, ApiKeyId id, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("update api_keys set revoked_at = @now where id = @id and revoked_at is null", new { id, now }, stop) == 1;
}

/// <summary>An API key as stored.</summary>
internal sealed record KeyRow
{
    public required ApiKeyId Id { get; init; }
    public required TenantId TenantId { get; init; }
    public required string Name { get; init; }

    /// <summary>Its first characters, to tell keys apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>Permissions, comma-separated.</summary>
    public required string Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    public IReadOnlyList<string> ScopeList => Scopes.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
