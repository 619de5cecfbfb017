using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceOS.Knowledge.Contracts;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Several values in one cell, as people write them and as an export writes them; each way back gives the same. Pure.</summary>
internal static class CellLists
{
    private const string Arrow = " => ";

    private static readonly SearchValues<char> s_separators = SearchValues.Create("|；;,，、");

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Values one a line, or, on a single line, between <c>|</c> or <c>；</c>.</summary>
    public static IReadOnlyList<string> SplitQuestions(string cell) => Split(cell, '|', '；');

    /// <summary>Ids one a line, or, on a single line, between commas, semicolons or <c>|</c>.</summary>
    public static IReadOnlyList<string> SplitIds(string cell) => Split(cell, '|', '；', ';', ',', '，', '、');

    /// <summary>One a line. A lone value that a reader might take apart is given a line end, which tells that it is whole.</summary>
    public static string Join(IReadOnlyList<string> values) =>
        values.Count == 1 && values[0].AsSpan().ContainsAny(s_separators) ? values[0] + "\n" : string.Join('\n', values);

    /// <summary>Links one a line: the address, then its label.</summary>
    public static string JoinLinks(IReadOnlyList<AnswerLink> links) =>
        string.Join('\n', links.Select(link => $"{link.Url} {link.Label}"));

    public static IReadOnlyList<AnswerLink> SplitLinks(string cell) => [.. Lines(cell).Select(LinkOf)];

    public static IReadOnlyList<string> SplitImages(string cell) =>
        cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Buttons one a line: <c>label => value</c>, or only the label when a tap says just that.</summary>
    public static string JoinButtons(IReadOnlyList<AnswerButton> buttons) => string.Join('\n', buttons.Select(LineOf));

    public static IReadOnlyList<AnswerButton> SplitButtons(string cell) => [.. Lines(cell).Select(ButtonOf)];

    private static string[] Split(string cell, params ReadOnlySpan<char> separators) =>
        cell.Contains('\n', StringComparison.Ordinal) ? Lines(cell) : Trimmed(cell.Split([.. separators]));

    private static string[] Lines(string cell) => Trimmed(cell.Split('\n'));

    private static string[] Trimmed(string[] values) => [.. values.Select(value => value.Trim()).Where(value => value.Length > 0)];

    private static AnswerLink LinkOf(string line)
    {
        var space = line.IndexOfAny([' ', '\t']);
        if (space < 0)
            return new(line.Length > ContentRules.LabelCharactersMax ? line[..ContentRules.LabelCharactersMax] : line, line);
        var (first, rest) = (line[..space], line[(space + 1)..].Trim());
        if (first.Contains("://", StringComparison.Ordinal))
            return new(rest, first);
        var last = line.LastIndexOfAny([' ', '\t']);   // people also write the label first
        return new(line[..last].Trim(), line[(last + 1)..]);
    }

    private static string LineOf(AnswerButton button)
    {
        var isAmbiguous = button.Label.StartsWith('[') || button.Label.Contains("=>", StringComparison.Ordinal)
            || button.Value.StartsWith("=>", StringComparison.Ordinal);
        if (isAmbiguous)
            return JsonSerializer.Serialize<string[]>([button.Label, button.Value], s_json);
        return button.Label == button.Value ? button.Label : button.Label + Arrow + button.Value;
    }

    private static AnswerButton ButtonOf(string line)
    {
        if (line.StartsWith('[') && PairOf(line) is { } pair)
            return new(pair[0], pair[1]);
        var arrow = line.IndexOf("=>", StringComparison.Ordinal);
        return arrow < 0 ? new(line, line) : new(line[..arrow].Trim(), line[(arrow + 2)..].Trim());
    }

    private static string[]? PairOf(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(line) is [not null, not null] pair ? pair : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
