using System.Text;
using ServiceOS.Bot.Skills;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Contracts;

/// <summary>What an agent may answer a consumer: items that are near, their answers filled in. Says, does and stores nothing.</summary>
internal sealed class ReplySuggester(Brain brain, Understander understander, TenantTree tree)
{
    /// <param name="asked">With words in it.</param>
    /// <param name="limit">At most this many.</param>
    public async Task<SuggestedReplies> RunAsync(NewestQuestion asked, int limit, CancellationToken stop)
    {
        var question = new Question
        {
            Merchant = asked.TenantId,
            Consumer = asked.ConsumerId,
            Text = asked.Body!,
            Locale = asked.Locale,
            Product = asked.Product,
            OrderId = asked.OrderId,
        };
        var settings = await tree.SettingsAsync(asked.TenantId, stop);
        var (reading, knowledge) = await understander.ReadAsync(
            asked.TenantId, asked.Locale, OrderNumbers.Without(question.Text), asked.Product, stop);
        // an agent looks before it is sent: half of what the bot needs to ask back is worth a look
        var near = reading.Candidates.Where(candidate => candidate.Score >= settings.ChoicesThreshold / 2)
            .Select(candidate => (candidate.Score, Item: candidate.Item is { } id ? knowledge.Find(id) : null))
            .Where(candidate => candidate.Item is not null)
            .Take(limit).ToList();
        if (near.Count == 0)
            return new(reading.Text, reading.Language, []);

        var wish = new OrderWish(Tapped: null, question.Text, question.OrderId);
        var context = await brain.ContextAsync(question, wish, stop);
        var order = OrderChoice.Likely(context.Orders, wish);
        return new(reading.Text, reading.Language, [.. near.Select(candidate => new SuggestedReply(
            candidate.Item!.Id, candidate.Item.Version, candidate.Item.Question,
            TextOf(candidate.Item, AnswerText.Fill(candidate.Item, reading.Language, settings, context, order)), candidate.Score))]);
    }

    /// <summary>What an agent can type has no parts: links become lines.</summary>
    private static string TextOf(KnowledgeEntry item, string filled)
    {
        if (item.Answer.Links.Count == 0)
            return filled;
        var text = new StringBuilder(filled);
        foreach (var link in item.Answer.Links)
            text.Append('\n').Append(link.Label).Append(": ").Append(link.Url);
        return text.ToString();
    }
}

/// <param name="Asked">What the consumer said, as it was compared.</param>
/// <param name="Language">Of that: <c>zh-CN</c> or <c>en</c>.</param>
/// <param name="Replies">Best first.</param>
internal sealed record SuggestedReplies(string Asked, string Language, IReadOnlyList<SuggestedReply> Replies);

/// <param name="Text">Plain, its variables filled.</param>
/// <param name="Score">0–1.</param>
internal sealed record SuggestedReply(ItemId Item, long Version, string Question, string Text, double Score);
