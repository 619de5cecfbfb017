using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>Passes a conversation on: to a colleague who is there, to a skill's queue, or back to the bot.</summary>
internal sealed class TransferConversation(
    Database database, Reception reception, TenantTree tree, StaffDirectory staff, SkillDirectory skills,
    FactLog facts, TimeProvider time)
{
    /// <param name="by">Who passes it on; it must be theirs, or they take it from the queue or the bot.</param>
    /// <param name="seen">Which; the caller has checked the scope.</param>
    /// <param name="to">To whom.</param>
    /// <param name="note">An internal note for whoever gets it; null for none.</param>
    public async Task<Outcome> RunAsync(Caller by, ConversationRow seen, Target to, string? note, CancellationToken stop)
    {
        var colleague = to is Target.Agent agent ? await staff.FindAsync(agent.Id, stop) : null;
        if (to is Target.Skill { Id: var wanted } && !await HoldsAsync(wanted, seen.TenantId, stop))
            return new Outcome.NoSuchTarget();
        var id = seen.Id;
        return await database.InTransactionAsync<Outcome>(async db =>
        {
            var row = (await ConversationStore.LockAsync(db, id, stop))!;
            if (row.State == ConversationState.Closed)
                return new Outcome.Ended();
            if (row.AgentId is { } owner && owner.ToString() != by.Id && !by.May(Permission.StaffWrite))
                return new Outcome.NotYours();
            var moved = to switch
            {
                Target.Agent => await ToAgentAsync(db, row, colleague, stop),
                Target.Skill skill => await ToSkillAsync(db, row, skill.Id, stop),
                _ => await ToBotAsync(db, row, stop),
            };
            if (moved is Outcome.Done && note is not null)
                await NoteStore.InsertAsync(db, new()
                {
                    Tenant = row.TenantId,
                    Conversation = id,
                    Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("n"),
                    ClientKey = Guid.NewGuid().ToString("n"),
                    AuthorId = by.Id,
                    AuthorName = by.Name,
                    Body = note,
                    AfterSeq = row.LastSeq,
                    At = time.GetUtcNow(),
                }, stop);
            return moved;
        }, stop);
    }

    /// <summary>True when the skill is one of the merchant's or of the nodes above it.</summary>
    private async Task<bool> HoldsAsync(SkillId skill, TenantId merchant, CancellationToken stop) =>
        (await skills.ListAsync(await tree.GetAsync(merchant, stop), stop)).Any(held => held.Id == skill);

    private async Task<Outcome> ToAgentAsync(Session db, ConversationRow row, StaffCard? colleague, CancellationToken stop)
    {
        if (colleague is null || await tree.FindAsync(colleague.Tenant, stop) is not { } node
            || await tree.FindAsync(row.TenantId, stop) is not { } merchant
            || !merchant.Path.StartsWith(node.Path, StringComparison.Ordinal))
            return new Outcome.NoSuchTarget();
        if (!await Presence.TryTakePlaceAsync(db, colleague.Id, beyondCapacity: true, time.GetUtcNow(), stop))
            return new Outcome.NotPresent(colleague.DisplayName);
        if (await reception.AssignAsync(db, row.Id, colleague.Id, colleague.DisplayName, onlyFrom: null, "transfer", stop))
            return new Outcome.Done();
        await Presence.FreePlaceAsync(db, colleague.Id, stop);
        return new Outcome.Done();   // it was theirs already
    }

    private async Task<Outcome> ToSkillAsync(Session db, ConversationRow row, SkillId skill, CancellationToken stop)
    {
        if (row.State != ConversationState.Queued)
        {
            await reception.QueueAsync(db, row.Id, new("transfer", skill), stop);
            return new Outcome.Done();
        }
        // it only changes the line it stands in: the consumer hears nothing of it, and what was waited counts
        await ConversationStore.ChangeLineAsync(db, row.Id, skill, stop);
        await facts.AddAsync(db, row.TenantId.ToString(), row.Id.ToString(), seq: 0,
            new ConversationMoved(row.State, row.State, "transfer"), time.GetUtcNow(), stop);
        return new Outcome.Done();
    }

    private async Task<Outcome> ToBotAsync(Session db, ConversationRow row, CancellationToken stop)
    {
        await reception.ToBotAsync(db, row.Id, stop);
        return new Outcome.Done();
    }

    /// <summary>To whom a conversation passes.</summary>
    public abstract record Target
    {
        private Target() { }

        public sealed record Agent(StaffId Id) : Target;

        public sealed record Skill(SkillId Id) : Target;

        public sealed record Bot : Target;
    }

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYours : Outcome;

        public sealed record NotPresent(string Name) : Outcome;

        public sealed record NoSuchTarget : Outcome;

        public sealed record Ended : Outcome;
    }
}
