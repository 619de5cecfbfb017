using ServiceOS.Bot.Contracts;
using ServiceOS.Bot.Reviews;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Bot;

/// <summary>The SQL of decisions.</summary>
internal static class DecisionStore
{
    /// <param name="json">The decision as JSON, written before the transaction: the writer's time is everybody's.</param>
    /// <param name="arm">On which side of a roll-out it was taken; null: none runs.</param>
    public static async Task InsertAsync(
        Session db, TenantId tenant, ConversationId conversation, long seq, Decision decision, string json, Arm? arm,
        DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into decisions (tenant_id, conversation_id, seq, outcome, layer, item_id, body, at, rollout_id, rollout_stage, rollout_arm)
            values (@tenant, @conversation, @seq, @Outcome, @layer, @item, @body, @now, @Rollout, @Stage, @arm)
            """, new
        {
            tenant,
            conversation,
            seq,
            decision.Outcome,
            layer = Layers.Of(decision),
            item = decision.Item?.Id,
            body = json,
            now,
            arm?.Rollout,
            arm?.Stage,
            arm = arm?.Name,
        }, stop);

    /// <summary>What a roll-out's conversations came to, by stage and arm. A conversation counts once in each stage that it spoke in.</summary>
    public static ValueTask<IReadOnlyList<ArmCount>> CountArmsAsync(Session db, string rollout, CancellationToken stop) => db.ListAsync<ArmCount>("""
        select stage, arm, count(*) as conversations, sum(answered) as answered, sum(handed_over) as handed_over, sum(missed) as missed,
            sum(wrong) as wrong
        from (
            select rollout_stage as stage, rollout_arm as arm, conversation_id,
                case when max(case when outcome = 'handover' then 1 else 0 end) = 0
                    then max(case when outcome in ('answer', 'skill') then 1 else 0 end) else 0 end as answered,
                max(case when outcome = 'handover' then 1 else 0 end) as handed_over,
                max(case when outcome = 'out-of-scope' then 1 else 0 end) as missed,
                max(case when wrong_at is not null then 1 else 0 end) as wrong
            from decisions
            where rollout_id = @rollout
            group by rollout_stage, rollout_arm, conversation_id) each_one
        group by stage, arm
        order by stage, arm
        """, new { rollout }, stop);

    /// <summary>Where the candidate failed in a way, newest first, at most <paramref name="limit"/>.</summary>
    /// <param name="failure">One of <see cref="ArmCount.Failures"/>.</param>
    public static ValueTask<IReadOnlyList<DecidedRow>> ListFailedAsync(Session db, string rollout, string failure, int limit, CancellationToken stop) =>
        db.ListAsync<DecidedRow>("""
            select tenant_id, conversation_id, seq, body, at, wrong_at from decisions
            where rollout_id = @rollout and rollout_arm = 'candidate'
                and ((@failure = 'handed-over' and outcome = 'handover') or (@failure = 'missed' and outcome = 'out-of-scope')
                    or (@failure = 'wrong' and wrong_at is not null))
            order by at desc, conversation_id, seq
            limit @limit
            """, new { rollout, failure, limit }, stop);

    public static ValueTask<DecisionRow?> FindAsync(Session db, ConversationId conversation, long seq, CancellationToken stop) =>
        db.FindAsync<DecisionRow>("""
            select tenant_id, body, at, wrong_at, wrong_by, wrong_note from decisions
            where conversation_id = @conversation and seq = @seq
            """, new { conversation, seq }, stop);

    /// <summary>
    /// What was decided last before a consumer's message. Whatever is decided later has a later place, so that the same message always
    /// finds the same, on each node and however often it is tried.
    /// </summary>
    public static async ValueTask<Decision?> LastBeforeAsync(Session db, ConversationId conversation, long seq, CancellationToken stop) =>
        await db.FindAsync<string>("""
            select body from decisions
            where conversation_id = @conversation and seq < @seq
            order by seq desc limit 1
            """, new { conversation, seq }, stop) is { } body ? Decision.FromJson(body) : null;

    /// <summary>All of some conversations, each in its order.</summary>
    public static ValueTask<IReadOnlyList<DecidedRow>> ListAsync(
        Session db, IReadOnlyList<ConversationId> conversations, CancellationToken stop) =>
        db.ListAsync<DecidedRow>("""
            select tenant_id, conversation_id, seq, body, at, wrong_at from decisions
            where conversation_id in @conversations
            order by conversation_id, seq
            """, new { conversations }, stop);

    /// <summary>Those at the beginning of some conversations by which the bot knew what was asked for.</summary>
    public static ValueTask<IReadOnlyList<DecidedRow>> ListKnownAsync(
        Session db, IReadOnlyList<ConversationId> conversations, int before, CancellationToken stop) =>
        db.ListAsync<DecidedRow>("""
            select tenant_id, conversation_id, seq, body, at, wrong_at from decisions
            where conversation_id in @conversations and seq <= @before and outcome in ('answer', 'skill')
            """, new { conversations, before }, stop);

    public static async Task MarkWrongAsync(
        Session db, ConversationId conversation, long seq, string by, string? note, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            update decisions
            set wrong_at = @now, wrong_by = @by, wrong_note = cast(@note as text), wrong_handled_at = null, wrong_handled_by = null
            where conversation_id = @conversation and seq = @seq
            """, new { conversation, seq, by, note, now }, stop);

    /// <summary>Takes a verdict back.</summary>
    public static async Task UnmarkWrongAsync(Session db, ConversationId conversation, long seq, CancellationToken stop) =>
        await db.RunAsync("""
            update decisions
            set wrong_at = null, wrong_by = null, wrong_note = null, wrong_handled_at = null, wrong_handled_by = null
            where conversation_id = @conversation and seq = @seq
            """, new { conversation, seq }, stop);

    /// <summary>The verdicts "wrong" that nobody has dealt with, newest first, at most <paramref name="limit"/>.</summary>
    public static ValueTask<IReadOnlyList<WrongRow>> ListWrongAsync(
        Session db, IReadOnlyList<string> merchants, DateTimeOffset before, int limit, CancellationToken stop) =>
        db.ListAsync<WrongRow>("""
            select tenant_id, conversation_id, seq, body, at, wrong_at, wrong_by, wrong_note from decisions
            where tenant_id in @merchants and wrong_at is not null and wrong_at < @before and wrong_handled_at is null
            order by wrong_at desc, conversation_id, seq
            limit @limit
            """, new { merchants, before, limit }, stop);

    public static async ValueTask<long> CountWrongAsync(Session db, IReadOnlyList<string> merchants, CancellationToken stop) =>
        await db.GetAsync<long>(
            "select count(*) from decisions where tenant_id in @merchants and wrong_at is not null and wrong_handled_at is null", new { merchants }, stop);

    /// <summary>Notes that a verdict was dealt with, or that it was not after all.</summary>
    public static async Task SetHandledAsync(
        Session db, ConversationId conversation, long seq, string? by, DateTimeOffset? at, CancellationToken stop) =>
        await db.RunAsync("""
            update decisions set wrong_handled_at = cast(@at as bigint), wrong_handled_by = cast(@by as text)
            where conversation_id = @conversation and seq = @seq and wrong_at is not null
            """, new { conversation, seq, by, at }, stop);
}

/// <summary>A decision that somebody called wrong.</summary>
internal sealed record WrongRow
{
    public required TenantId TenantId { get; init; }
    public required ConversationId ConversationId { get; init; }
    public required long Seq { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset WrongAt { get; init; }
    public string? WrongBy { get; init; }
    public string? WrongNote { get; init; }
}

/// <summary>A decision and where it was taken.</summary>
internal sealed record DecidedRow
{
    public required TenantId TenantId { get; init; }
    public required ConversationId ConversationId { get; init; }
    public required long Seq { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? WrongAt { get; init; }
}

internal sealed record DecisionRow
{
    public required TenantId TenantId { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? WrongAt { get; init; }
    public string? WrongBy { get; init; }
    public string? WrongNote { get; init; }
}
