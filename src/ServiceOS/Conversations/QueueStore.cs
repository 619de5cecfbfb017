using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>The SQL of the queue.</summary>
internal static class QueueStore
{
    private const int GroupsMax = 1_000;

    /// <summary>What waits, by merchant and skill.</summary>
    public static ValueTask<IReadOnlyList<QueueGroup>> GroupsAsync(Session db, CancellationToken stop) =>
        db.ListAsync<QueueGroup>("""
            select tenant_id, skill_id, count(*) as waiting
            from conversations where state = 'queued'
            group by tenant_id, skill_id
            order by min(queued_at) limit @GroupsMax
            """, new { GroupsMax }, stop);

    /// <summary>The longest waiting of a group, at most <paramref name="limit"/>.</summary>
    public static ValueTask<IReadOnlyList<ConversationId>> OldestAsync(
        Session db, QueueGroup group, int limit, CancellationToken stop) =>
        db.ListAsync<ConversationId>("""
            select id from conversations
            where state = 'queued' and tenant_id = @TenantId and coalesce(skill_id, '') = coalesce(cast(@SkillId as text), '')
            order by queued_at limit @limit
            """, new { group.TenantId, group.SkillId, limit }, stop);

    /// <summary>The conversation whose deadline is nearest, for somebody with these skills; null when nobody waits.</summary>
    public static ValueTask<ConversationId?> NextAsync(
        Session db, IReadOnlyList<string> merchants, IReadOnlyList<string> skills, CancellationToken stop) =>
        db.FindAsync<ConversationId?>("""
            select id from conversations
            where state = 'queued' and tenant_id in @merchants and (skill_id is null or skill_id in @skills)
            order by reply_by, queued_at limit 1
            """, new { merchants, skills }, stop);

    /// <summary>The conversations of an agent, at most <paramref name="limit"/>.</summary>
    public static ValueTask<IReadOnlyList<ConversationId>> OfAgentAsync(
        Session db, string agent, int limit, CancellationToken stop) =>
        db.ListAsync<ConversationId>(
            "select id from conversations where state = 'assigned' and agent_id = @agent order by waiting_since limit @limit",
            new { agent, limit }, stop);
}

/// <summary>Conversations that wait for the same people.</summary>
internal sealed record QueueGroup
{
    public required TenantId TenantId { get; init; }
    public SkillId? SkillId { get; init; }
    public long Waiting { get; init; }
}
