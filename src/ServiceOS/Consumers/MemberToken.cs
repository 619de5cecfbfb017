using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Consumers;

/// <summary>What a merchant's site says of its member, in a JWT (RFC 7519) that it signs with HS256 or RS256.</summary>
/// <param name="Id">Claim <c>sub</c>: the shop's own id of the member.</param>
/// <param name="Name">Claim <c>name</c>; null when absent.</param>
/// <param name="Tier">Claim <c>tier</c>; null when absent.</param>
internal sealed record MemberToken(string Id, string? Name, string? Tier)
{
    private const int TokenCharactersMax = 4_000;
    private const int IdCharactersMax = 200;
    private static readonly TimeSpan s_lifetimeMax = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    /// <summary>Checks a token against the merchant's key.</summary>
    /// <returns>The member; null when the token is forged, expired, of another algorithm, or valid for more than an hour.</returns>
    public static async Task<MemberToken?> ReadAsync(string token, MemberKey key, DateTimeOffset now)
    {
        if (token.Length > TokenCharactersMax)
            return null;
        using var rsa = RSA.Create();
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new()
        {
            ValidAlgorithms = [key.Algorithm],   // "none" and the public-key-as-secret trick end here
            IssuerSigningKey = SigningKey(key, rsa),
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuer = false,
            ValidateAudience = false,
            LifetimeValidator = (from, to, _, _) => IsShortAndCurrent(from, to, now),
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt
            || jwt.Subject is not { Length: > 0 and <= IdCharactersMax })
            return null;
        return new(jwt.Subject, Claim(jwt, "name"), Claim(jwt, "tier"));
    }

    private static SecurityKey SigningKey(MemberKey key, RSA rsa)
    {
        if (string.Equals(key.Algorithm, MemberKeys.Hs256, StringComparison.Ordinal))
            return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key.Material));
        rsa.ImportFromPem(key.Material);
        return new RsaSecurityKey(rsa) { CryptoProviderFactory = new() { CacheSignatureProviders = false } };
    }

    private static bool IsShortAndCurrent(DateTime? from, DateTime? to, DateTimeOffset now) =>
        to is { } end && end > now.UtcDateTime - s_skew && end <= now.UtcDateTime + s_lifetimeMax + s_skew
        && (from is not { } begin || begin <= now.UtcDateTime + s_skew);

    private static string? Claim(JsonWebToken jwt, string name) =>
        jwt.TryGetPayloadValue<string>(name, out var value) && value.Length is > 0 and <= 100 ? value : null;
}
