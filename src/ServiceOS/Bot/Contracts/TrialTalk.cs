using ServiceOS.Bot.Skills.Requests;
using ServiceOS.Conversations.Contracts;

namespace ServiceOS.Bot.Contracts;

/// <summary>A talk with the bot outside any conversation, turn by turn, as if a member had it: nothing is stored or done.</summary>
internal sealed class TrialTalk(Brain brain)
{
    /// <param name="before">What came of the turn before; null at the beginning.</param>
    /// <param name="choice">The value of the button that is tapped; null for words.</param>
    public async Task<TrialTurn> SayAsync(
        TenantId merchant, string member, string locale, string text, string? choice, TrialTurn? before, CancellationToken stop)
    {
        var question = new Question
        {
            Merchant = merchant,
            Member = member,
            Text = text,
            Locale = locale,
            Choice = choice,
            Doubts = before?.Doubts ?? default,
            Pending = before?.Doubts.AskedBack > 0 ? before.State : null,   // as the stored one is looked up
        };
        var thought = await brain.ThinkAsync(question, stop);
        var said = thought.Request is { } request ? RequestSkill.Speak(request, thought.Reading.Language) : null;
        var (misses, askedBack) = thought.Asks ? question.Doubts with { AskedBack = question.Doubts.AskedBack + 1 } : NextStep.DoubtsAfter(thought.Step, question.Doubts);
        return new(
            thought.Decision.Outcome, thought.Request?.State.Skill ?? (thought.Step as Step.UseSkill)?.Skill, thought.Request?.State.OrderId,
            thought.Request?.State.Slots ?? [], thought.Request?.State.Asked,
            said?.Parts?.FirstOrDefault(part => part.Choices is not null)?.Choices ?? [])
        {
            State = thought.Decision.Request,
            Doubts = new(misses, askedBack),
        };
    }
}

/// <summary>What came of a turn.</summary>
/// <param name="Outcome">As it stands in the decision.</param>
/// <param name="Skill">The skill that was used, or whose request a person gets; null when none was.</param>
/// <param name="OrderId">The order that it is about; null when nobody knows.</param>
/// <param name="Asked">What the consumer is asked for; null when nothing.</param>
internal sealed record TrialTurn(
    string Outcome, string? Skill, string? OrderId, IReadOnlyList<SlotValue> Slots, string? Asked, IReadOnlyList<Choice> Choices)
{
    internal RequestState? State { get; init; }
    internal Doubts Doubts { get; init; }
}
