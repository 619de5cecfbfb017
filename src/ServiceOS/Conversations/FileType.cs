using System.Collections.Frozen;
using System.Text;

namespace ServiceOS.Conversations;

/// <summary>Decides what a file is by its first bytes. What a sender claims is not asked.</summary>
internal static class FileType
{
    private const int TextLooksAt = 4_096;

    /// <summary>Plain text has few on purpose: most text with another extension is run or rendered by whoever opens it.</summary>
    private static readonly FrozenDictionary<string, string[]> s_extensions = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["image/png"] = [".png"],
        ["image/jpeg"] = [".jpg", ".jpeg", ".jfif"],
        ["image/gif"] = [".gif"],
        ["image/webp"] = [".webp"],
        ["application/pdf"] = [".pdf"],
        ["text/plain"] = [".txt", ".log", ".md"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The media type; null when it is none of those that may be sent. Never SVG or HTML: they can carry scripts.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
        _ => IsPlainText(bytes) ? "text/plain" : null,
    };

    /// <summary>The extensions that a file of this type may have, the usual one first.</summary>
    public static IReadOnlyList<string> ExtensionsOf(string type) => s_extensions[type];

    /// <summary>True for an extension of any of the types.</summary>
    public static bool IsExtension(string extension) =>
        s_extensions.Values.Any(extensions => extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));

    private static bool IsPlainText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return false;
        var head = bytes[..Math.Min(bytes.Length, TextLooksAt)];
        if (head.IndexOfAnyInRange((byte)0, (byte)8) >= 0)
            return false;
        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        // markup is not plain text, even when it is called that
        var begin = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        return !begin.StartsWith("<", StringComparison.Ordinal);
    }
}
