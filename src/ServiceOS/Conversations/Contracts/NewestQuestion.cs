using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations.Contracts;

/// <summary>What a consumer said last, and all that is known of where, for those who help to answer it.</summary>
internal sealed record NewestQuestion
{
    public required ConversationId Id { get; init; }
    public required TenantId TenantId { get; init; }
    public required ConsumerId ConsumerId { get; init; }
    public required string Locale { get; init; }

    /// <summary>One of <see cref="ConversationState"/>.</summary>
    public required string State { get; init; }
    public StaffId? AgentId { get; init; }

    /// <summary>The last message of an agent; 0 when there is none.</summary>
    public long AgentSeq { get; init; }
    public string? Product { get; init; }
    public string? OrderId { get; init; }

    /// <summary>The consumer's newest message; null when they said nothing yet.</summary>
    public long? Seq { get; init; }
    public string? Body { get; init; }

    /// <summary>Null when there is no such conversation. Whether the caller may see it is for the caller to ask.</summary>
    public static ValueTask<NewestQuestion?> FindAsync(Session db, ConversationId id, CancellationToken stop) =>
        db.FindAsync<NewestQuestion>("""
            select c.id, c.tenant_id, c.consumer_id, c.locale, c.state, c.agent_id, c.agent_seq, c.product, c.order_id, m.seq, m.body
            from conversations c
            left join messages m on m.conversation_id = c.id and m.seq = (
                select seq from messages where conversation_id = @id and speaker = 'consumer' order by seq desc limit 1)
            where c.id = @id
            """, new { id }, stop);

    /// <summary>What a message says; null when it isn't there.</summary>
    public static ValueTask<string?> TextAsync(Session db, ConversationId conversation, long seq, CancellationToken stop) =>
        db.FindAsync<string>(
            "select body from messages where conversation_id = @conversation and seq = @seq", new { conversation, seq }, stop);
}

/// <summary>What was said, for those who sum it up.</summary>
/// <param name="Speaker">One of <see cref="Contracts.Speaker"/>.</param>
internal sealed record SaidLine(string Speaker, string Body)
{
    /// <summary>The newest messages of a conversation, oldest first.</summary>
    public static async Task<IReadOnlyList<SaidLine>> ListAsync(Session db, ConversationId conversation, int limit, CancellationToken stop) =>
        [.. (await MessageStore.ListBeforeAsync(db, conversation, long.MaxValue, limit, stop))
            .Where(message => message.Speaker != Contracts.Speaker.System && message.Body.Length > 0)
            .Select(message => new SaidLine(message.Speaker, message.Body))];
}
