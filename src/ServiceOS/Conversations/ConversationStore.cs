using ServiceOS.Consumers.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>The SQL of conversations: opening, and passing from one owner to another.</summary>
internal static class ConversationStore
{
    private const string Columns = """
        tenant_id, id, consumer_id, channel, locale, state, opened_at, last_spoke_at, last_seq, last_speaker, last_preview,
        consumer_messages, misses, mood, page, product, order_id, skill_id, agent_id, queued_at, assigned_at, waiting_since,
        reply_by, person_wanted_at, first_agent_reply_at, agent_seq, agent_seq_by, handoff_reason, handoff_card, closed_at, closed_by, resolved,
        read_by_consumer, read_by_agent
        """;

    /// <summary>A conversation; null when there is none. Whether the caller may see it is for <see cref="ConversationAccess"/>.</summary>
    public static ValueTask<ConversationRow?> FindAsync(Session db, ConversationId id, CancellationToken stop) =>
        db.FindAsync<ConversationRow>($"select {Columns} from conversations where id = @id", new { id }, stop);

    /// <summary>The conversation, its row held until the transaction ends.</summary>
    public static async Task<ConversationRow?> LockAsync(Session db, ConversationId id, CancellationToken stop)
    {
        // an update that changes nothing takes the row on both engines
        await db.RunAsync("update conversations set last_seq = last_seq where id = @id", new { id }, stop);
        return await FindAsync(db, id, stop);
    }

    public static ValueTask<ConversationRow?> FindOpenAsync(Session db, ConsumerId consumer, string channel, CancellationToken stop) =>
        db.FindAsync<ConversationRow>(
            $"select {Columns} from conversations where consumer_id = @consumer and channel = @channel and state <> 'closed'",
            new { consumer, channel }, stop);

    /// <summary>Opens one, unless the consumer has an open one in the channel.</summary>
    public static async Task<bool> InsertAsync(Session db, NewConversation opened, CancellationToken stop) =>
        await db.RunAsync("""
            insert into conversations (tenant_id, id, consumer_id, consumer_name, consumer_tier, consumer_is_member, channel, locale, state, reception, opened_at, last_spoke_at, page,
                                       product, order_id)
            values (@Tenant, @Id, @Consumer, @ConsumerName, @ConsumerTier, @ConsumerIsMember, @Channel, @Locale, 'bot', @Reception, @At, @At, @Page,
                    nullif(cast(@Product as text), ''), nullif(cast(@Order as text), ''))
            on conflict do nothing
            """, opened, stop) == 1;

    /// <summary>Gives a visitor's open conversation to the member that it was, unless the member has an open one.</summary>
    public static async Task<bool> CarryOverAsync(Session db, ConversationId id, ConsumerId visitor, ConsumerRow member, CancellationToken stop) =>
        await db.RunAsync("""
            update conversations
            set consumer_id = @member, consumer_name = cast(@Name as text), consumer_tier = cast(@Tier as text), consumer_is_member = true
            where id = @id and consumer_id = @visitor and tenant_id = @TenantId and state <> 'closed' and not exists (
                select 1 from conversations other
                where other.consumer_id = @member and other.channel = conversations.channel and other.state <> 'closed')
            """, new { id, visitor, member = member.Id, member.Name, member.Tier, member.TenantId }, stop) == 1;

    /// <summary>Notes where the consumer is now.</summary>
    public static async Task SetPageAsync(
        Session db, ConversationId id, string? page, string? product, string? order, CancellationToken stop) =>
        await db.RunAsync("""
            update conversations
            set page = coalesce(cast(@page as text), page), product = nullif(coalesce(cast(@product as text), product), ''),
                order_id = nullif(coalesce(cast(@order as text), order_id), '')
            where id = @id
            """, new { id, page, product, order }, stop);

    /// <summary>Into the queue, from wherever it is but closed.</summary>
    public static async Task<bool> QueueAsync(Session db, ToQueue move, CancellationToken stop) =>
        await db.RunAsync("""
            update conversations
            set state = 'queued', agent_id = null, skill_id = coalesce(cast(@Skill as text), skill_id),
                queued_at = @Now, person_wanted_at = coalesce(person_wanted_at, @Now), waiting_since = coalesce(waiting_since, @Now), reply_by = coalesce(reply_by, @ReplyBy),
                handoff_reason = @Reason, handoff_card = coalesce(cast(@Card as text), handoff_card), misses = 0
            where id = @Id and state <> 'closed'
            """, move, stop) == 1;

    /// <summary>Into the line of another skill, with the time that it has waited already.</summary>
    public static async Task ChangeLineAsync(Session db, ConversationId id, SkillId skill, CancellationToken stop) =>
        await db.RunAsync("update conversations set skill_id = @skill where id = @id and state = 'queued'", new { id, skill }, stop);

    /// <summary>From the queue, or from another owner, to an agent.</summary>
    public static async Task<bool> AssignAsync(
        Session db, ConversationId id, StaffId agent, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            update conversations
            set state = 'assigned', agent_id = @agent, assigned_at = @now, queued_at = coalesce(queued_at, @now),
                person_wanted_at = coalesce(person_wanted_at, @now)
            where id = @id and state <> 'closed'
            """, new { id, agent, now }, stop) == 1;

    /// <summary>Back to the bot.</summary>
    public static async Task ToBotAsync(Session db, ConversationId id, CancellationToken stop) =>
        await db.RunAsync("""
            update conversations
            set state = 'bot', reception = 'bot', agent_id = null, waiting_since = null, reply_by = null, misses = 0,
                person_wanted_at = case when first_agent_reply_at is null then null else person_wanted_at end
            where id = @id and state <> 'closed'
            """, new { id }, stop);

    /// <summary>Ends it. Since when the consumer waited stays in the row, for a close that is undone; nobody else reads it there.</summary>
    public static async Task CloseAsync(Session db, Closing closing, CancellationToken stop) =>
        await db.RunAsync("""
            update conversations
            set state = 'closed', closed_at = @Now, closed_by = @By,
                wrap_up_category = cast(@Category as text), wrap_up_note = cast(@Note as text),
                resolved = cast(@Resolved as boolean)
            where id = @Id and state <> 'closed'
            """, closing, stop);

    /// <summary>Undoes a close: who waited for an answer waits as before. Not if the consumer has opened another conversation since.</summary>
    public static async Task<bool> ReopenAsync(Session db, ConversationId id, StaffId agent, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            update conversations
            set state = 'assigned', agent_id = @agent, assigned_at = @now, closed_at = null, closed_by = null,
                wrap_up_category = null, wrap_up_note = null, resolved = null
            where id = @id and state = 'closed' and not exists (
                select 1 from conversations other
                where other.consumer_id = conversations.consumer_id and other.channel = conversations.channel
                  and other.state <> 'closed')
            """, new { id, agent, now }, stop) == 1;

    /// <summary>How many wait before this one for the same skill of the same merchant.</summary>
    public static ValueTask<long> PositionAsync(Session db, ConversationRow row, CancellationToken stop) =>
        db.GetAsync<long>("""
            select count(*) + 1 from conversations
            where state = 'queued' and tenant_id = @TenantId and coalesce(skill_id, '') = coalesce(cast(@SkillId as text), '')
              and queued_at < @QueuedAt
            """, new { row.TenantId, row.SkillId, row.QueuedAt }, stop);

    /// <summary>Mean time to a person's first words over the newest hundred of the merchant, ms; null when there are none.</summary>
    public static ValueTask<double?> MeanWaitAsync(Session db, TenantId tenant, DateTimeOffset since, CancellationToken stop) =>
        db.FindAsync<double?>("""
            select cast(avg(waited) as double precision) from (
                select first_agent_reply_at - person_wanted_at as waited from conversations
                where tenant_id = @tenant and opened_at > @since and first_agent_reply_at is not null and person_wanted_at is not null
                order by opened_at desc limit 100) newest
            """, new { tenant, since }, stop);

    public static async Task ReadByAsync(Session db, ConversationId id, bool byConsumer, long seq, CancellationToken stop) =>
        await db.RunAsync(byConsumer
            ? "update conversations set read_by_consumer = @seq where id = @id and read_by_consumer < @seq and last_seq >= @seq"
            : "update conversations set read_by_agent = @seq where id = @id and read_by_agent < @seq and last_seq >= @seq",
            new { id, seq }, stop);

    public static async Task<bool> RateAsync(Session db, ConversationId id, long score, string? comment, CancellationToken stop) =>
        await db.RunAsync("""
            update conversations set rating = @score, rating_comment = cast(@comment as text)
            where id = @id and rating is null
            """, new { id, score, comment }, stop) == 1;
}

/// <summary>A conversation as it stands.</summary>
internal sealed record ConversationRow
{
    public required TenantId TenantId { get; init; }
    public required ConversationId Id { get; init; }
    public required ConsumerId ConsumerId { get; init; }
    public required string Channel { get; init; }
    public required string Locale { get; init; }
    public required string State { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset LastSpokeAt { get; init; }
    public long LastSeq { get; init; }
    public string? LastSpeaker { get; init; }
    public string? LastPreview { get; init; }
    public long ConsumerMessages { get; init; }
    public long Misses { get; init; }
    public string? Mood { get; init; }
    public string? Page { get; init; }
    public string? Product { get; init; }
    public string? OrderId { get; init; }
    public SkillId? SkillId { get; init; }
    public StaffId? AgentId { get; init; }
    public DateTimeOffset? QueuedAt { get; init; }
    public DateTimeOffset? AssignedAt { get; init; }
    public DateTimeOffset? WaitingSince { get; init; }
    public DateTimeOffset? ReplyBy { get; init; }

    /// <summary>Since when a person's first words are due: it entered the queue, or a person took it. Null while the bot has it.</summary>
    public DateTimeOffset? PersonWantedAt { get; init; }
    public DateTimeOffset? FirstAgentReplyAt { get; init; }
    public long AgentSeq { get; init; }
    public string? AgentSeqBy { get; init; }
    public string? HandoffReason { get; init; }
    public string? HandoffCard { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? ClosedBy { get; init; }
    public bool? Resolved { get; init; }
    public long ReadByConsumer { get; init; }
    public long ReadByAgent { get; init; }
}

internal sealed record NewConversation(
    TenantId Tenant, ConversationId Id, ConsumerId Consumer, string? ConsumerName, string? ConsumerTier, bool ConsumerIsMember, string Channel, string Locale, string Reception, DateTimeOffset At,
    string? Page, string? Product, string? Order);

internal sealed record ToQueue(
    ConversationId Id, SkillId? Skill, string Reason, string? Card, DateTimeOffset Now, DateTimeOffset ReplyBy);

internal sealed record Closing(
    ConversationId Id, string By, DateTimeOffset Now, string? Category = null, string? Note = null, bool? Resolved = null);
