using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations.Contracts;

/// <summary>A conversation as it was opened, for those who read what was asked lately.</summary>
internal sealed record RecentConversation
{
    public required ConversationId Id { get; init; }
    public required TenantId TenantId { get; init; }
    public required string Locale { get; init; }

    /// <summary>The product of the page that it was opened on.</summary>
    public string? Product { get; init; }

    /// <summary>The order of that page, whoever's it is.</summary>
    public string? OrderId { get; init; }
    public required ConsumerId ConsumerId { get; init; }

    /// <summary>Those opened since, newest first, at most <paramref name="limit"/>.</summary>
    public static ValueTask<IReadOnlyList<RecentConversation>> ListAsync(
        Session db, IReadOnlyList<string> merchants, DateTimeOffset since, int limit, CancellationToken stop) =>
        db.ListAsync<RecentConversation>("""
            select id, tenant_id, locale, product, order_id, consumer_id from conversations
            where tenant_id in @merchants and opened_at >= @since
            order by opened_at desc, id
            limit @limit
            """, new { merchants, since, limit }, stop);

    /// <summary>Some conversations, in no order.</summary>
    public static ValueTask<IReadOnlyList<RecentConversation>> OfAsync(
        Session db, IReadOnlyList<ConversationId> conversations, CancellationToken stop) =>
        db.ListAsync<RecentConversation>(
            "select id, tenant_id, locale, product, order_id, consumer_id from conversations where id in @conversations", new { conversations }, stop);
}
