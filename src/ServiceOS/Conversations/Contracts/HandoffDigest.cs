using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations.Contracts;

/// <summary>What was said to the bot, short enough to be read while a consumer waits: what is open, what was answered last, and the order.</summary>
/// <param name="Lines">Empty when nothing was said that a person should know.</param>
/// <param name="Order">The order that the bot spoke of last, as it showed it; null when it spoke of none.</param>
internal sealed record HandoffDigest(IReadOnlyList<HandoffLine> Lines, OrderCard? Order)
{
    private const int MessagesMax = 24;
    private const int OpenMax = 3;
    private const string PersonValue = "person";

    /// <summary>A line each, without who said it: readers word that in their own language.</summary>
    public string Summary => string.Join('\n', Lines.Select(line => line.Text));

    /// <param name="db">The caller's transaction.</param>
    /// <param name="conversation">Which.</param>
    /// <param name="through">The last message that counts. Who only asks for a person says nothing that a person should read.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<HandoffDigest> ReadAsync(Session db, ConversationId conversation, long through, CancellationToken stop) =>
        Of(await MessageStore.ListBeforeAsync(db, conversation, through + 1, MessagesMax, stop));

    /// <summary>Pure. Greetings, thanks and the like are left out: they would hide what is open.</summary>
    public static HandoffDigest Of(IReadOnlyList<MessageRow> messages)
    {
        var asked = messages.Where(message => message.Speaker == Speaker.Consumer && message.Body.Length > 0).ToList();
        var replies = messages.Where(message => message is { Speaker: Speaker.Bot, InReplyTo: not null }).ToDictionary(message => message.InReplyTo!.Value);
        var open = asked.Where((message, at) => IsOpen(replies.GetValueOrDefault(message.Seq), at + 1 < asked.Count ? replies.GetValueOrDefault(asked[at + 1].Seq) : null))
            .Select(message => Previews.Of(message.Body)).Distinct(StringComparer.Ordinal).TakeLast(OpenMax);
        var lines = open.Select(text => new HandoffLine(Speaker.Consumer, text)).ToList();
        if (replies.Values.Where(IsAnswer).MaxBy(reply => reply.Seq) is { } answer)
        {
            if (asked.Find(message => message.Seq == answer.InReplyTo) is { } question)
                lines.Add(new(Speaker.Consumer, Previews.Of(question.Body)));
            lines.Add(new(Speaker.Bot, Previews.Of(answer.Body)));
        }
        var order = messages.Where(message => message.Speaker == Speaker.Bot).Reverse()
            .Select(message => Part.FromJson(message.Parts)?.FirstOrDefault(part => part.Order is not null)?.Order)
            .FirstOrDefault(shown => shown is not null);
        return new([.. lines.Where(line => line.Text.Length > 0)], order);
    }

    /// <summary>What was said before the kind was kept counts as an answer, as it did then.</summary>
    private static bool IsAnswer(MessageRow reply) => reply.Said is null or BotSaid.Answer;

    /// <summary>Not answered, unless it was asked back and what was picked then was answered.</summary>
    private static bool IsOpen(MessageRow? reply, MessageRow? next) =>
        reply is null || (reply.Said == BotSaid.Open && !(next is not null && IsAnswer(next) && AskedBack(reply)));

    private static bool AskedBack(MessageRow reply) => Part.FromJson(reply.Parts)?.Any(
        part => part.Orders is not null || part.Choices?.Any(choice => choice.Value != PersonValue) == true) == true;
}

/// <summary>One thing that was said before the hand-over.</summary>
/// <param name="Speaker"><c>consumer</c> or <c>bot</c>.</param>
internal sealed record HandoffLine(string Speaker, string Text);
