namespace ServiceOS.Evals;

/// <summary>A text and what it asks for.</summary>
/// <param name="IsOut">Asks for nothing that is known.</param>
/// <param name="IsVal">Kept for thresholds.</param>
/// <param name="Group">The bot it was said to; empty when the file has no column <c>bot</c>.</param>
internal sealed record Labelled(string Text, string Intent, bool IsOut, bool IsVal, string Group)
{
    /// <summary>Reads columns <c>text</c> and <c>intent</c>, and <c>is_oos</c>, <c>official_split</c>, <c>bot</c> where there are such.</summary>
    public static IReadOnlyList<Labelled> Read(string path)
    {
        var table = Table.Read(path);
        var (texts, intents) = (table.Column("text"), table.Column("intent"));
        var outs = table.Has("is_oos") ? table.Column("is_oos") : null;
        var splits = table.Has("official_split") ? table.Column("official_split") : null;
        var bots = table.Has("bot") ? table.Column("bot") : null;
        return [.. texts.Select((text, row) => new Labelled(
            text, intents[row], outs?[row] is "1" or "true" or "True", string.Equals(splits?[row], "val", StringComparison.OrdinalIgnoreCase),
            bots?[row] ?? ""))];
    }
}

/// <summary>What was said of one text.</summary>
/// <param name="Wanted">The right one's number; below 0 when there is none.</param>
/// <param name="Got">The number that was said.</param>
/// <param name="Score">How sure it was.</param>
internal readonly record struct Told(int Wanted, int Got, double Score, bool IsOut)
{
    public bool IsRight => !IsOut && Wanted == Got;
}
