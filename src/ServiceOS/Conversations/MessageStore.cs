using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>The SQL of messages.</summary>
internal static class MessageStore
{
    private const string Columns =
        "conversation_id, seq, client_key, speaker, speaker_id, speaker_name, body, parts, in_reply_to, decided, sent_at, said";

    /// <summary>Stores a message in the place that a touch of its conversation gave it.</summary>
    /// <returns>False when the sender's key (or the answer to that message) is there already: undo the touch.</returns>
    public static async Task<bool> InsertAsync(Session db, NewMessage message, CancellationToken stop) =>
        await db.RunAsync("""
            insert into messages (tenant_id, conversation_id, seq, client_key, speaker, speaker_id, speaker_name, body, parts,
                                  in_reply_to, decided, sent_at, said)
            values (@Tenant, @Conversation, @Seq, @ClientKey, @Speaker, @SpeakerId, @SpeakerName, @Body, @Parts,
                    @InReplyTo, @Decided, @SentAt, @Said)
            on conflict do nothing
            """, message, stop) == 1;

    public static ValueTask<MessageRow?> FindByClientKeyAsync(
        Session db, ConversationId conversation, string clientKey, CancellationToken stop) =>
        db.FindAsync<MessageRow>(
            $"select {Columns} from messages where conversation_id = @conversation and client_key = @clientKey",
            new { conversation, clientKey }, stop);

    /// <summary>Messages after a place, oldest first, at most <paramref name="limit"/>.</summary>
    public static ValueTask<IReadOnlyList<MessageRow>> ListAfterAsync(
        Session db, ConversationId conversation, long after, int limit, CancellationToken stop) =>
        db.ListAsync<MessageRow>($"""
            select {Columns} from messages
            where conversation_id = @conversation and seq > @after
            order by seq limit @limit
            """, new { conversation, after, limit }, stop);

    /// <summary>The newest messages before a place, oldest first, at most <paramref name="limit"/>.</summary>
    public static ValueTask<IReadOnlyList<MessageRow>> ListBeforeAsync(
        Session db, ConversationId conversation, long before, int limit, CancellationToken stop) =>
        db.ListAsync<MessageRow>($"""
            select {Columns} from (
                select {Columns} from messages
                where conversation_id = @conversation and seq < @before
                order by seq desc limit @limit) newest
            order by seq
            """, new { conversation, before, limit }, stop);
}

/// <summary>A message to be stored.</summary>
internal sealed record NewMessage
{
    public required TenantId Tenant { get; init; }
    public required ConversationId Conversation { get; init; }
    public required long Seq { get; init; }

    /// <summary>Unique in the conversation: <c>c:…</c> a consumer's, <c>a:…</c> an agent's, <c>b:n</c> the bot's answer to n.</summary>
    public required string ClientKey { get; init; }
    public required string Speaker { get; init; }
    public string? SpeakerId { get; init; }
    public string? SpeakerName { get; init; }
    public required string Body { get; init; }
    public string? Parts { get; init; }
    public long? InReplyTo { get; init; }
    public bool Decided { get; init; }
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>For the bot's: one of <see cref="BotSaid"/>.</summary>
    public string? Said { get; init; }
}

/// <summary>A stored message. <c>Seq</c> counts from 1 within its conversation.</summary>
internal sealed record MessageRow
{
    public required ConversationId ConversationId { get; init; }
    public long Seq { get; init; }
    public required string ClientKey { get; init; }
    public required string Speaker { get; init; }
    public string? SpeakerId { get; init; }
    public string? SpeakerName { get; init; }
    public required string Body { get; init; }
    public string? Parts { get; init; }
    public long? InReplyTo { get; init; }
    public bool Decided { get; init; }
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>For the bot's: one of <see cref="BotSaid"/>.</summary>
    public string? Said { get; init; }
}

/// <summary>A message as its readers get it.</summary>
/// <param name="ClientKey">For its own sender: the key it was sent under, so that a client whose answer was lost knows its message again.</param>
/// <param name="Decision">For staff: the bot's why is stored.</param>
internal sealed record MessageView(
    long Seq, string Speaker, string? Name, string Body, DateTimeOffset SentAt, long? InReplyTo, IReadOnlyList<Part>? Parts,
    string? ClientKey, bool? Decision)
{
    public static MessageView Of(MessageRow row, Caller reader) => new(
        row.Seq, row.Speaker, row.SpeakerName, row.Body, row.SentAt, row.InReplyTo, Part.FromJson(row.Parts),
        row.SpeakerId == reader.Id ? OwnKey(row) : null,
        reader.Kind == CallerKind.Staff && row.Decided ? true : null);

    /// <summary>The sender's key without what was put before it to keep kinds of senders apart.</summary>
    private static string OwnKey(MessageRow row) =>
        row.Speaker == Contracts.Speaker.Consumer ? row.ClientKey[2..] : row.ClientKey[(row.SpeakerId!.Length + 3)..];
}
