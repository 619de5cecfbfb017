using System.Text.Json;
using ServiceOS.Analysis.Safety;

namespace ServiceOS.Evals;

/// <summary>How many pieces that tell who somebody is are found, exactly where they are, and how many that are none.</summary>
/// <remarks>The file holds one object a line: <c>text</c>, <c>spans</c> of <c>start</c>, <c>end</c> (UTF-16 units, exclusive) and <c>type</c>.</remarks>
internal sealed class EvalPii(string test)
{
    private static readonly (string Word, PiiKind Kind)[] s_words =
    [
        ("PHONE", PiiKind.Phone), ("ID", PiiKind.Id), ("CARD", PiiKind.Card), ("EMAIL", PiiKind.Email), ("NAME", PiiKind.Name), ("ADDR", PiiKind.Address),
    ];

    /// <exception cref="IOException">The file is missing or not of this shape.</exception>
    public object Run(CancellationToken stop)
    {
        var counts = s_words.ToDictionary(word => word.Kind, _ => new Count());
        var (texts, alarmed, clean, cleanAlarmed) = (0, 0, 0, 0);
        foreach (var (line, row) in Table.ReadObjects(test).Index())
        {
            stop.ThrowIfCancellationRequested();
            var (text, expected) = Read(row, line + 1);
            var found = Pii.Find(text).ToHashSet();
            var wrong = found.Except(expected).ToList();
            foreach (var span in expected)
                _ = found.Contains(span) ? counts[span.Kind].Right++ : counts[span.Kind].Missed++;
            foreach (var span in wrong)
                counts[span.Kind].Wrong++;
            texts++;
            alarmed += wrong.Count > 0 ? 1 : 0;
            clean += expected.Count == 0 ? 1 : 0;
            cleanAlarmed += expected.Count == 0 && found.Count > 0 ? 1 : 0;
        }

        return new
        {
            eval = "pii",
            texts,
            f1 = ByWord(counts, count => count.F1),
            precision = ByWord(counts, count => count.Precision),
            recall = ByWord(counts, count => count.Recall),
            spans = ByWord(counts, count => count.Right + count.Missed),
            false_alarms = ByWord(counts, count => count.Wrong),
            texts_with_false_alarms = alarmed,
            texts_without_spans = clean,
            texts_without_spans_alarmed = cleanAlarmed,
        };
    }

    /// <summary>Kinds of which the file has none, and none was found, are left out.</summary>
    private static Dictionary<string, double> ByWord(Dictionary<PiiKind, Count> counts, Func<Count, double> figure) => s_words
        .Where(word => counts[word.Kind] is { } count && count.Right + count.Missed + count.Wrong > 0)
        .ToDictionary(word => word.Word, word => Math.Round(figure(counts[word.Kind]), 4), StringComparer.Ordinal);

    private (string Text, HashSet<PiiSpan> Spans) Read(JsonElement row, int line)
    {
        try
        {
            var text = row.GetProperty("text").GetString() ?? throw new FormatException("text is null");
            return (text, [.. row.GetProperty("spans").EnumerateArray().Select(span => SpanOf(span, text.Length))]);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new IOException($"{test}, line {line}: must be an object with text, and spans of start, end and type ({e.Message})", e);
        }
    }

    private static PiiSpan SpanOf(JsonElement span, int length)
    {
        var type = span.GetProperty("type").GetString();
        var word = Array.FindIndex(s_words, word => word.Word == type);
        var (start, end) = (span.GetProperty("start").GetInt32(), span.GetProperty("end").GetInt32());
        if (word < 0)
            throw new FormatException($"there is no type '{type}'");
        if (start < 0 || start >= end || end > length)
            throw new FormatException($"a span from {start} to {end} is not in the text");
        return new(start, end, s_words[word].Kind);
    }

    private sealed class Count
    {
        public int Right { get; set; }

        public int Missed { get; set; }

        public int Wrong { get; set; }

        public double Precision => Right == 0 ? 0 : (double)Right / (Right + Wrong);

        public double Recall => Right == 0 ? 0 : (double)Right / (Right + Missed);

        public double F1 => Right == 0 ? 0 : 2.0 * Right / ((2 * Right) + Wrong + Missed);
    }
}
