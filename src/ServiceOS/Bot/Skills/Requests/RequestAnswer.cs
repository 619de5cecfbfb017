using ServiceOS.Conversations.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Skills.Requests;

/// <summary>Decides whether a message answers what was asked about a request. Pure: it does, unless it clearly is something else.</summary>
internal static class RequestAnswer
{
    /// <param name="asked">What was asked with the message before.</param>
    /// <param name="reading">The message.</param>
    /// <param name="step">What would be done if nothing had been asked.</param>
    /// <param name="found">What it tells about the request.</param>
    /// <param name="namesOrder">It has the number of an order.</param>
    public static bool Is(RequestState asked, Reading reading, Step step, IReadOnlyList<SlotValue> found, bool namesOrder)
    {
        if (step is Step.HandOver { Reason: not "did-not-know" } || reading.Wish is not null || IsTalk(reading))
            return false;
        var tells = asked.Asked is RequestState.Order or RequestState.Identity ? namesOrder : found.Any(slot => slot.Name == asked.Asked);
        if (reading.Request is { } heard && heard.Skill != asked.Skill)
            return tells && heard.Act == RequestAct.Wish && asked.Asked is not (RequestState.Order or RequestState.Identity);   // "I want an invoice for order 1" is another request
        if (tells || asked.Options.Contains(reading.Text, StringComparer.OrdinalIgnoreCase))
            return true;
        if (reading.IsQuestion || reading.Candidates is [{ Item: not null, Score: >= 1 }, ..])
            return false;
        var isSure = step is Step.Answer or Step.UseSkill && reading.Request is null;
        return !isSure || asked.Asked is RequestState.Reason or RequestState.Title or RequestState.Size;
    }

    private static bool IsTalk(Reading reading) =>
        reading.Candidates is [{ Skill: { } skill, Score: >= 1 }, ..] && Skill.OfTalk.Contains(skill, StringComparer.Ordinal);
}
