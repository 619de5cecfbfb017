using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Tenants;

/// <summary>Ends a key at once; whoever uses it is let in no more.</summary>
internal sealed class RevokeApiKey(Database database, FactLog facts, TimeProvider time)
{
    public Task RunAsync(KeyRow key, CancellationToken stop) => database.InTransactionAsync(async db =>
    {
        var now = time.GetUtcNow();
        if (await KeyStore.RevokeAsync(db, key.Id, now, stop))
            await facts.AddAsync(db, key.TenantId.ToString(), key.Id.ToString(), seq: 0, new KeyRevoked(key.Id), now, stop);
    }, stop);
}

/// <summary>A key was ended.</summary>
internal sealed record KeyRevoked(ApiKeyId Key) : IFact
{
    public static string Topic => "key.revoked";
}
