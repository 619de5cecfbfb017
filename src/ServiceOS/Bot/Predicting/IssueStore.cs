using ServiceOS.Platform.Data;

namespace ServiceOS.Bot.Predicting;

/// <summary>The SQL of what consumers came for.</summary>
internal static class IssueStore
{
    /// <summary>Targets read of an axis: what is rarer is no guess.</summary>
    private const int TargetsMax = 100;

    /// <summary>Which of these conversations are counted already.</summary>
    public static ValueTask<IReadOnlyList<string>> ListCountedAsync(Session db, IReadOnlyList<string> conversations, CancellationToken stop) =>
        db.ListAsync<string>("select conversation_id from first_issues where conversation_id in @conversations", new { conversations }, stop);

    public static async Task InsertAsync(Session db, FirstIssue issue, CancellationToken stop) => await db.RunAsync("""
        insert into first_issues (conversation_id, tenant_id, order_state, product, target, place, at)
        values (@ConversationId, @TenantId, @OrderState, @Product, @Target, @Place, @At)
        """, issue, stop);

    public static async Task AddAsync(
        Session db, TenantId tenant, (string Axis, string Value) axis, string target, double weight, CancellationToken stop) => await db.RunAsync("""
        insert into issue_weights (tenant_id, axis, value, target, weight) values (@tenant, @Axis, @Value, @target, @weight)
        on conflict (tenant_id, axis, value, target) do update set weight = issue_weights.weight + excluded.weight
        """, new { tenant, axis.Axis, axis.Value, target, weight }, stop);

    /// <summary>What was seen of a merchant in a situation.</summary>
    public static async Task<IssueWeights> ReadAsync(Session db, TenantId tenant, Situation situation, CancellationToken stop)
    {
        var weights = new IssueWeights();
        foreach (var (axis, value) in IssueWeights.AxesOf(situation))
        {
            var rows = await db.ListAsync<WeightRow>("""
                select target, weight from issue_weights
                where tenant_id = @tenant and axis = @axis and value = @value
                order by weight desc, target
                limit @limit
                """, new { tenant, axis, value, limit = TargetsMax }, stop);
            foreach (var row in rows)
                weights.Add(axis, value, row.Target, row.Weight);
        }
        return weights;
    }

    /// <summary>What consumers of some merchants came for since, by the state of their order, and how often that was held out.</summary>
    public static ValueTask<IReadOnlyList<HitRow>> CountHitsAsync(
        Session db, IReadOnlyList<string> merchants, DateTimeOffset since, CancellationToken stop) => db.ListAsync<HitRow>("""
        select order_state, count(*) as asked, sum(case when place is null then 0 else 1 end) as hits, sum(case when place = 1 then 1 else 0 end) as firsts
        from first_issues
        where tenant_id in @merchants and at >= @since
        group by order_state
        order by asked desc, order_state
        """, new { merchants, since }, stop);

    /// <summary>All that was counted, in the order of time, for those who would count anew.</summary>
    public static ValueTask<IReadOnlyList<FirstIssue>> ListAsync(
        Session db, DateTimeOffset after, string afterConversation, int limit, CancellationToken stop) => db.ListAsync<FirstIssue>("""
        select conversation_id, tenant_id, order_state, product, target, place, at from first_issues
        where at > @after or (at = @after and conversation_id > @afterConversation)
        order by at, conversation_id
        limit @limit
        """, new { after, afterConversation, limit }, stop);

    private sealed record WeightRow
    {
        public required string Target { get; init; }
        public required double Weight { get; init; }
    }
}

/// <summary>What a conversation's consumer came for.</summary>
internal sealed record FirstIssue
{
    public required ConversationId ConversationId { get; init; }
    public required TenantId TenantId { get; init; }
    public required string OrderState { get; init; }
    public required string Product { get; init; }

    /// <summary>See <see cref="Issue"/>.</summary>
    public required string Target { get; init; }

    /// <summary>Among what was held out at the beginning, from 1; null when it was not there.</summary>
    public long? Place { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed record HitRow
{
    public required string OrderState { get; init; }
    public required long Asked { get; init; }
    public required long Hits { get; init; }
    public required long Firsts { get; init; }
}
