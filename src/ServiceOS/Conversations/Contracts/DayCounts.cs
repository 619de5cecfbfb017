using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations.Contracts;

/// <summary>
/// The figures of conversations, each defined once: <see cref="Condition"/> says which conversations a figure is about, and
/// both the number and the rows behind it are read with it.
/// </summary>
internal static class DayCounts
{
    /// <summary>A quarter of an hour, in ms: every zone's offset is a multiple of it.</summary>
    private const string QuarterMs = "900000";
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    /// <summary>It never went to a person.</summary>
    private const string BotAlone = "queued_at is null and assigned_at is null";

    /// <summary>
    /// The bot alone had it and the consumer's questions were answered: it gave an answer, left no question open after it, and had the
    /// last word; unless somebody said otherwise at the end.
    /// </summary>
    private const string BotSolved = $"""
        {BotAlone} and consumer_messages > 0
            and (coalesce(resolved, false) or (resolved is null and bot_answers > 0 and not bot_open and last_speaker = 'bot'))
        """;

    /// <summary>How long the consumer must stay away, in ms: whoever comes again within 72 hours was not helped.</summary>
    private const string ReturnMs = "259200000";

    /// <summary>The same, and it holds: a wrap-up says so, or the consumer did not come back in time.</summary>
    private const string BotHelped = $"""
        {BotSolved} and (coalesce(resolved, false) or not exists (
            select 1 from conversations later
            where later.consumer_id = c.consumer_id and later.opened_at > c.closed_at and later.opened_at <= c.closed_at + {ReturnMs}))
        """;

    /// <summary>Before so long ago no consumer can come back in time any more.</summary>
    public static readonly TimeSpan ReturnMax = TimeSpan.FromHours(72);

    /// <summary>All figures of each merchant at once.</summary>
    public static ValueTask<IReadOnlyList<MerchantDay>> OfAsync(
        Session db, IReadOnlyList<string> merchants, DateTimeOffset dayStart, CancellationToken stop) =>
        db.ListAsync<MerchantDay>($"""
            select tenant_id,
                   count(*) filter (where {Condition(ConversationFigure.Waiting)}) as waiting,
                   min(waiting_since) filter (where {Condition(ConversationFigure.Waiting)}) as waiting_since,
                   count(*) filter (where {Condition(ConversationFigure.InService)}) as in_service,
                   count(*) filter (where {Condition(ConversationFigure.WithBot)}) as with_bot,
                   count(*) filter (where {Condition(ConversationFigure.Opened)}) as opened,
                   count(*) filter (where {Condition(ConversationFigure.BotOnly)}) as bot_only,
                   count(*) filter (where {Condition(ConversationFigure.Closed)}) as closed,
                   count(*) filter (where {Condition(ConversationFigure.Resolved)}) as resolved,
                   count(*) filter (where {Condition(ConversationFigure.BotClosed)}) as bot_closed,
                   count(*) filter (where {Condition(ConversationFigure.Automated)}) as automated,
                   count(*) filter (where {Condition(ConversationFigure.FirstResponse)}) as first_responses,
                   coalesce(sum(first_agent_reply_at - person_wanted_at) filter (where {Condition(ConversationFigure.FirstResponse)}), 0) as first_response_ms
            from conversations c
            where tenant_id in @merchants and (state <> 'closed' or opened_at >= @dayStart or closed_at >= @dayStart)
            group by tenant_id
            """, new { merchants, dayStart }, stop);

    /// <summary>What some merchants' shares are made of since, by quarters of an hour, oldest first: local hours and days begin with one.</summary>
    public static async Task<IReadOnlyList<QuarterCounts>> ByQuarterAsync(
        Session db, IReadOnlyList<string> merchants, DateTimeOffset dayStart, DateTimeOffset now, CancellationToken stop)
    {
        var args = new { merchants, dayStart, settled = now - ReturnMax };
        var opened = await db.ListAsync<QuarterCounts>($"""
            select opened_at - opened_at % {QuarterMs} as quarter, count(*) as opened,
                   count(*) filter (where {Condition(ConversationFigure.BotOnly)}) as bot_only
            from conversations c
            where tenant_id in @merchants and {Condition(ConversationFigure.Opened)}
            group by opened_at - opened_at % {QuarterMs}
            """, args, stop);
        var closed = await db.ListAsync<QuarterCounts>($"""
            select closed_at - closed_at % {QuarterMs} as quarter, count(*) as closed,
                   count(*) filter (where {Condition(ConversationFigure.BotClosed)}) as bot_closed,
                   count(*) filter (where {Condition(ConversationFigure.Automated)}) as automated,
                   count(*) filter (where {Condition(ConversationFigure.Automated)} and not coalesce(resolved, false) and closed_at > @settled) as unsettled
            from conversations c
            where tenant_id in @merchants and state = 'closed' and {Condition(ConversationFigure.Closed)}
            group by closed_at - closed_at % {QuarterMs}
            """, args, stop);
        return [.. opened.Concat(closed).OrderBy(one => one.Quarter)];
    }

    /// <summary>The ids behind a figure, in the order of their keys: those that wait or waited longest, or else the oldest, first.</summary>
    public static ValueTask<IReadOnlyList<FigureRow>> RowsAsync(
        Session db, ConversationFigure figure, IReadOnlyList<string> merchants, DateTimeOffset dayStart, DateTimeOffset minute,
        long afterKey, string afterId, int limit, CancellationToken stop) =>
        db.ListAsync<FigureRow>($"""
            select id, {Key(figure)} as key from conversations c
            where tenant_id in @merchants and {Condition(figure)} and ({Key(figure)}, id) > (@afterKey, @afterId)
              and (state <> 'closed' or opened_at >= @dayStart or closed_at >= @dayStart or closed_at >= @minute)
            order by {Key(figure)}, id limit @limit
            """, new { merchants, dayStart, minute, minuteEnd = minute + s_minute, afterKey, afterId, limit }, stop);

    /// <summary>How many messages of their consumers some conversations had in a minute; those with none are left out.</summary>
    public static ValueTask<IReadOnlyList<SpokenRow>> SpokenAsync(
        Session db, IReadOnlyList<string> conversations, DateTimeOffset minute, CancellationToken stop) =>
        db.ListAsync<SpokenRow>("""
            select conversation_id as id, count(*) as messages from messages
            where conversation_id in @conversations and speaker = 'consumer' and sent_at >= @minute and sent_at < @minuteEnd
            group by conversation_id
            """, new { conversations, minute, minuteEnd = minute + s_minute }, stop);

    /// <summary>What the rows behind a figure are ordered by, in ms. Constant text, made here only.</summary>
    private static string Key(ConversationFigure figure) => figure switch
    {
        ConversationFigure.Waiting => "waiting_since",
        ConversationFigure.FirstResponse => "person_wanted_at - first_agent_reply_at",
        _ => "opened_at",
    };

    /// <summary>Which conversations a figure is about. Constant text, made here only.</summary>
    private static string Condition(ConversationFigure figure) => figure switch
    {
        ConversationFigure.Waiting => "state in ('queued', 'assigned') and waiting_since is not null",
        ConversationFigure.InService => "state = 'assigned'",
        ConversationFigure.WithBot => "state = 'bot'",
        ConversationFigure.Opened => "opened_at >= @dayStart",
        ConversationFigure.BotOnly => $"opened_at >= @dayStart and {BotAlone}",
        ConversationFigure.Closed => "closed_at >= @dayStart",
        ConversationFigure.Resolved => $"closed_at >= @dayStart and ({BotSolved} or (not ({BotAlone}) and coalesce(resolved, false)))",
        ConversationFigure.BotClosed => $"closed_at >= @dayStart and {BotAlone}",
        ConversationFigure.Automated => $"closed_at >= @dayStart and {BotHelped}",
        ConversationFigure.FirstResponse => "first_agent_reply_at >= @dayStart and person_wanted_at is not null",
        ConversationFigure.Spoken => """
            last_spoke_at >= @minute and exists (
                select 1 from messages m
                where m.conversation_id = c.id and m.speaker = 'consumer' and m.sent_at >= @minute and m.sent_at < @minuteEnd)
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, message: null),
    };
}

/// <summary>What a conversation may count towards.</summary>
internal enum ConversationFigure { Waiting, InService, WithBot, Opened, BotOnly, Closed, Resolved, BotClosed, Automated, FirstResponse, Spoken }

/// <summary>One merchant's figures: some of this moment, some of the day.</summary>
internal sealed record MerchantDay
{
    public required TenantId TenantId { get; init; }
    public long Waiting { get; init; }
    public DateTimeOffset? WaitingSince { get; init; }
    public long InService { get; init; }
    public long WithBot { get; init; }
    public long Opened { get; init; }
    public long BotOnly { get; init; }
    public long Closed { get; init; }
    public long Resolved { get; init; }

    /// <summary>Closed without ever having gone to a person.</summary>
    public long BotClosed { get; init; }
    public long Automated { get; init; }
    public long FirstResponses { get; init; }
    public long FirstResponseMs { get; init; }
}

/// <summary>What shares are made of, of a quarter of an hour: what was opened in it, or what was closed in it.</summary>
internal sealed record QuarterCounts
{
    public required DateTimeOffset Quarter { get; init; }
    public long Opened { get; init; }
    public long BotOnly { get; init; }
    public long Closed { get; init; }
    public long BotClosed { get; init; }
    public long Automated { get; init; }

    /// <summary>Of the automated, those whose consumer may still come back in time.</summary>
    public long Unsettled { get; init; }
}

internal sealed record SpokenRow
{
    public required string Id { get; init; }
    public required long Messages { get; init; }
}

internal sealed record FigureRow
{
    public required string Id { get; init; }

    /// <summary>What it is ordered by: since when it waits, or was open (ms since 1970); of a first response, its ms below zero.</summary>
    public required long Key { get; init; }
}
