using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>Reads what stands around a breach, so that whoever looks at it need not ask for more.</summary>
internal static class Evidence
{
    private const int AroundSeqs = 3;
    private const int FactsMax = 20;
    private const int CharactersShown = 80;

    /// <summary>The first characters of a text.</summary>
    public static string Short(string? text) => text is null ? "none" : text.Length <= CharactersShown ? text : $"{text[..CharactersShown]}…";

    public static async Task<CounterExample> OfAsync(Session db, Breach breach, CancellationToken stop)
    {
        var example = new CounterExample { Says = breach.Says, Ledger = breach.Ledger, Row = breach.Row };
        if (breach.Agent is { } agent)
            example = example with
            {
                Agent = await db.FindAsync<AgentShown>("""
                    select s.id, s.name, s.tenant_id, s.disabled, p.state, p.reason, p.heartbeat_at, p.assigned, p.capacity
                    from staff s left join agent_presence p on p.staff_id = s.id where s.id = @agent
                    """, new { agent }, stop),
                Conversations = await db.ListAsync<string>(
                    $"select id from conversations where state = 'assigned' and agent_id = @agent order by id limit {FactsMax}", new { agent }, stop),
            };
        return breach.Conversation is { } conversation ? await AroundAsync(db, example, conversation, breach.Seq, stop) : example;
    }

    private static async Task<CounterExample> AroundAsync(Session db, CounterExample example, string id, long? seq, CancellationToken stop)
    {
        var middle = seq ?? await db.GetAsync<long>("select coalesce(max(seq), 0) from messages where conversation_id = @id", new { id }, stop);
        var (from, to) = (middle - AroundSeqs, middle + AroundSeqs);
        return example with
        {
            Conversation = await db.FindAsync<ConversationShown>("""
                select tenant_id, id, consumer_id, channel, state, reception, opened_at, last_spoke_at, last_seq, last_speaker, last_preview,
                       consumer_messages, agent_id, queued_at, assigned_at, reply_by, closed_at, closed_by, agent_seq, read_by_consumer, read_by_agent
                from conversations where id = @id
                """, new { id }, stop),
            Id = id,
            Seq = seq,
            Messages = [.. (await db.ListAsync<MessageShown>("""
                select tenant_id, seq, client_key, speaker, speaker_id, in_reply_to, body, parts, sent_at from messages
                where conversation_id = @id and seq >= @from and seq <= @to order by seq
                """, new { id, from, to }, stop)).Select(message => message with { Body = Short(message.Body) })],
            Turns = await db.ListAsync<TurnRow>(
                $"select conversation_id, seq, token, held_until from turns where conversation_id = @id order by seq limit {FactsMax}", new { id }, stop),
            Facts = await db.ListAsync<LoggedFact>($"""
                select position, epoch, tenant_id, topic, subject, seq, at, body from facts
                where subject = @id and (seq = 0 or (seq >= @from and seq <= @to)) order by position desc limit {FactsMax}
                """, new { id, from, to }, stop),
        };
    }
}

/// <summary>A case in which an invariant does not hold, with the rows around it. Texts are cut to 80 characters.</summary>
internal sealed record CounterExample
{
    public required string Says { get; init; }

    /// <summary>The ledger's line, as <c>file:number</c>.</summary>
    public string? Ledger { get; init; }

    /// <summary>The conversation.</summary>
    public string? Id { get; init; }

    public long? Seq { get; init; }

    /// <summary>The row that is wrong, when it is none of the others.</summary>
    public object? Row { get; init; }
    public AgentShown? Agent { get; init; }

    /// <summary>What the agent has, at most 20.</summary>
    public IReadOnlyList<string>? Conversations { get; init; }
    public ConversationShown? Conversation { get; init; }

    /// <summary>Three before and after the place.</summary>
    public IReadOnlyList<MessageShown>? Messages { get; init; }
    public IReadOnlyList<TurnRow>? Turns { get; init; }

    /// <summary>Of the conversation: those of the messages around the place, and those of its owners; newest first, at most 20.</summary>
    public IReadOnlyList<LoggedFact>? Facts { get; init; }
}

internal sealed record ConversationShown
{
    public required string TenantId { get; init; }
    public required string Id { get; init; }
    public required string ConsumerId { get; init; }
    public required string Channel { get; init; }
    public required string State { get; init; }
    public required string Reception { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset LastSpokeAt { get; init; }
    public long LastSeq { get; init; }
    public string? LastSpeaker { get; init; }
    public string? LastPreview { get; init; }
    public long ConsumerMessages { get; init; }
    public string? AgentId { get; init; }
    public DateTimeOffset? QueuedAt { get; init; }
    public DateTimeOffset? AssignedAt { get; init; }
    public DateTimeOffset? ReplyBy { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? ClosedBy { get; init; }
    public long AgentSeq { get; init; }
    public long ReadByConsumer { get; init; }
    public long ReadByAgent { get; init; }
}

internal sealed record MessageShown
{
    public required string TenantId { get; init; }
    public long Seq { get; init; }
    public required string ClientKey { get; init; }
    public required string Speaker { get; init; }
    public string? SpeakerId { get; init; }
    public long? InReplyTo { get; init; }
    public required string Body { get; init; }
    public string? Parts { get; init; }
    public DateTimeOffset SentAt { get; init; }
}

internal sealed record AgentShown
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string TenantId { get; init; }
    public bool Disabled { get; init; }
    public string? State { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset? HeartbeatAt { get; init; }
    public long? Assigned { get; init; }
    public long? Capacity { get; init; }
}
