using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>A consumer waits no longer for a person and goes on with the bot; nobody takes that from who has a person.</summary>
internal sealed class LeaveQueue(Database database, Reception reception)
{
    public Task<Outcome> RunAsync(ConversationId id, CancellationToken stop) => database.InTransactionAsync<Outcome>(async db =>
    {
        var row = (await ConversationStore.LockAsync(db, id, stop))!;
        if (row.State == ConversationState.Closed)
            return new Outcome.Ended();
        if (row.State == ConversationState.Assigned)
            return new Outcome.WithPerson();
        await reception.ToBotAsync(db, id, stop);   // with the bot already: nothing to do, as when it is asked twice
        return new Outcome.WithBot((await ConversationStore.FindAsync(db, id, stop))!);
    }, stop);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record WithBot(ConversationRow Row) : Outcome;

        public sealed record WithPerson : Outcome;

        public sealed record Ended : Outcome;
    }
}
