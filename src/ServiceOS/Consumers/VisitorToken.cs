using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace ServiceOS.Consumers;

/// <summary>What a consumer's bearer token says: who, at which merchant, until when, and whether its site vouched for it.</summary>
/// <remarks>
/// 41 bytes (consumer, merchant, expiry in ms, flags) and their HMAC-SHA256, base64url: checked without a look-up, since
/// it comes with every message.
/// </remarks>
internal sealed record VisitorToken(ConsumerId Consumer, TenantId Merchant, DateTimeOffset ExpiresAt, bool IsVerified)
{
    private const int PayloadBytes = 16 + 16 + 8 + 1;
    private const int MacBytes = 32;

    public string Sign(byte[] secret)
    {
        Span<byte> token = stackalloc byte[PayloadBytes + MacBytes];
        Consumer.Value.TryWriteBytes(token);
        Merchant.Value.TryWriteBytes(token[16..]);
        BinaryPrimitives.WriteInt64BigEndian(token[32..], ExpiresAt.ToUnixTimeMilliseconds());
        token[40] = IsVerified ? (byte)1 : (byte)0;
        HMACSHA256.HashData(secret, token[..PayloadBytes], token[PayloadBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The token's content; null when it isn't ours, was changed or has expired.</summary>
    public static VisitorToken? Read(ReadOnlySpan<char> text, byte[] secret, DateTimeOffset now)
    {
        if (text.Length > 200 || !Base64Url.IsValid(text))   // decoding throws at a character that isn't base64url
            return null;
        Span<byte> token = stackalloc byte[200];
        if (!Base64Url.TryDecodeFromChars(text, token, out var length) || length != PayloadBytes + MacBytes)
            return null;
        Span<byte> mac = stackalloc byte[MacBytes];
        HMACSHA256.HashData(secret, token[..PayloadBytes], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, token.Slice(PayloadBytes, MacBytes)))
            return null;
        var expiresAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(token[32..]));
        return expiresAt <= now
            ? null
            : new(new(new Guid(token[..16])), new(new Guid(token.Slice(16, 16))), expiresAt, token[40] == 1);
    }
}
