using ServiceOS.Platform.Data;

namespace ServiceOS.Assist;

/// <summary>The SQL of suggested replies.</summary>
internal static class SuggestionStore
{
    /// <summary>Notes what is held out; whoever looks again, or after a transfer, sees it as it is then. What was judged stays.</summary>
    public static async Task OfferAsync(Session db, OfferedRow offered, CancellationToken stop) =>
        await db.RunAsync("""
            insert into reply_suggestions (tenant_id, conversation_id, seq, item_id, agent_id, language, asked, question, body, offered_at)
            values (@TenantId, @ConversationId, @Seq, @ItemId, @AgentId, @Language, @Asked, @Question, @Body, @OfferedAt)
            on conflict (conversation_id, seq, item_id) do update
            set agent_id = excluded.agent_id, question = excluded.question, body = excluded.body, offered_at = excluded.offered_at
            where reply_suggestions.fate is null
            """, offered, stop);

    /// <summary>What an agent saw beside the newest question before a reply, and nobody judged yet.</summary>
    public static ValueTask<IReadOnlyList<OpenRow>> ListOpenAsync(
        Session db, string conversation, string agent, long replySeq, CancellationToken stop) =>
        db.ListAsync<OpenRow>("""
            select seq, item_id, body from reply_suggestions
            where conversation_id = @conversation and agent_id = @agent and fate is null and seq = (
                select max(seq) from reply_suggestions where conversation_id = @conversation and seq < @replySeq)
            """, new { conversation, agent, replySeq }, stop);

    public static async Task JudgeAsync(Session db, string conversation, OpenRow open, Judged judged, CancellationToken stop) =>
        await db.RunAsync("""
            update reply_suggestions set fate = @Fate, reply_seq = @ReplySeq, judged_at = @At
            where conversation_id = @conversation and seq = @Seq and item_id = @ItemId and fate is null
            """, new { conversation, open.Seq, open.ItemId, judged.Fate, judged.ReplySeq, judged.At }, stop);

    /// <summary>
    /// Newest first. Another item counts against one only where it was taken instead: "let me look" in reply says nothing about the
    /// items that stood beside it.
    /// </summary>
    public static ValueTask<IReadOnlyList<PairRow>> ListPairsAsync(
        Session db, TenantId tenant, string language, int limit, CancellationToken stop) =>
        db.ListAsync<PairRow>("""
            select asked, question, fate from reply_suggestions one
            where tenant_id = @tenant and language = @language and fate is not null
              and (fate <> 'rejected' or exists (
                select 1 from reply_suggestions other
                where other.conversation_id = one.conversation_id and other.seq = one.seq and other.fate in ('accepted', 'edited')))
            order by judged_at desc, conversation_id, seq, item_id
            limit @limit
            """, new { tenant, language, limit }, stop);
}

/// <summary>A suggestion as it is held out.</summary>
internal sealed record OfferedRow(
    TenantId TenantId, ConversationId ConversationId, long Seq, ItemId ItemId, string AgentId, string Language, string Asked, string Question,
    string Body, DateTimeOffset OfferedAt);

/// <summary>One that waits for the agent's reply.</summary>
internal sealed record OpenRow
{
    public required long Seq { get; init; }
    public required ItemId ItemId { get; init; }
    public required string Body { get; init; }
}

internal sealed record Judged(string Fate, long ReplySeq, DateTimeOffset At);

internal sealed record PairRow
{
    public required string Asked { get; init; }
    public required string Question { get; init; }
    public required string Fate { get; init; }
}
