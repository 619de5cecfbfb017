using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tenants;

/// <summary>Makes a key for another program. Its text is answered this once, and only its hash is kept.</summary>
internal sealed class CreateApiKey(Database database, FactLog facts, TimeProvider time)
{
    private const int PrefixCharacters = 12;

    /// <returns>The key as stored, and its text.</returns>
    public Task<(KeyRow Row, string Key)> RunAsync(
        TenantId tenant, string name, IReadOnlyList<string> scopes, CancellationToken stop)
    {
        var key = Token.New(KeyCredential.Prefix);
        return database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            var row = new KeyRow
            {
                Id = ApiKeyId.New(now),
                TenantId = tenant,
                Name = name,
                Prefix = key[..PrefixCharacters],
                Scopes = string.Join(',', scopes.Distinct(StringComparer.Ordinal)),
                CreatedAt = now,
            };
            await KeyStore.InsertAsync(db, row, Token.Hash(key), stop);
            await facts.AddAsync(db, tenant.ToString(), row.Id.ToString(), seq: 0, new KeyCreated(row.Id), now, stop);
            return (row, key);
        }, stop);
    }
}

/// <summary>A key was made for another program.</summary>
internal sealed record KeyCreated(ApiKeyId Key) : IFact
{
    public static string Topic => "key.created";
}
