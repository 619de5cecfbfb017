using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Consumers;

/// <summary>What a merchant's site says of its member, in a JWT (RFC 7519) that it signs with HS256 or RS256.</summary>
/// <param name="Id">Claim <c>sub</c>: the shop's own id of the member, a text of 1 to 200 characters.</param>
/// <param name="Name">Claim <c>name</c>, at most 100 characters; null when absent, null or blank.</param>
/// <param name="Tier">Claim <c>tier</c>; as the name.</param>
internal sealed record MemberToken(string Id, string? Name, string? Tier)
{
    private const int TokenCharactersMax = 4_000;
    private const int IdCharactersMax = 200;
    private const int TextCharactersMax = 100;
    private static readonly TimeSpan s_lifetimeMax = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    /// <summary>Checks a token against the merchant's key.</summary>
    /// <returns>
    /// The member; null when the token is forged, expired, of another algorithm, made for more than an hour, or says what can't be kept.
    /// </returns>
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
        // an extension that its signer calls critical must be understood, and none is (RFC 7515 §4.1.11)
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt } && !Parse(jwt.EncodedHeader).TryGetProperty("crit", out _)
            ? Of(Parse(jwt.EncodedPayload), jwt.ValidTo, now)
            : null;
    }

    private static MemberToken? Of(JsonElement claims, DateTime expires, DateTimeOffset now) =>
        TryText(claims, "sub", IdCharactersMax, out var id) && id is not null
        && TryText(claims, "name", TextCharactersMax, out var name)
        && TryText(claims, "tier", TextCharactersMax, out var tier)
        && IsMadeForAnHourAtMost(claims, expires, now)
            ? new(id, name, tier)
            : null;

    /// <summary>Once the signature holds, header and payload are JSON: the library has read them.</summary>
    private static JsonElement Parse(string base64Url) => JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.DecodeBytes(base64Url));

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

    /// <summary>Without <c>iat</c> nobody knows how long ago it was made: then the time that is left counts, which was tested before.</summary>
    private static bool IsMadeForAnHourAtMost(JsonElement claims, DateTime expires, DateTimeOffset now)
    {
        if (!claims.TryGetProperty("iat", out var iat))
            return true;
        if (iat.ValueKind != JsonValueKind.Number)
            return false;
        var made = iat.GetDouble();
        return made <= (now + s_skew).ToUnixTimeSeconds() && (expires - DateTime.UnixEpoch).TotalSeconds - made <= s_lifetimeMax.TotalSeconds;
    }

    /// <summary>False when the claim is there and is no text that can be kept.</summary>
    /// <param name="text">Null when it is absent, null or blank.</param>
    private static bool TryText(JsonElement claims, string name, int charactersMax, out string? text)
    {
        text = null;
        if (!claims.TryGetProperty(name, out var claim) || claim.ValueKind == JsonValueKind.Null)
            return true;
        if (claim.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            text = claim.GetString();
        }
        catch (InvalidOperationException)
        {
            return false;   // \ud800: half a surrogate pair is no text
        }
        if (string.IsNullOrWhiteSpace(text))
            text = null;
        return Texts.Fault(text, min: 0, charactersMax) is null;
    }
}
