using System.Globalization;
using System.Text;

namespace ServiceOS.Conversations;

/// <summary>
/// Decides under which name a file is kept and given out. Pure, and the same for a name that it made itself. Whoever opens
/// the download goes by its name: that must not say a type which the bytes aren't, nor read otherwise than it is written.
/// </summary>
internal static class AttachmentName
{
    private const int CharactersMax = 120;
    private const string Nameless = "file";

    /// <summary>At most 120 UTF-16 characters, with an extension of the type.</summary>
    /// <param name="sent">What the sender called it, with or without folders.</param>
    /// <param name="type">The media type that <see cref="FileType.Of"/> found.</param>
    public static string Of(string sent, string type)
    {
        var name = Printable(Path.GetFileName(sent.Replace('\\', '/'))).Trim().TrimEnd('.', ' ');
        var extension = Path.GetExtension(name);
        if (FileType.IsExtension(extension))
            name = name[..^extension.Length];   // a wrong one of ours gives way; a foreign one stays in the name
        if (!FileType.ExtensionsOf(type).Contains(extension, StringComparer.OrdinalIgnoreCase))
            extension = FileType.ExtensionsOf(type)[0];
        name = Cut(name, CharactersMax - extension.Length).TrimEnd();
        return (name.Length > 0 ? name : Nameless) + extension;
    }

    private static string Printable(string name)
    {
        var kept = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (!IsBidiControl(rune.Value) && rune.Value is not ('"' or '<' or '>')
                && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
                kept.Append(rune.ToString());
        }
        return kept.ToString();
    }

    /// <summary>With these a name that ends in "gnp.exe" can look as if it ended in "exe.png".</summary>
    /// <remarks>https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters</remarks>
    private static bool IsBidiControl(int character) =>
        character is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Whole text elements, so that neither a surrogate pair nor a letter with its marks is cut in two.</summary>
    private static string Cut(string text, int charactersMax)
    {
        var end = 0;
        while (end < text.Length && end + StringInfo.GetNextTextElementLength(text, end) is var next && next <= charactersMax)
            end = next;
        return text[..end];
    }
}
