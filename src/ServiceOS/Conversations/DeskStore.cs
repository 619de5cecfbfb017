using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>The SQL of the desk's lists.</summary>
internal static class DeskStore
{
    private const string Row = """
        select c.tenant_id, c.id, c.channel, c.state, c.consumer_id, c.consumer_name, c.consumer_tier,
               c.consumer_is_member, c.last_speaker, c.last_preview, c.last_spoke_at, c.last_seq,
               c.consumer_messages - coalesce(r.consumer_messages, 0) as unread,
               case when c.state = 'closed' then null else c.waiting_since end as waiting_since,
               case when c.state = 'closed' then null else c.reply_by end as reply_by, c.agent_id,
               c.skill_id, c.mood, c.locale, c.opened_at, c.closed_at, c.handoff_reason,
               case when c.state = 'closed' then 9000000000000000 else coalesce(c.reply_by, 9000000000000000) end as sort_at
        from conversations c
        left join reads r on r.conversation_id = c.id and r.staff_id = @staff
        """;

    /// <summary>A page of a view; those about to break their deadline first, then the newest.</summary>
    public static ValueTask<IReadOnlyList<DeskRow>> ListAsync(
        Session db, DeskView view, IReadOnlyList<string> merchants, string staff, string? like, DeskCursor after, int limit,
        CancellationToken stop) =>
        db.ListAsync<DeskRow>($"""
            select * from (
                {Row}
                where c.tenant_id in @merchants and {Condition(view)}
                  and (cast(@like as text) is null or lower(coalesce(c.consumer_name, '')) like @like or lower(coalesce(c.last_preview, '')) like @like
                       or lower(coalesce(c.order_id, '')) like @like)) rows
            where (sort_at, -opened_at, id) > (@SortAt, @OpenedAt, @Id)
            order by sort_at, opened_at desc, id
            limit @limit
            """, new { merchants, staff, like, after.SortAt, after.OpenedAt, after.Id, limit }, stop);

    /// <summary>Conversations since a time that hold what was typed: in the consumer's name, in a message, or by their order. Newest words first.</summary>
    /// <param name="orders">Orders whose number was found.</param>
    /// <param name="consumers">Who bought them.</param>
    public static ValueTask<IReadOnlyList<string>> SearchAsync(
        Session db, IReadOnlyList<string> merchants, string pattern, IReadOnlyList<string> orders, IReadOnlyList<string> consumers,
        DateTimeOffset since, int limit, CancellationToken stop) =>
        db.ListAsync<string>("""
            select c.id from conversations c
            where c.tenant_id in @merchants and c.opened_at >= @since
              and (c.order_id in @orders or c.consumer_id in @consumers
                   or lower(coalesce(c.consumer_name, '')) like @pattern escape '!'
                   or exists (select 1 from messages m where m.conversation_id = c.id and lower(m.body) like @pattern escape '!'))
            order by c.last_spoke_at desc, c.id
            limit @limit
            """, new { merchants, pattern, orders, consumers, since, limit }, stop);

    /// <summary>Of some conversations the newest words that hold what was typed; those without any are left out.</summary>
    public static ValueTask<IReadOnlyList<WordsRow>> WordsAsync(
        Session db, IReadOnlyList<string> conversations, string pattern, CancellationToken stop) =>
        db.ListAsync<WordsRow>("""
            select m.conversation_id as id, m.body from messages m
            where m.conversation_id in @conversations and m.seq = (
                select max(n.seq) from messages n where n.conversation_id = m.conversation_id and lower(n.body) like @pattern escape '!')
            """, new { conversations, pattern }, stop);

    /// <summary>The present rows of some conversations, in no particular order.</summary>
    public static ValueTask<IReadOnlyList<DeskRow>> OfAsync(
        Session db, IReadOnlyList<string> ids, string staff, CancellationToken stop) =>
        db.ListAsync<DeskRow>($"{Row} where c.id in @ids", new { ids, staff }, stop);

    public static ValueTask<DeskCounts> CountAsync(Session db, IReadOnlyList<string> merchants, string staff, CancellationToken stop) =>
        db.GetAsync<DeskCounts>("""
            select (select count(*) from conversations where state = 'assigned' and agent_id = @staff) as mine,
                   (select count(*) from conversations where state = 'queued' and tenant_id in @merchants) as queue,
                   (select count(*) from conversations where state = 'bot' and tenant_id in @merchants) as bot
            """, new { merchants, staff }, stop);

    /// <summary>A consumer's conversations, newest first, at most <paramref name="limit"/>.</summary>
    public static ValueTask<IReadOnlyList<ConversationRow>> OfConsumerAsync(
        Session db, ConsumerId consumer, int limit, CancellationToken stop) =>
        db.ListAsync<ConversationRow>("""
            select tenant_id, id, consumer_id, channel, locale, state, opened_at, last_spoke_at, last_seq, last_speaker,
                   last_preview, closed_at, handoff_reason
            from conversations where consumer_id = @consumer
            order by opened_at desc limit @limit
            """, new { consumer, limit }, stop);

    private static string Condition(DeskView view) => view switch
    {
        DeskView.Mine => "c.state = 'assigned' and c.agent_id = @staff",
        DeskView.Queue => "c.state = 'queued'",
        DeskView.Bot => "c.state = 'bot'",
        DeskView.Closed => "c.state = 'closed'",
        DeskView.All => "c.state <> 'closed'",
        _ => throw new ArgumentOutOfRangeException(nameof(view), view, message: null),
    };
}

/// <summary>The lists of the desk.</summary>
internal enum DeskView { Mine, Queue, Bot, All, Closed }

/// <summary>A place in a list.</summary>
internal sealed record DeskCursor(long SortAt, long OpenedAt, string Id)
{
    public static DeskCursor Start { get; } = new(-1, long.MinValue, "");

    public override string ToString() => FormattableString.Invariant($"{SortAt}_{OpenedAt}_{Id}");

    public static bool TryParse(string? text, out DeskCursor cursor)
    {
        cursor = Start;
        if (string.IsNullOrEmpty(text))
            return true;
        var parts = text.Split('_');
        if (parts.Length != 3 || parts[2].Length > 32
            || !long.TryParse(parts[0], System.Globalization.CultureInfo.InvariantCulture, out var sortAt)
            || !long.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out var openedAt))
            return false;
        cursor = new(sortAt, openedAt, parts[2]);
        return true;
    }
}

/// <summary>A conversation as a line of the desk's list.</summary>
internal sealed record DeskRow
{
    public required TenantId TenantId { get; init; }
    public required ConversationId Id { get; init; }
    public required string Channel { get; init; }
    public required string State { get; init; }
    public required ConsumerId ConsumerId { get; init; }
    public string? ConsumerName { get; init; }
    public string? ConsumerTier { get; init; }
    public bool ConsumerIsMember { get; init; }
    public string? LastSpeaker { get; init; }
    public string? LastPreview { get; init; }
    public required DateTimeOffset LastSpokeAt { get; init; }
    public long LastSeq { get; init; }
    public long Unread { get; init; }
    public DateTimeOffset? WaitingSince { get; init; }
    public DateTimeOffset? ReplyBy { get; init; }
    public StaffId? AgentId { get; init; }
    public SkillId? SkillId { get; init; }
    public string? Mood { get; init; }
    public required string Locale { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? HandoffReason { get; init; }
    public long SortAt { get; init; }

    public DeskCursor Cursor => new(SortAt, -OpenedAt.ToUnixTimeMilliseconds(), Id.ToString());
}

internal sealed record DeskCounts
{
    public long Mine { get; init; }
    public long Queue { get; init; }
    public long Bot { get; init; }
}

internal sealed record WordsRow
{
    public required string Id { get; init; }
    public required string Body { get; init; }
}
