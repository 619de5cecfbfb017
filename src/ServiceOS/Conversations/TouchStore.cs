using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>
/// The SQL that gives out places in a conversation. Each statement tests who may speak, takes the row until the transaction
/// ends and raises <c>last_seq</c>, all in one: so places have no gaps, and the bot can't write over a person.
/// </summary>
internal static class TouchStore
{
    /// <summary>A consumer speaks in its own open conversation.</summary>
    /// <returns>The place and whom the message goes to; null when there is no such open conversation of this consumer.</returns>
    /// <remarks>Reads what it wrote in a second statement: <c>returning</c> makes SQLite build a table for it each time.</remarks>
    public static async ValueTask<ConsumerTouch?> ByConsumerAsync(
        Session db, ConversationId id, ConsumerId consumer, TenantId tenant, string preview, DateTimeOffset now,
        DateTimeOffset replyBy, CancellationToken stop)
    {
        var touched = await db.RunAsync("""
            update conversations
            set last_seq = last_seq + 1, last_spoke_at = @now, last_speaker = 'consumer', last_preview = @preview,
                consumer_messages = consumer_messages + 1, read_by_consumer = last_seq + 1,
                waiting_since = case when state = 'bot' then null else coalesce(waiting_since, @now) end,
                reply_by = case when state = 'bot' then null else coalesce(reply_by, @replyBy) end
            where id = @id and consumer_id = @consumer and tenant_id = @tenant and state <> 'closed'
            """, new { id, consumer, tenant, preview, now, replyBy }, stop);
        return touched == 0 ? null : await db.GetAsync<ConsumerTouch>(
            "select last_seq, state, reception, locale, misses, product, order_id from conversations where id = @id", new { id }, stop);
    }

    /// <summary>The bot answers, if the conversation is still its own.</summary>
    /// <returns>The place; null when a person has it, or it has ended.</returns>
    public static async ValueTask<long?> ByBotAsync(
        Session db, ConversationId id, BotReply reply, string preview, DateTimeOffset now, CancellationToken stop)
    {
        var answers = reply.Kind == BotSaid.Answer ? 1L : 0;
        bool? leavesOpen = reply.Kind == BotSaid.Talk ? null : reply.Kind == BotSaid.Open;
        var touched = await db.RunAsync("""
            update conversations
            set last_seq = last_seq + 1, last_spoke_at = @now, last_speaker = 'bot', last_preview = @preview,
                misses = @Misses, mood = coalesce(cast(@Mood as text), mood),
                bot_answers = bot_answers + @answers, bot_open = coalesce(cast(@leavesOpen as boolean), bot_open)
            where id = @id and state = 'bot'
            """, new { id, preview, reply.Misses, reply.Mood, answers, leavesOpen, now }, stop);
        return touched == 0 ? null : await db.GetAsync<long>("select last_seq from conversations where id = @id", new { id }, stop);
    }

    /// <summary>An agent speaks in a conversation that is theirs.</summary>
    public static ValueTask<AgentTouch?> ByAgentAsync(
        Session db, ConversationId id, StaffId agent, string preview, DateTimeOffset now, CancellationToken stop) =>
        db.FindAsync<AgentTouch>("""
            update conversations
            set last_seq = last_seq + 1, last_spoke_at = @now, last_speaker = 'agent', last_preview = @preview,
                agent_seq = last_seq + 1, agent_seq_by = @agent, read_by_agent = last_seq + 1,
                first_agent_reply_at = coalesce(first_agent_reply_at, @now), waiting_since = null, reply_by = null
            where id = @id and state = 'assigned' and agent_id = @agent
            returning last_seq, first_agent_reply_at, queued_at, assigned_at
            """, new { id, agent, preview, now }, stop);

    /// <summary>The system, or a merchant's own program, notes something in an open conversation.</summary>
    public static ValueTask<long?> BySystemAsync(Session db, ConversationId id, CancellationToken stop) =>
        db.FindAsync<long?>(
            "update conversations set last_seq = last_seq + 1 where id = @id returning last_seq", new { id }, stop);
}

internal sealed record ConsumerTouch
{
    public long LastSeq { get; init; }
    public required string State { get; init; }
    public required string Reception { get; init; }
    public required string Locale { get; init; }
    public long Misses { get; init; }
    public string? Product { get; init; }
    public string? OrderId { get; init; }
}

internal sealed record AgentTouch
{
    public long LastSeq { get; init; }
    public DateTimeOffset FirstAgentReplyAt { get; init; }
    public DateTimeOffset? QueuedAt { get; init; }
    public DateTimeOffset? AssignedAt { get; init; }
}
