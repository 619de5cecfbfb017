using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot;

/// <summary>Lets the bot answer a question outside any conversation: for tests, the studio's test box, other people's front ends.</summary>
internal sealed class Ask(Brain brain, Database database, TenantTree tree)
{
    public async Task<AskView> RunAsync(TenantId tenant, AskRequest request, CancellationToken stop)
    {
        var settings = await tree.SettingsAsync(tenant, stop);
        var question = new Question
        {
            Merchant = tenant,
            Text = request.Question,
            Locale = Locales.Nearest(request.Locale, settings.Locale),
            OrderId = request.Order,
            Product = string.IsNullOrEmpty(request.Product) ? null : request.Product,
        };
        var thought = await brain.ThinkAsync(question, stop);
        // asking is not doing: urging is told, not done
        var said = thought.Step is Step.UseSkill { Skill: Skill.UrgeShipment }
            ? null
            : await database.ReadAsync(db => brain.SpeakAsync(db, question, thought, stop), stop);
        var decision = thought.Decision;
        var choices = said?.Parts?.FirstOrDefault(part => part.Type == "choices")?.Choices;
        return new(
            decision.Outcome,
            said is null ? null : new(said.Text, said.Parts),
            decision.Outcome == "choices" ? choices : null,
            decision.Item, decision.Confidence, decision.Threshold, decision.AnswerLine!.Value, decision.ChoicesLine!.Value, decision.Layer,
            new(decision.Text, decision.Candidates, decision.Rule, NotesOf(thought)));
    }

    /// <summary>The why in sentences, for people who don't read scores.</summary>
    private static List<string> NotesOf(Thought thought)
    {
        var english = Locales.IsEnglish(thought.Reading.Language);
        var notes = new List<string>();
        if (thought.Reading.Candidates.Count == 0)
            notes.Add(english ? "No question in the knowledge has anything in common with this one." : "知识库里没有与这个问题相近的问法。");
        else if (thought.Step is Step.OutOfScope)
            notes.Add(english
                ? $"The nearest question is “{thought.Reading.Candidates[0].Question}”, but it is too far away to be offered."
                : $"最接近的问法是“{thought.Reading.Candidates[0].Question}”，但相差太远，不足以给出选项。");
        else if (thought.Step is Step.Offer)
            notes.Add(english ? "Near enough to ask back, not sure enough to answer." : "足够接近，可以反问；但还不够确定，不直接回答。");
        if (thought.Step is Step.UseSkill { Skill: Skill.UrgeShipment })
            notes.Add(english ? "In a conversation the order would be urged now; here nothing is done." : "在会话中会立即催单；这里只做测试，不会真的催单。");
        return notes;
    }
}

/// <param name="Threshold">The line of the step that was taken.</param>
/// <param name="AnswerLine">From which confidence on the bot answers.</param>
/// <param name="ChoicesLine">From which confidence on it gives choices.</param>
internal sealed record AskView(
    string Outcome, AskAnswer? Answer, IReadOnlyList<Choice>? Choices, DecisionItem? Item, double Confidence, double Threshold,
    double AnswerLine, double ChoicesLine, string Layer, AskWhy Why);

internal sealed record AskAnswer(string Text, IReadOnlyList<Part>? Parts);

internal sealed record AskWhy(string Text, IReadOnlyList<DecisionCandidate> Candidates, string? Rule, IReadOnlyList<string> Notes);
