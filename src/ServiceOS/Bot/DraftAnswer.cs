using ServiceOS.Knowledge.Contracts;
using ServiceOS.LanguageModel.Contracts;

namespace ServiceOS.Bot;

/// <summary>Where the bot would ask which of a few is meant, lets the merchant's language model answer from those few, if the merchant wants that.</summary>
/// <remarks>Where the bot is sure its item's own words are better; where it knows nothing there is nothing to answer from.</remarks>
internal sealed class DraftAnswer(Drafter drafter)
{
    public const string Layer = "drafted";

    /// <returns>The same thought when there is no draft that holds.</returns>
    public async Task<Thought> RunAsync(Question question, Thought thought, CancellationToken stop)
    {
        if (thought.Step is not Step.Offer { Candidates: [{ Item: not null }, ..] } offer)
            return thought;   // an order's own facts are nearest: no item knows them
        var items = offer.Candidates.Select(candidate => candidate.Item is { } id ? thought.Knowledge.Find(id) : null).OfType<KnowledgeEntry>().ToList();
        var language = thought.Reading.Language;
        var wish = new DraftWish(question.Text, language, [.. items.Select(
            item => $"{item.Question}\n{AnswerText.Fill(item, language, thought.Settings, thought.Context, order: null)}")]);
        if (items.Count == 0 || await drafter.ForConsumerAsync(question.Merchant, wish, stop) is not { } draft)
            return thought;
        var first = items[draft.Sources[0]];
        var step = new Step.Answer(first.Id, Layer);
        return thought with
        {
            Step = step,
            Item = first,
            Drafted = draft.Text,
            Decision = thought.Decision with { Outcome = "answer", Layer = Layer, Rule = Layer, Intent = first.Question, Item = new(first.Id, first.Version, first.Question) },
        };
    }
}
