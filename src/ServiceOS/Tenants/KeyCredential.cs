using System.Collections.Frozen;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tenants;

/// <summary>Reads <c>Authorization: Bearer sosk_…</c>. Asks the database each time, so that a revoked key ends at once.</summary>
internal sealed class KeyCredential(Database database, TenantTree tree, TimeProvider time) : ICredentialReader
{
    public const string Prefix = "sosk_";

    private const string Bearer = "Bearer ";
    private const int CharactersMax = 100;
    private static readonly TimeSpan s_usedEvery = TimeSpan.FromMinutes(1);

    public CallerKind Kind => CallerKind.Key;

    public async Task<Caller?> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer + Prefix, StringComparison.Ordinal) || header.Length > CharactersMax)
            return null;

        var sha256 = Token.Hash(header[Bearer.Length..]);
        if (await database.ReadAsync(async db => await KeyStore.FindValidAsync(db, sha256, stop), stop) is not { } row)
            return null;

        await NoteUseAsync(row, stop);
        return await CallerOfAsync(row, stop);
    }

    public async ValueTask<Caller?> ReadAgainAsync(Caller caller, CancellationToken stop)
    {
        var id = ApiKeyId.Parse(caller.Id, provider: null);
        return await database.ReadAsync(async db => await KeyStore.FindAsync(db, id, stop), stop) is { RevokedAt: null } row
            ? await CallerOfAsync(row, stop)
            : null;
    }

    private async Task<Caller> CallerOfAsync(KeyRow row, CancellationToken stop) => new()
    {
        Kind = CallerKind.Key,
        Id = row.Id.ToString(),
        Name = row.Name,
        Tenant = row.TenantId,
        Path = (await tree.GetAsync(row.TenantId, stop)).Path,
        Permissions = row.ScopeList.ToFrozenSet(StringComparer.Ordinal),
    };

    /// <summary>At most once a minute, and never in the way: a full disk doesn't stop a key from reading.</summary>
    private async Task NoteUseAsync(KeyRow row, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (row.LastUsedAt > now - s_usedEvery)
            return;
        try
        {
            await database.InTransactionAsync(db => KeyStore.UsedAsync(db, row.Id, now, stop), stop);
        }
        catch (StorageException)
        {
            // the answer matters more than the note
        }
    }
}
