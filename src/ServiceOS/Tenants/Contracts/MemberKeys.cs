using ServiceOS.Platform.Data;

namespace ServiceOS.Tenants.Contracts;

/// <summary>The keys by which merchants' sites vouch for their members.</summary>
internal static class MemberKeys
{
    public const string Hs256 = "HS256";
    public const string Rs256 = "RS256";

    /// <summary>A merchant's key; null when it has set none.</summary>
    public static ValueTask<MemberKey?> FindAsync(Session db, TenantId tenant, CancellationToken stop) =>
        db.FindAsync<MemberKey>(
            "select algorithm, material, changed_at from member_keys where tenant_id = @tenant", new { tenant }, stop);

    public static async Task SetAsync(
        Session db, TenantId tenant, string algorithm, string material, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into member_keys (tenant_id, algorithm, material, changed_at)
            values (@tenant, @algorithm, @material, @now)
            on conflict (tenant_id) do update
            set algorithm = excluded.algorithm, material = excluded.material, changed_at = excluded.changed_at
            """, new { tenant, algorithm, material, now }, stop);
}

/// <summary>How a merchant's site signs its members' tokens.</summary>
internal sealed record MemberKey
{
    /// <summary><see cref="MemberKeys.Hs256"/> or <see cref="MemberKeys.Rs256"/>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>HS256: the shared secret as text, at least 32 bytes. RS256: the public key in PEM.</summary>
    public required string Material { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}
