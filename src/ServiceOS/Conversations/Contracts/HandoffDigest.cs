using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations.Contracts;

/// <summary>What was said to the bot, short enough to be read while a consumer waits: the question, the answer, what came after, and the order.</summary>
/// <param name="Summary">A line each; empty when nothing was said.</param>
/// <param name="Order">The order that the bot spoke of last, as it showed it; null when it spoke of none.</param>
internal sealed record HandoffDigest(string Summary, OrderCard? Order)
{
    private const int MessagesMax = 12;

    /// <param name="db">The caller's transaction.</param>
    /// <param name="conversation">Which.</param>
    /// <param name="through">The last message that counts. Who only asks for a person says nothing that a person should read.</param>
    /// <param name="locale">The conversation's language.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<HandoffDigest> ReadAsync(Session db, ConversationId conversation, long through, string locale, CancellationToken stop) =>
        Of(await MessageStore.ListBeforeAsync(db, conversation, through + 1, MessagesMax, stop), locale);

    /// <summary>Pure.</summary>
    public static HandoffDigest Of(IReadOnlyList<MessageRow> messages, string locale)
    {
        var answer = messages.LastOrDefault(message => message is { Speaker: Speaker.Bot, InReplyTo: not null });
        var lines = new List<string>();
        if (answer is not null)
        {
            if (messages.FirstOrDefault(message => message.Seq == answer.InReplyTo) is { } question)
                lines.Add(Previews.Of(question.Body));
            lines.Add((Locales.IsEnglish(locale) ? "Bot: " : "机器人：") + Previews.Of(answer.Body));
        }
        lines.AddRange(messages.Where(message => message.Speaker == Speaker.Consumer && message.Seq > (answer?.Seq ?? 0)).Select(message => Previews.Of(message.Body)));
        var order = messages.Where(message => message.Speaker == Speaker.Bot).Reverse()
            .Select(message => Part.FromJson(message.Parts)?.FirstOrDefault(part => part.Order is not null)?.Order)
            .FirstOrDefault(shown => shown is not null);
        return new(string.Join('\n', lines.Where(line => line.Length > 0)), order);
    }
}
