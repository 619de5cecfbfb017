using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Consumers;

/// <summary>Reads a consumer's bearer token, and signs new ones.</summary>
internal sealed class VisitorCredential(Secrets secrets, TenantTree tree, TimeProvider time) : ICredentialReader
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>A verified consumer's token ends sooner: the merchant's site may have signed the member out.</summary>
    public static readonly TimeSpan VerifiedLifetime = TimeSpan.FromHours(12);

    private const string Bearer = "Bearer ";
    private const string KeyPrefix = "sosk_";
    private static readonly HashSet<string> s_permissions = [Permission.Consumer];

    private byte[]? _secret;

    public CallerKind Kind => CallerKind.Consumer;

    public async Task<string> SignAsync(VisitorToken token, CancellationToken stop) => token.Sign(await SecretAsync(stop));

    public async Task<Caller?> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (await ReadTokenAsync(request, stop) is not { } token || await tree.FindAsync(token.Merchant, stop) is not { } merchant)
            return null;
        return new Caller
        {
            Kind = CallerKind.Consumer,
            Id = token.Consumer.ToString(),
            Name = "",
            Tenant = token.Merchant,
            Path = merchant.Path,
            Permissions = s_permissions,
            IsVerified = token.IsVerified,
            ExpiresAt = token.ExpiresAt,
        };
    }

    public ValueTask<Caller?> ReadAgainAsync(Caller caller, CancellationToken stop) =>
        ValueTask.FromResult(caller.ExpiresAt > time.GetUtcNow() ? caller : null);

    /// <summary>The valid visitor token that a request carries; null when it carries none.</summary>
    public async ValueTask<VisitorToken?> ReadTokenAsync(HttpRequest request, CancellationToken stop)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.Ordinal) || header.AsSpan(Bearer.Length).StartsWith(KeyPrefix))
            return null;
        var secret = await SecretAsync(stop);
        return VisitorToken.Read(header.AsSpan(Bearer.Length), secret, time.GetUtcNow());
    }

    private async ValueTask<byte[]> SecretAsync(CancellationToken stop) =>
        _secret ??= await secrets.GetAsync("visitor-token", stop);
}
