using System.Security.Cryptography;
using System.Text;
using ServiceOS.Platform.Data;

namespace ServiceOS.LanguageModel;

/// <summary>Seals keys of models for the database: AES-256-GCM under the installation's own secret, bound to the node.</summary>
internal sealed class ModelKeys(Secrets secrets)
{
    private const string SecretName = "model-keys";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public async Task<string> SealAsync(TenantId node, string key, CancellationToken stop)
    {
        using var aes = new AesGcm(await secrets.GetAsync(SecretName, stop), TagBytes);
        var plain = Encoding.UTF8.GetBytes(key);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), BoundTo(node));
        return Convert.ToBase64String(box);
    }

    /// <summary>The key; null when it was sealed elsewhere, as in a database that came without its secrets.</summary>
    public async Task<string?> OpenAsync(TenantId node, string sealedKey, CancellationToken stop)
    {
        using var aes = new AesGcm(await secrets.GetAsync(SecretName, stop), TagBytes);
        var box = Convert.FromBase64String(sealedKey);
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain, BoundTo(node));
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] BoundTo(TenantId node) => Encoding.ASCII.GetBytes(node.ToString());
}
