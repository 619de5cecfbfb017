using System.Reflection;
using System.Text.Json;
using ServiceOS.Bot;
using ServiceOS.Simulation;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Tests.Simulation;

/// <summary>A question of plain-questions.csv.</summary>
/// <param name="Shop">A merchant's slug; <c>*</c>: asked of every one.</param>
/// <param name="Right">Keys of the items or names of the skills that answer it, or <c>handover</c>; any of them will do.</param>
internal sealed record PlainQuestion(string Shop, string Language, IReadOnlyList<string> Right, string Text)
{
    private const string File = "plain-questions.csv";

    /// <summary>Nothing that a shop should know.</summary>
    public bool IsForeign => Right is ["none"];

    /// <summary>Shop, language, right ones between bars, and the question as it is typed, commas and all.</summary>
    public static IReadOnlyList<PlainQuestion> ReadAll()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(File)
            ?? throw new InvalidOperationException($"the tests have no {File}");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1)
            .Select(line => line.Split(',', 4)).Select(cells => new PlainQuestion(cells[0], cells[1], cells[2].Split('|'), cells[3]))];
    }
}

/// <summary>What the bot made of a plain question.</summary>
/// <param name="Found">Key or skill that it answered with; null when it gave no answer.</param>
/// <param name="Choices">Labels of what it offered.</param>
/// <param name="Offered">Their keys and skills.</param>
internal sealed record Reply(
    string Shop, PlainQuestion Question, string Outcome, string? Found, IReadOnlyList<string> Choices, IReadOnlyList<string> Offered, string Best)
{
    public bool IsRight => Found is not null && Question.Right.Contains(Found, StringComparer.Ordinal);

    public bool IsOffered => Offered.Any(one => Question.Right.Contains(one, StringComparer.Ordinal));

    public bool IsWrong => Outcome is "answer" or "skill" && !IsRight;

    public static Reply Of(string shop, PlainQuestion question, JsonElement answer)
    {
        var outcome = answer.Text("outcome");
        var candidates = answer.GetProperty("why").GetProperty("candidates").EnumerateArray().ToList();
        var choices = answer.TryGetProperty("choices", out var offered) && offered.ValueKind == JsonValueKind.Array
            ? offered.EnumerateArray().Select(choice => choice.Text("label")).ToList() : [];
        var found = outcome switch
        {
            "answer" => KeyOf(shop, question.Language, answer.GetProperty("item").Text("question")),
            "skill" or "greeting" => RuleOf(answer) ?? candidates[0].Text("item"),
            "handover" => outcome,
            _ => null,
        };
        var best = string.Join(" / ", candidates.Take(3).Select(one => $"{one.GetProperty("score").GetDouble():0.00} {one.Text("question")}"));
        return new(shop, question, outcome, found, choices, [.. choices.Select(label => KeyOf(shop, question.Language, label))], best);
    }

    /// <summary>The skill that a wish was heard for, where no candidate stands for it.</summary>
    private static string? RuleOf(JsonElement answer) =>
        answer.GetProperty("why").TryGetProperty("rule", out var rule) && Skill.OfProducts.Concat(Skill.OfRequests).Contains(rule.GetString(), StringComparer.Ordinal) ? rule.GetString() : null;

    public override string ToString() =>
        $"{Shop} {Question.Language}: {Question.Text} [{string.Join('|', Question.Right)}] {Outcome} {Found}{(IsOffered ? "(offered)" : "")}: {Best}";

    private static string KeyOf(string shop, string language, string label)
    {
        var unit = WorldContent.Tree().Merchants.Single(merchant => merchant.Slug == shop).Unit;
        return new[] { shop, $"unit-{unit}", "platform" }.SelectMany(WorldContent.Knowledge)
            .FirstOrDefault(item => (Locales.IsEnglish(language) ? item.En : item.Zh).Question == label)?.Key
            ?? Wording.In(language).Skills.FirstOrDefault(skill => skill.Value == label).Key ?? label;
    }
}
