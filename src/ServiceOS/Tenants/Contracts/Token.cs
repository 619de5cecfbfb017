using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ServiceOS.Tenants.Contracts;

/// <summary>Secrets that a bearer shows: 256 random bits, of which only the hash is stored.</summary>
internal static class Token
{
    private const int Bytes = 32;

    /// <summary>A new one, 43 characters after the prefix, safe in headers, cookies and URLs.</summary>
    public static string New(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored of it: SHA-256 in hex. No salt: 256 random bits can't be guessed or looked up.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
