using ServiceOS.Bot.Contracts;

namespace ServiceOS.Studio;

/// <summary>Compares what the bot does about a question with what it would do. Pure.</summary>
internal static class Flip
{
    /// <summary>What is worst comes first: an answer is lost, it is another, it says other words; then what is only otherwise, and what is gained.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["lost", "other", "reworded", "changed", "gained"];

    /// <summary>One of <see cref="Kinds"/>; null when nothing changes.</summary>
    public static string? KindOf(Rehearsal before, Rehearsal after)
    {
        var (was, will) = (Answers(before), Answers(after));
        if (was && !will)
            return "lost";
        if (!was && will)
            return "gained";
        if (was)
            return Source(before) != Source(after) ? "other" : before.Item?.Version != after.Item?.Version && Words(before) != Words(after) ? "reworded" : null;
        return before.Outcome != after.Outcome || !before.Choices.SequenceEqual(after.Choices, StringComparer.Ordinal) ? "changed" : null;
    }

    private static bool Answers(Rehearsal one) => one.Outcome is "answer" or "skill";

    private static string? Source(Rehearsal one) => one.Item?.Id.ToString() ?? one.Skill;

    private static string? Words(Rehearsal one) => one.Item?.Answer.Text;
}

/// <summary>What the bot does about a question, as it is kept and shown.</summary>
/// <param name="Item">The item's id; null when it answers from none.</param>
/// <param name="What">The item's question, or the skill's name; null for neither.</param>
/// <param name="Answer">The item's words, cut.</param>
internal sealed record Side(string Outcome, string? Item, string? What, string? Answer, IReadOnlyList<string> Choices, double Score)
{
    private const int AnswerCharactersMax = 300;

    public static Side Of(Rehearsal one) => new(
        one.Outcome, one.Item?.Id.ToString(), one.Item?.Question ?? one.Skill, one.Item is { } item ? Cut(item.Answer.Text) : null, one.Choices,
        Math.Round(one.Score, 4));

    private static string Cut(string text) => text.Length > AnswerCharactersMax ? text[..AnswerCharactersMax] + "…" : text;
}

/// <summary>A question that is answered otherwise.</summary>
/// <param name="Kind">One of <see cref="Flip.Kinds"/>.</param>
/// <param name="Count">How often it was asked.</param>
/// <param name="Conversation">Where it was asked last, and the bot's message there.</param>
internal sealed record FlipBody(string Kind, string Question, int Count, ConversationId Conversation, long Seq, Side Before, Side After);

/// <summary>How much changes.</summary>
/// <param name="Questions">All, each as often as it was asked.</param>
/// <param name="Kinds">By kind of flip: how many questions.</param>
/// <param name="Outcomes">By outcome: how often before, and after.</param>
internal sealed record ReplaySummary(int Questions, IReadOnlyDictionary<string, int> Kinds, IReadOnlyList<OutcomeCount> Outcomes);

/// <summary>How often the bot does something, before and after.</summary>
internal sealed record OutcomeCount(string Outcome, int Before, int After);
