using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>The SQL of canned replies.</summary>
internal static class CannedReplyStore
{
    private const int ListMax = 1_000;

    /// <summary>The team's of these nodes and the member's own, by shortcut, at most 1,000.</summary>
    public static ValueTask<IReadOnlyList<CannedReplyRow>> ListAsync(
        Session db, IReadOnlyList<string> nodes, string staff, CancellationToken stop) =>
        db.ListAsync<CannedReplyRow>("""
            select id, tenant_id, staff_id, shortcut, title, body, language from canned_replies
            where tenant_id in @nodes and (staff_id is null or staff_id = @staff)
            order by shortcut, id limit @ListMax
            """, new { nodes, staff, ListMax }, stop);

    /// <summary>Makes or changes one; the team's of one's own node, and one's own.</summary>
    /// <returns>False when the id belongs to another node or another member.</returns>
    public static async Task<bool> PutAsync(Session db, CannedReplyRow row, string staff, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into canned_replies (tenant_id, id, staff_id, shortcut, title, body, language, changed_at)
            values (@TenantId, @Id, cast(@StaffId as text), @Shortcut, @Title, @Body, @Language, @now)
            on conflict (id) do update
            set staff_id = excluded.staff_id, shortcut = excluded.shortcut, title = excluded.title, body = excluded.body,
                language = excluded.language, changed_at = excluded.changed_at
            where canned_replies.tenant_id = excluded.tenant_id
              and (canned_replies.staff_id is null or canned_replies.staff_id = @staff)
            """, new { row.TenantId, row.Id, row.StaffId, row.Shortcut, row.Title, row.Body, row.Language, staff, now }, stop) == 1;

    public static async Task<bool> DeleteAsync(Session db, string id, TenantId tenant, string staff, CancellationToken stop) =>
        await db.RunAsync(
            "delete from canned_replies where id = @id and tenant_id = @tenant and (staff_id is null or staff_id = @staff)",
            new { id, tenant, staff }, stop) == 1;
}

internal sealed record CannedReplyRow
{
    public required string Id { get; init; }
    public required TenantId TenantId { get; init; }

    /// <summary>Whose own; null: the team's.</summary>
    public string? StaffId { get; init; }
    public required string Shortcut { get; init; }
    public required string Title { get; init; }
    public required string Body { get; init; }
    public required string Language { get; init; }
}
