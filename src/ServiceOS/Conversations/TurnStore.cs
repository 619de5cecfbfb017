using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>The SQL of turns: consumer messages that the bot has yet to answer.</summary>
internal static class TurnStore
{
    /// <summary>Nobody holds a turn for longer by any clock that is about right: a hold of 10 s, and a minute between two nodes.</summary>
    private static readonly TimeSpan s_holdMax = ReceiveMessage.Hold + TimeSpan.FromMinutes(1);

    /// <summary>Notes a turn, held by this node from the first.</summary>
    public static async Task InsertAsync(
        Session db, TenantId tenant, ConversationId conversation, long seq, string? choice, DateTimeOffset heldUntil,
        CancellationToken stop) =>
        await db.RunAsync("""
            insert into turns (tenant_id, conversation_id, seq, choice, token, held_until)
            values (@tenant, @conversation, @seq, @choice, 1, @heldUntil)
            """, new { tenant, conversation, seq, choice, heldUntil }, stop);

    /// <summary>Ends a turn, if it is still held under this token and the first of its conversation.</summary>
    /// <returns>False when it is not: it has an earlier one, or another node has taken it since.</returns>
    public static async Task<bool> FinishAsync(Session db, Turn turn, CancellationToken stop) =>
        await db.RunAsync("""
            delete from turns
            where conversation_id = @ConversationId and seq = @Seq and token = @Token
              and not exists (select 1 from turns earlier where earlier.conversation_id = @ConversationId and earlier.seq < @Seq)
            """, new { turn.ConversationId, turn.Seq, turn.Token }, stop) == 1;

    /// <summary>True when a turn is still to be answered, by who has this token.</summary>
    public static async Task<bool> IsHeldAsync(Session db, Turn turn, CancellationToken stop) =>
        await db.FindAsync<long?>(
            "select seq from turns where conversation_id = @ConversationId and seq = @Seq and token = @Token",
            new { turn.ConversationId, turn.Seq, turn.Token }, stop) is not null;

    /// <summary>True when an earlier message of the conversation still waits for its answer.</summary>
    public static async Task<bool> HasEarlierAsync(Session db, Turn turn, CancellationToken stop) =>
        await db.FindAsync<long?>(
            "select seq from turns where conversation_id = @ConversationId and seq < @Seq limit 1",
            new { turn.ConversationId, turn.Seq }, stop) is not null;

    /// <summary>True when there are turns whose hold has ended.</summary>
    public static async Task<bool> HasOverdueAsync(Session db, DateTimeOffset now, CancellationToken stop) =>
        await db.FindAsync<long?>("select held_until from turns where held_until < @now or held_until > @HeldUntilMax limit 1",
            new { now, HeldUntilMax = now + s_holdMax }, stop) is not null;

    /// <summary>
    /// Takes turns whose hold has ended, oldest first: their node died or fell behind, or its clock was ahead, so that they are
    /// held until a time that is far off.
    /// </summary>
    /// <remarks>The hold is tested twice: PostgreSQL re-reads the outer test after it waited for a row that another node took.</remarks>
    public static async Task<IReadOnlyList<Turn>> SweepAsync(
        Session db, DateTimeOffset now, DateTimeOffset heldUntil, int limit, CancellationToken stop)
    {
        var taken = await db.ListAsync<SweptTurn>("""
            update turns
            set token = token + 1, held_until = @heldUntil
            where (held_until < @now or held_until > @HeldUntilMax) and (conversation_id, seq) in (
                select conversation_id, seq from turns
                where held_until < @now or held_until > @HeldUntilMax
                order by held_until limit @limit)
            returning conversation_id, seq, token, choice
            """, new { now, heldUntil, limit, HeldUntilMax = now + s_holdMax }, stop);
        var turns = new List<Turn>(taken.Count);
        foreach (var turn in taken.OrderBy(turn => turn.Seq))
        {
            turns.Add(await db.GetAsync<Turn>("""
                select c.tenant_id, c.id as conversation_id, c.consumer_id, m.seq, m.sent_at, m.body, cast(@Choice as text) as choice,
                       c.locale, c.misses, c.asked_back, c.product, c.order_id, cast(@Token as bigint) as token
                from messages m join conversations c on c.id = m.conversation_id
                where m.conversation_id = @ConversationId and m.seq = @Seq
                """, turn, stop));
        }
        return turns;
    }

    private sealed record SweptTurn
    {
        public required ConversationId ConversationId { get; init; }
        public long Seq { get; init; }
        public long Token { get; init; }
        public string? Choice { get; init; }
    }
}
