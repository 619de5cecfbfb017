using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Contracts;

/// <summary>What the bot would decide about a question, outside of any conversation; nothing is said, done or stored. Pure.</summary>
/// <param name="Outcome"><c>answer</c>, <c>choices</c>, <c>handover</c>, <c>out-of-scope</c>, <c>greeting</c> or <c>skill</c>.</param>
/// <param name="Layer">Which layer of the bot would speak.</param>
/// <param name="Item">The item that it would answer from; null when none.</param>
/// <param name="Skill">The skill that it would use; null when none.</param>
/// <param name="Rule">The rule that decides, where no score does.</param>
/// <param name="Score">The best candidate's, 0–1.</param>
/// <param name="AnswerLine">From which score on it answers.</param>
/// <param name="Choices">What it would ask back about: standard questions, and the names of skills.</param>
internal sealed record Rehearsal(
    string Outcome, string Layer, KnowledgeEntry? Item, string? Skill, string? Rule, double Score, double AnswerLine, IReadOnlyList<string> Choices)
{
    /// <param name="settings">The merchant's: where its lines are.</param>
    public static Rehearsal Of(Reading reading, KnowledgeSnapshot knowledge, Settings settings)
    {
        var thresholds = new NextStep.Thresholds(settings.AnswerThreshold, Math.Min(settings.ChoicesThreshold, settings.AnswerThreshold));
        var step = NextStep.Decide(reading, tapped: null, doubts: default, thresholds);
        var item = step is Step.Answer answer ? knowledge.Find(answer.Item) : null;
        var decision = Decision.Of(step, reading, item is null ? null : new(item.Id, item.Version, item.Question), thresholds);
        return new(
            decision.Outcome, decision.Layer, item, (step as Step.UseSkill)?.Skill, decision.Rule, decision.Confidence, thresholds.Answer,
            step is Step.Offer offer ? [.. offer.Candidates.Select(one => one.Item is { } id ? knowledge.Find(id)?.Question ?? one.Question : one.Skill!)] : []);
    }

    /// <summary>The text as the bot reads it: numbers of orders say which, not what.</summary>
    public static string TextOf(string said) => Skills.OrderNumbers.Without(said);
}
