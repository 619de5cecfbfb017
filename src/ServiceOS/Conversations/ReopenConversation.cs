using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>Undoes a close: the conversation goes on with whoever undoes it.</summary>
internal sealed class ReopenConversation(Database database, Reception reception, TimeProvider time)
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(10);

    public Task<Outcome> RunAsync(Caller agent, ConversationRow seen, CancellationToken stop) =>
        database.InTransactionAsync<Outcome>(async db =>
        {
            var row = (await ConversationStore.LockAsync(db, seen.Id, stop))!;
            if (row.State != ConversationState.Closed)
                return new Outcome.Reopened();
            var now = time.GetUtcNow();
            if (now - row.ClosedAt > s_window)
                return new Outcome.TooLate();
            var who = StaffId.Parse(agent.Id, provider: null);
            if (!await Presence.TryTakePlaceAsync(db, who, beyondCapacity: true, now, stop))
                return new Outcome.NotPresent();
            if (await reception.ReopenAsync(db, row, who, agent.Name, stop))
                return new Outcome.Reopened();
            await Presence.FreePlaceAsync(db, who, stop);
            return new Outcome.Superseded();
        }, stop);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Reopened : Outcome;

        public sealed record TooLate : Outcome;

        /// <summary>The consumer has opened another since.</summary>
        public sealed record Superseded : Outcome;

        public sealed record NotPresent : Outcome;
    }
}
