using ServiceOS.Platform.Data;

namespace ServiceOS.Bot;

/// <summary>The SQL of decisions.</summary>
internal static class DecisionStore
{
    /// <param name="json">The decision as JSON, written before the transaction: the writer's time is everybody's.</param>
    public static async Task InsertAsync(
        Session db, TenantId tenant, ConversationId conversation, long seq, Decision decision, string json, DateTimeOffset now,
        CancellationToken stop) =>
        await db.RunAsync("""
            insert into decisions (tenant_id, conversation_id, seq, outcome, item_id, body, at)
            values (@tenant, @conversation, @seq, @Outcome, @item, @body, @now)
            """, new { tenant, conversation, seq, decision.Outcome, item = decision.Item?.Id, body = json, now }, stop);

    public static ValueTask<DecisionRow?> FindAsync(Session db, ConversationId conversation, long seq, CancellationToken stop) =>
        db.FindAsync<DecisionRow>("""
            select tenant_id, body, at, wrong_at, wrong_by, wrong_note from decisions
            where conversation_id = @conversation and seq = @seq
            """, new { conversation, seq }, stop);

    public static async Task MarkWrongAsync(
        Session db, ConversationId conversation, long seq, string by, string? note, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            update decisions set wrong_at = @now, wrong_by = @by, wrong_note = cast(@note as text)
            where conversation_id = @conversation and seq = @seq
            """, new { conversation, seq, by, note, now }, stop);

    /// <summary>Takes a verdict back.</summary>
    public static async Task UnmarkWrongAsync(Session db, ConversationId conversation, long seq, CancellationToken stop) =>
        await db.RunAsync("""
            update decisions set wrong_at = null, wrong_by = null, wrong_note = null
            where conversation_id = @conversation and seq = @seq
            """, new { conversation, seq }, stop);
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
