using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>An agent takes a conversation: a chosen one from wherever it is, or the next that waits.</summary>
internal sealed class TakeConversation(Database database, Reception reception, TenantTree tree, StaffDirectory staff, TimeProvider time)
{
    /// <summary>How long what a colleague has taken can't be taken from them.</summary>
    private static readonly TimeSpan s_justTaken = TimeSpan.FromSeconds(10);

    public async Task<Outcome> RunAsync(Caller agent, ConversationRow seen, CancellationToken stop)
    {
        var who = StaffId.Parse(agent.Id, provider: null);
        return await database.InTransactionAsync<Outcome>(async db =>
        {
            var row = (await ConversationStore.LockAsync(db, seen.Id, stop))!;
            if (row.State == ConversationState.Closed)
                return new Outcome.Ended();
            if (row.AgentId == who)
                return new Outcome.Taken(row.Id);
            var now = time.GetUtcNow();
            // from a colleague only what one saw with that colleague, and not at once: two who press together don't rob each other
            if (row.AgentId is { } colleague && (row.AgentId != seen.AgentId || now - row.AssignedAt < s_justTaken))
                return new Outcome.AlreadyTaken((await staff.FindAsync(colleague, stop))?.DisplayName ?? "");
            // who takes by hand may go beyond their capacity: they decided so
            if (!await Presence.TryTakePlaceAsync(db, who, beyondCapacity: true, now, stop))
                return new Outcome.NotPresent();
            await reception.AssignAsync(db, row.Id, who, agent.Name, onlyFrom: null, "taken", stop);
            return new Outcome.Taken(row.Id);
        }, stop);
    }

    /// <summary>The one whose deadline is nearest, of those the agent has the skill for.</summary>
    public async Task<Outcome> NextAsync(Caller agent, Tenant node, CancellationToken stop)
    {
        var who = StaffId.Parse(agent.Id, provider: null);
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var skills = (await staff.SkillsOfAsync(who, stop)).Select(skill => skill.Id.ToString()).ToList();
        return await database.InTransactionAsync<Outcome>(async db =>
        {
            var waiting = await QueueStore.NextAsync(db, merchants, skills, stop);
            if (waiting is not { } id)
                return new Outcome.NobodyWaits();
            if (!await Presence.TryTakePlaceAsync(db, who, beyondCapacity: true, time.GetUtcNow(), stop))
                return new Outcome.NotPresent();
            if (await reception.AssignAsync(db, id, who, agent.Name, ConversationState.Queued, "taken", stop))
                return new Outcome.Taken(id);
            await Presence.FreePlaceAsync(db, who, stop);
            return new Outcome.NobodyWaits();
        }, stop);
    }

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Taken(ConversationId Id) : Outcome;

        public sealed record AlreadyTaken(string By) : Outcome;

        public sealed record NobodyWaits : Outcome;

        /// <summary>The agent is away or offline: conversations are only with those who are there.</summary>
        public sealed record NotPresent : Outcome;

        public sealed record Ended : Outcome;
    }
}
