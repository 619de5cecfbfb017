using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations.Contracts;

/// <summary>A bot's message and the consumer's words that it answers.</summary>
internal sealed record Exchange
{
    public required ConversationId ConversationId { get; init; }
    public required long Seq { get; init; }

    /// <summary>Null when the bot spoke unasked.</summary>
    public string? Question { get; init; }
    public required string Answer { get; init; }

    /// <summary>JSON: what the answer shows besides its text.</summary>
    public string? Parts { get; init; }

    /// <summary>What stands on the buttons under it.</summary>
    public IReadOnlyList<string> Choices =>
        [.. (Part.FromJson(Parts) ?? []).SelectMany(part => part.Choices ?? []).Select(choice => choice.Label)];

    /// <summary>Those of some bot's messages that are there.</summary>
    public static async Task<IReadOnlyDictionary<(ConversationId Conversation, long Seq), Exchange>> ListAsync(
        Session db, IReadOnlyList<(ConversationId Conversation, long Seq)> messages, CancellationToken stop)
    {
        if (messages.Count == 0)
            return new Dictionary<(ConversationId, long), Exchange>();
        var found = await db.ListAsync<Exchange>("""
            select m.conversation_id, m.seq, q.body as question, m.body as answer, m.parts
            from messages m
            left join messages q on q.conversation_id = m.conversation_id and q.seq = m.in_reply_to
            where m.conversation_id in @conversations and m.seq in @seqs
            """, new
        {
            conversations = messages.Select(message => message.Conversation.ToString()).Distinct(StringComparer.Ordinal).ToList(),
            seqs = messages.Select(message => message.Seq).Distinct().ToList(),
        }, stop);
        // the two lists make pairs that nobody asked for
        return found.ToDictionary(one => (one.ConversationId, one.Seq));
    }
}
