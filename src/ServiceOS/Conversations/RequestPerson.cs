using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>A consumer (or an agent for it) asks for a person: always honoured.</summary>
internal sealed class RequestPerson(Database database, Reception reception)
{
    private const int LinesMax = 6;

    /// <returns>The conversation as it stands after; null when it has ended.</returns>
    public Task<ConversationRow?> RunAsync(ConversationRow row, CancellationToken stop) => database.InTransactionAsync(async db =>
    {
        // who is with a person, or waits for one, has what was asked for
        if (row.State == ConversationState.Bot)
        {
            var card = new HandoffCard { Summary = await SummaryAsync(db, row, stop) };
            if (!await reception.QueueAsync(db, row.Id, new("asked-for-person", Card: card), stop))
                return null;
        }
        var now = await ConversationStore.FindAsync(db, row.Id, stop);
        return now!.State == ConversationState.Closed ? null : now;
    }, stop);

    private static async Task<string> SummaryAsync(Session db, ConversationRow row, CancellationToken stop)
    {
        var newest = await MessageStore.ListBeforeAsync(db, row.Id, row.LastSeq + 1, LinesMax, stop);
        return string.Join('\n', newest.Where(message => message.Speaker == Speaker.Consumer).Select(message => Previews.Of(message.Body)));
    }
}
