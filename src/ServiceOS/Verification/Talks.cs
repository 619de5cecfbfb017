using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>Looks at conversations one after the other, each with its messages in order and its turns.</summary>
internal interface ITalkCheck
{
    /// <param name="talk">The conversation's row.</param>
    /// <param name="turns">Its turns.</param>
    void Begin(Talk talk, IReadOnlyList<TurnRow> turns);

    void Take(Said message);

    void End();

    /// <summary>A message whose conversation is not there.</summary>
    void Orphan(Said message) { }

    /// <summary>A turn whose conversation is not there.</summary>
    void Orphan(TurnRow turn) { }
}

/// <summary>Reads conversations, messages and turns side by side in the order of their keys: each row once, nothing kept.</summary>
internal static class Talks
{
    private const string PlaceAfter = "where (conversation_id, seq) > (@Conversation, @Seq) order by conversation_id, seq";

    public static async Task ReadAsync(Session db, IReadOnlyList<ITalkCheck> checks, CancellationToken stop)
    {
        await using var messages = MessagesAsync(db, stop).GetAsyncEnumerator(stop);
        await using var turns = TurnsAsync(db, stop).GetAsyncEnumerator(stop);
        var hasMessage = await messages.MoveNextAsync();
        var hasTurn = await turns.MoveNextAsync();
        var waiting = new List<TurnRow>();
        await foreach (var talk in ConversationsAsync(db, stop))
        {
            for (; hasMessage && Compare(messages.Current.ConversationId, talk.Id) < 0; hasMessage = await messages.MoveNextAsync())
                Orphan(checks, messages.Current);
            for (; hasTurn && Compare(turns.Current.ConversationId, talk.Id) < 0; hasTurn = await turns.MoveNextAsync())
                Orphan(checks, turns.Current);
            waiting.Clear();
            for (; hasTurn && turns.Current.ConversationId == talk.Id; hasTurn = await turns.MoveNextAsync())
                waiting.Add(turns.Current);
            foreach (var check in checks)
                check.Begin(talk, waiting);
            for (; hasMessage && messages.Current.ConversationId == talk.Id; hasMessage = await messages.MoveNextAsync())
            {
                foreach (var check in checks)
                    check.Take(messages.Current);
            }
            foreach (var check in checks)
                check.End();
        }
        for (; hasMessage; hasMessage = await messages.MoveNextAsync())
            Orphan(checks, messages.Current);
        for (; hasTurn; hasTurn = await turns.MoveNextAsync())
            Orphan(checks, turns.Current);
    }

    /// <summary>All messages, in the order of conversations and places.</summary>
    public static IAsyncEnumerable<Said> MessagesAsync(Session db, CancellationToken stop) => Pages.ReadAsync(
        after =>
        {
            stop.ThrowIfCancellationRequested();
            return db.ListAsync<Said>($"""
                select tenant_id, conversation_id, seq, client_key, speaker, speaker_id, in_reply_to,
                       case when speaker <> 'system' then body end as body, case when client_key like 's:%' then parts end as event_parts
                from messages {PlaceAfter} limit {Pages.RowsMax}
                """, new { after.Conversation, after.Seq }, stop);
        }, new Place("", 0), message => new(message.ConversationId, message.Seq));

    private static void Orphan(IReadOnlyList<ITalkCheck> checks, Said message)
    {
        foreach (var check in checks)
            check.Orphan(message);
    }

    private static void Orphan(IReadOnlyList<ITalkCheck> checks, TurnRow turn)
    {
        foreach (var check in checks)
            check.Orphan(turn);
    }

    private static int Compare(string one, string other) => string.CompareOrdinal(one, other);

    private static IAsyncEnumerable<Talk> ConversationsAsync(Session db, CancellationToken stop) => Pages.ReadAsync(
        after => db.ListAsync<Talk>($"""
            select c.id, c.tenant_id, c.consumer_id, k.tenant_id as consumer_tenant_id, c.state, c.last_seq, c.last_speaker, c.last_preview,
                   c.consumer_messages, c.agent_id, c.queued_at, c.reply_by, c.assigned_at, c.closed_at, c.agent_seq, c.agent_seq_by,
                   c.read_by_consumer, c.read_by_agent
            from conversations c left join consumers k on k.id = c.consumer_id
            where c.id > @after order by c.id limit {Pages.RowsMax}
            """, new { after }, stop), "", talk => talk.Id);

    private static IAsyncEnumerable<TurnRow> TurnsAsync(Session db, CancellationToken stop) => Pages.ReadAsync(
        after => db.ListAsync<TurnRow>(
            $"select conversation_id, seq, token, held_until from turns {PlaceAfter} limit {Pages.RowsMax}",
            new { after.Conversation, after.Seq }, stop), new Place("", 0), turn => new(turn.ConversationId, turn.Seq));
}

/// <summary>A place in a conversation.</summary>
internal readonly record struct Place(string Conversation, long Seq);

/// <summary>A conversation's row: what checks compare with its messages. Ids are plain text: what is looked at may be broken.</summary>
internal sealed record Talk
{
    public required string Id { get; init; }
    public required string TenantId { get; init; }
    public required string ConsumerId { get; init; }

    /// <summary>Null when the consumer isn't there.</summary>
    public string? ConsumerTenantId { get; init; }
    public required string State { get; init; }
    public long LastSeq { get; init; }
    public string? LastSpeaker { get; init; }
    public string? LastPreview { get; init; }
    public long ConsumerMessages { get; init; }
    public string? AgentId { get; init; }
    public long? QueuedAt { get; init; }
    public long? ReplyBy { get; init; }
    public long? AssignedAt { get; init; }
    public long? ClosedAt { get; init; }
    public long AgentSeq { get; init; }
    public string? AgentSeqBy { get; init; }
    public long ReadByConsumer { get; init; }
    public long ReadByAgent { get; init; }
}

/// <summary>A message.</summary>
internal sealed record Said
{
    public required string TenantId { get; init; }
    public required string ConversationId { get; init; }
    public long Seq { get; init; }
    public required string ClientKey { get; init; }
    public required string Speaker { get; init; }
    public string? SpeakerId { get; init; }
    public long? InReplyTo { get; init; }

    /// <summary>Null for the system's.</summary>
    public string? Body { get; init; }

    /// <summary>JSON, for lines of the program itself in the thread.</summary>
    public string? EventParts { get; init; }
}

/// <summary>A message that the bot has yet to answer.</summary>
internal sealed record TurnRow
{
    public required string ConversationId { get; init; }
    public long Seq { get; init; }
    public long Token { get; init; }
    public long HeldUntil { get; init; }
}
