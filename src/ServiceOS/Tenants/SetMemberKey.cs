using System.Security.Cryptography;
using System.Text;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tenants;

/// <summary>Sets the key by which a merchant's site vouches for its members.</summary>
internal sealed class SetMemberKey(Database database, FactLog facts, TimeProvider time)
{
    public Task RunAsync(TenantId tenant, MemberKeyChange change, CancellationToken stop) =>
        database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            var material = change.Algorithm == MemberKeys.Hs256 ? change.Secret! : change.PublicKey!;
            await MemberKeys.SetAsync(db, tenant, change.Algorithm!, material, now, stop);
            await facts.AddAsync(db, tenant.ToString(), tenant.ToString(), seq: 0, new MemberKeySet(change.Algorithm!), now, stop);
        }, stop);
}

/// <summary>A merchant's member key, as its owner sends it.</summary>
/// <param name="Algorithm"><c>HS256</c> or <c>RS256</c>.</param>
/// <param name="Secret">With HS256: at least 32 bytes.</param>
/// <param name="PublicKey">With RS256: the public key in PEM.</param>
internal sealed record MemberKeyChange(string? Algorithm, string? Secret, string? PublicKey);

/// <summary>A merchant's site got another key to vouch with.</summary>
internal sealed record MemberKeySet(string Algorithm) : IFact
{
    public static string Topic => "member-key.changed";
}

/// <summary>Decides whether a member key can be used. Pure.</summary>
internal static class MemberKeyFaults
{
    private const int SecretBytesMin = 32;   // RFC 7518 §3.2: as long as the hash
    private const int CharactersMax = 8_000;
    private const int RsaBitsMin = 2_048;    // RFC 7518 §3.3

    public static Dictionary<string, string[]> Of(MemberKeyChange change)
    {
        var faults = new Dictionary<string, string[]>(StringComparer.Ordinal);
        switch (change.Algorithm)
        {
            case MemberKeys.Hs256 when Texts.Fault(change.Secret, 1, CharactersMax) is { } fault:
                faults["secret"] = [fault];
                break;
            case MemberKeys.Hs256 when Encoding.UTF8.GetByteCount(change.Secret!) < SecretBytesMin:
                faults["secret"] = [$"must have at least {SecretBytesMin} bytes"];
                break;
            case MemberKeys.Rs256 when Texts.Fault(change.PublicKey, 1, CharactersMax) is { } fault:
                faults["publicKey"] = [fault];
                break;
            case MemberKeys.Rs256 when FaultOfPem(change.PublicKey!) is { } fault:
                faults["publicKey"] = [fault];
                break;
            case MemberKeys.Hs256 or MemberKeys.Rs256:
                break;
            default:
                faults["algorithm"] = ["must be HS256 or RS256"];
                break;
        }
        return faults;
    }

    private static string? FaultOfPem(string pem)
    {
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return "is a private key: send the public one, and replace this pair, since it was shown";
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.KeySize < RsaBitsMin ? $"must have at least {RsaBitsMin} bits" : null;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return "is not an RSA public key in PEM";
        }
    }
}
