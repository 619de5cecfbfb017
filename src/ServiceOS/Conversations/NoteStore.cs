using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>The SQL of what agents keep beside a conversation: notes, drafts, how much they have read.</summary>
internal static class NoteStore
{
    private const int NotesMax = 500;

    /// <returns>False when the author's key is there already.</returns>
    public static async Task<bool> InsertAsync(Session db, NewNote note, CancellationToken stop) =>
        await db.RunAsync("""
            insert into notes (tenant_id, conversation_id, id, client_key, author_id, author_name, body, after_seq, at)
            values (@Tenant, @Conversation, @Id, @ClientKey, @AuthorId, @AuthorName, @Body, @AfterSeq, @At)
            on conflict do nothing
            """, note, stop) == 1;

    /// <summary>Oldest first, at most 500.</summary>
    public static ValueTask<IReadOnlyList<NoteRow>> ListAsync(Session db, ConversationId conversation, CancellationToken stop) =>
        db.ListAsync<NoteRow>("""
            select id, author_id, author_name, body, after_seq, at from notes
            where conversation_id = @conversation order by at, id limit @NotesMax
            """, new { conversation, NotesMax }, stop);

    public static ValueTask<NoteRow> GetAsync(
        Session db, ConversationId conversation, string author, string clientKey, CancellationToken stop) =>
        db.GetAsync<NoteRow>("""
            select id, author_id, author_name, body, after_seq, at from notes
            where conversation_id = @conversation and author_id = @author and client_key = @clientKey
            """, new { conversation, author, clientKey }, stop);

    /// <summary>Keeps what somebody is writing; an empty text forgets it.</summary>
    public static async Task SaveDraftAsync(
        Session db, TenantId tenant, ConversationId conversation, string staff, string kind, string body, DateTimeOffset now,
        CancellationToken stop)
    {
        if (body.Length == 0)
        {
            await db.RunAsync("delete from drafts where conversation_id = @conversation and staff_id = @staff and kind = @kind",
                new { conversation, staff, kind }, stop);
            return;
        }
        await db.RunAsync("""
            insert into drafts (tenant_id, conversation_id, staff_id, kind, body, at)
            values (@tenant, @conversation, @staff, @kind, @body, @now)
            on conflict (conversation_id, staff_id, kind) do update set body = excluded.body, at = excluded.at
            """, new { tenant, conversation, staff, kind, body, now }, stop);
    }

    public static ValueTask<IReadOnlyList<DraftRow>> ListDraftsAsync(
        Session db, ConversationId conversation, string staff, CancellationToken stop) =>
        db.ListAsync<DraftRow>("select kind, body from drafts where conversation_id = @conversation and staff_id = @staff",
            new { conversation, staff }, stop);

    /// <summary>Notes that somebody has seen the conversation up to now.</summary>
    public static async Task ReadAsync(
        Session db, TenantId tenant, ConversationId conversation, string staff, long seq, CancellationToken stop) =>
        await db.RunAsync("""
            insert into reads (tenant_id, conversation_id, staff_id, seq, consumer_messages)
            select @tenant, @conversation, @staff, @seq, (
                select count(*) from messages
                where conversation_id = @conversation and speaker = 'consumer' and seq <= @seq)
            on conflict (conversation_id, staff_id) do update
            set seq = excluded.seq, consumer_messages = excluded.consumer_messages
            where reads.seq < excluded.seq
            """, new { tenant, conversation, staff, seq }, stop);
}

internal sealed record NewNote
{
    public required TenantId Tenant { get; init; }
    public required ConversationId Conversation { get; init; }
    public required string Id { get; init; }
    public required string ClientKey { get; init; }
    public required string AuthorId { get; init; }
    public required string AuthorName { get; init; }
    public required string Body { get; init; }
    public required long AfterSeq { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed record NoteRow
{
    public required string Id { get; init; }
    public required string AuthorId { get; init; }
    public required string AuthorName { get; init; }
    public required string Body { get; init; }
    public long AfterSeq { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed record DraftRow
{
    public required string Kind { get; init; }
    public required string Body { get; init; }
}
