using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ServiceOS.Tests.Consumers;

/// <summary>Tokens as a shop's site makes them, and as somebody who would like to be its member does.</summary>
internal static class Jwt
{
    public static string Hs256(string secret, object claims, string algorithm = "HS256") =>
        Signed(algorithm, claims, signed => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));

    /// <summary>A token of just these two JSON texts.</summary>
    public static string Hs256Of(string secret, string claims, string header = """{"alg":"HS256","typ":"JWT"}""")
    {
        var text = $"{Part(header)}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(text)))}";
    }

    public static string Rs256(RSA key, object claims) =>
        Signed("RS256", claims, signed => key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Unsigned(object claims) => Signed("none", claims, _ => []);

    private static string Signed(string algorithm, object claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Part(new { alg = algorithm, typ = "JWT" })}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Part(object content) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(content, content.GetType()));
}
