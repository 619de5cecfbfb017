using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>A consumer (or an agent for it) asks for a person: always honoured.</summary>
internal sealed class RequestPerson(Database database, Reception reception)
{
    /// <returns>The conversation as it stands after; null when it has ended.</returns>
    public Task<ConversationRow?> RunAsync(ConversationRow row, CancellationToken stop) => database.InTransactionAsync(async db =>
    {
        // who is with a person, or waits for one, has what was asked for
        if (row.State == ConversationState.Bot)
        {
            var said = await HandoffDigest.ReadAsync(db, row.Id, row.LastSeq, stop);
            var card = new HandoffCard { Summary = said.Summary, Lines = said.Lines, Order = said.Order, Slots = HandoffCard.SlotsOf(row.Product, said.Order) };
            if (!await reception.QueueAsync(db, row.Id, new("asked-for-person", Card: card), stop))
                return null;
        }
        var now = await ConversationStore.FindAsync(db, row.Id, stop);
        return now!.State == ConversationState.Closed ? null : now;
    }, stop);
}
