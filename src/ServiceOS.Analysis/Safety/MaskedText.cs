using System.Globalization;
using System.Text;

namespace ServiceOS.Analysis.Safety;

/// <summary>A text for somebody else's eyes, with a placeholder for each span, and the way back.</summary>
/// <remarks>
/// "我叫⟦NAME1⟧，电话⟦PHONE1⟧". A value that comes twice has one placeholder, so that a language model sees who is the same.
/// The map never leaves the process: it holds what was hidden.
/// </remarks>
public sealed class MaskedText
{
    private const int LongestMark = 16;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<(PiiKind, string), string> _marks = [];
    private readonly int[] _counts = new int[Enum.GetValues<PiiKind>().Length];

    /// <summary>What each placeholder stands for.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Hides the spans of a text. Call again for further texts of one prompt: placeholders go on.</summary>
    public string Hide(string text)
    {
        var spans = Pii.Find(text);
        if (spans.Count == 0)
            return text;
        var hidden = new StringBuilder(text.Length);
        var end = 0;
        foreach (var span in spans)
        {
            hidden.Append(text, end, span.Start - end);
            hidden.Append(MarkOf(span.Kind, text.Substring(span.Start, span.Length), text));
            end = span.End;
        }

        return hidden.Append(text, end, text.Length - end).ToString();
    }

    /// <summary>Puts the values back. A placeholder that was never given out stays as it is.</summary>
    public string Reveal(string text)
    {
        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var length = text[i] == '⟦' ? text.AsSpan(i, Math.Min(LongestMark, text.Length - i)).IndexOf('⟧') + 1 : 0;
            if (length > 0 && _values.TryGetValue(text.Substring(i, length), out var value))
            {
                shown.Append(value);
                i += length - 1;
            }
            else
            {
                shown.Append(text[i]);
            }
        }

        return shown.ToString();
    }

    /// <summary>A consumer who types a placeholder must not be shown somebody's value for it.</summary>
    private string MarkOf(PiiKind kind, string value, string text)
    {
        if (_marks.TryGetValue((kind, value), out var mark))
            return mark;
        do
            mark = string.Create(CultureInfo.InvariantCulture, $"⟦{WordOf(kind)}{++_counts[(int)kind]}⟧");
        while (text.Contains(mark, StringComparison.Ordinal));
        _marks[(kind, value)] = mark;
        _values[mark] = value;
        return mark;
    }

    private static string WordOf(PiiKind kind) => kind switch
    {
        PiiKind.Phone => "PHONE",
        PiiKind.Id => "ID",
        PiiKind.Card => "CARD",
        PiiKind.Email => "EMAIL",
        PiiKind.Name => "NAME",
        _ => "ADDR",
    };
}
