using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>An agent says something in a conversation that is theirs.</summary>
internal sealed class SendAgentMessage(Database database, FactLog facts, StaffDirectory staff, TimeProvider time)
{
    /// <param name="agent">Who is signed in.</param>
    /// <param name="id">Where; the caller has checked that it is in the agent's scope.</param>
    /// <param name="said">What.</param>
    /// <param name="expectedSeq">The newest message on the agent's screen; null: not told.</param>
    /// <param name="force">Send even if a colleague replied since.</param>
    public async Task<Outcome> RunAsync(
        Caller agent, ConversationId id, IncomingMessage said, long? expectedSeq, bool force, CancellationToken stop)
    {
        var who = StaffId.Parse(agent.Id, provider: null);
        var key = $"a:{agent.Id}:{said.ClientKey}";
        try
        {
            return await database.InTransactionAsync(
                db => StoreAsync(db, who, agent.Name, id, said, key, force ? null : expectedSeq, stop), stop);
        }
        catch (ResentException)
        {
            var before = await database.ReadAsync(async db => await MessageStore.FindByClientKeyAsync(db, id, key, stop), stop);
            return new Outcome.Stored(before!.Seq, before.SentAt);
        }
    }

    private async Task<Outcome> StoreAsync(
        Session db, StaffId agent, string name, ConversationId id, IncomingMessage said, string key, long? expectedSeq,
        CancellationToken stop)
    {
        var row = (await ConversationStore.LockAsync(db, id, stop))!;
        if (await MessageStore.FindByClientKeyAsync(db, id, key, stop) is { } before)
            return new Outcome.Stored(before.Seq, before.SentAt);
        if (row.State != ConversationState.Assigned || row.AgentId != agent)
            return new Outcome.NotYours(row.State, await NameAsync(row.AgentId?.ToString(), stop));
        if (expectedSeq is { } seen && row.AgentSeq > seen && row.AgentSeqBy != agent.ToString())
            return new Outcome.ColleagueReplied(await NameAsync(row.AgentSeqBy, stop) ?? "", row.AgentSeq);

        var now = time.GetUtcNow();
        var touch = (await TouchStore.ByAgentAsync(db, id, agent, said.Preview, now, stop))!;
        var stored = await MessageStore.InsertAsync(db, new()
        {
            Tenant = row.TenantId,
            Conversation = id,
            Seq = touch.LastSeq,
            ClientKey = key,
            Speaker = Speaker.Agent,
            SpeakerId = agent.ToString(),
            SpeakerName = name,
            Body = said.Body,
            Parts = said.Parts,
            SentAt = now,
        }, stop);
        if (!stored)
            throw new ResentException();
        long? firstResponse = row.FirstAgentReplyAt is null && row.PersonWantedAt is { } since
            ? (long)(now - since).TotalMilliseconds
            : null;
        await facts.AddAsync(db, row.TenantId.ToString(), id.ToString(), touch.LastSeq,
            new MessageAdded(Speaker.Agent, Agent: agent.ToString(), FirstResponseMs: firstResponse), now, stop);
        return new Outcome.Stored(touch.LastSeq, now);
    }

    private async ValueTask<string?> NameAsync(string? id, CancellationToken stop) =>
        StaffId.TryParse(id, provider: null, out var parsed) ? (await staff.FindAsync(parsed, stop))?.DisplayName : null;

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Stored(long Seq, DateTimeOffset SentAt) : Outcome;

        /// <summary>It is with the bot, in the queue, with a colleague, or has ended: take it first.</summary>
        public sealed record NotYours(string State, string? With) : Outcome;

        /// <summary>Another agent wrote after what was on the screen.</summary>
        public sealed record ColleagueReplied(string Colleague, long Seq) : Outcome;
    }
}
