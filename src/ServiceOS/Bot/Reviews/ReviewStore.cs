using ServiceOS.Platform.Data;

namespace ServiceOS.Bot.Reviews;

/// <summary>The SQL of samples and of what was drawn.</summary>
internal static class ReviewStore
{
    private const string Unseen = """
        d.tenant_id in @merchants and d.layer is not null and d.at >= @since and d.at <= @until and not exists (
            select 1 from reviews r where r.tenant_id = @node and r.conversation_id = d.conversation_id and r.seq = d.seq)
        """;

    private const string Columns = "tenant_id, conversation_id, seq, sample_id, place, layer, decided_at, verdict, verdict_by, verdict_at";

    /// <summary>How much each layer decided.</summary>
    public static ValueTask<IReadOnlyList<LayerCount>> CountTrafficAsync(
        Session db, IReadOnlyList<string> merchants, DateTimeOffset since, DateTimeOffset until, CancellationToken stop) =>
        db.ListAsync<LayerCount>("""
            select layer, count(*) as total from decisions
            where tenant_id in @merchants and layer is not null and at >= @since and at <= @until
            group by layer
            """, new { merchants, since, until }, stop);

    /// <summary>How much of each layer the node may draw from.</summary>
    public static ValueTask<IReadOnlyList<LayerCount>> CountUndrawnAsync(
        Session db, TenantId node, IReadOnlyList<string> merchants, DateTimeOffset since, DateTimeOffset until, CancellationToken stop) =>
        db.ListAsync<LayerCount>(
            $"select d.layer, count(*) as total from decisions d where {Unseen} group by d.layer", new { node, merchants, since, until }, stop);

    /// <summary>Those of a layer in some places, of all that the node may draw from in the order of time.</summary>
    public static ValueTask<IReadOnlyList<DrawnRow>> ListUndrawnAsync(
        Session db, TenantId node, IReadOnlyList<string> merchants, DateTimeOffset since, DateTimeOffset until, string layer, IReadOnlyList<long> places,
        CancellationToken stop) =>
        db.ListAsync<DrawnRow>($"""
            select conversation_id, seq, at, nth from (
                select d.conversation_id, d.seq, d.at, row_number() over (order by d.at, d.conversation_id, d.seq) as nth
                from decisions d
                where d.layer = @layer and {Unseen}) numbered
            where nth in @places
            """, new { node, merchants, since, until, layer, places }, stop);

    /// <returns>False when it was drawn already.</returns>
    public static async Task<bool> InsertSampleAsync(Session db, SampleRow row, CancellationToken stop) => await db.RunAsync("""
        insert into review_samples (tenant_id, id, seed, since, until, per_layer, layers, by_name, at)
        values (@TenantId, @Id, @Seed, @Since, @Until, @PerLayer, @Layers, @ByName, @At)
        on conflict (tenant_id, id) do nothing
        """, row, stop) == 1;

    public static ValueTask<SampleRow?> FindSampleAsync(Session db, TenantId node, string id, CancellationToken stop) => db.FindAsync<SampleRow>("""
        select tenant_id, id, seed, since, until, per_layer, layers, by_name, at from review_samples where tenant_id = @node and id = @id
        """, new { node, id }, stop);

    public static ValueTask<SampleRow?> FindLastSampleAsync(Session db, TenantId node, CancellationToken stop) => db.FindAsync<SampleRow>("""
        select tenant_id, id, seed, since, until, per_layer, layers, by_name, at from review_samples
        where tenant_id = @node
        order by at desc, id desc limit 1
        """, new { node }, stop);

    public static ValueTask<long> CountSampleAsync(Session db, TenantId node, string sample, CancellationToken stop) =>
        db.GetAsync<long>("select count(*) from reviews where tenant_id = @node and sample_id = @sample", new { node, sample }, stop);

    /// <returns>False when another sample had it meanwhile.</returns>
    public static async Task<bool> InsertAsync(Session db, ReviewRow row, DateTimeOffset drawnAt, CancellationToken stop) => await db.RunAsync("""
        insert into reviews (tenant_id, conversation_id, seq, sample_id, place, layer, decided_at, drawn_at)
        values (@TenantId, @ConversationId, @Seq, @SampleId, @Place, @Layer, @DecidedAt, @drawnAt)
        on conflict (tenant_id, conversation_id, seq) do nothing
        """, new { row.TenantId, row.ConversationId, row.Seq, row.SampleId, row.Place, row.Layer, row.DecidedAt, drawnAt }, stop) == 1;

    /// <summary>What nobody has judged yet, the oldest sample first, at most <paramref name="limit"/>.</summary>
    public static ValueTask<IReadOnlyList<ReviewRow>> ListOpenAsync(Session db, TenantId node, int limit, CancellationToken stop) =>
        db.ListAsync<ReviewRow>($"""
            select {Columns} from reviews
            where tenant_id = @node and verdict is null
            order by drawn_at, sample_id, place
            limit @limit
            """, new { node, limit }, stop);

    /// <summary>What was judged of decisions since, the newest verdict first, at most <paramref name="limit"/>.</summary>
    /// <param name="layer">Of this one only; null: of all.</param>
    public static ValueTask<IReadOnlyList<ReviewRow>> ListJudgedAsync(
        Session db, TenantId node, string? layer, DateTimeOffset since, int limit, CancellationToken stop) =>
        db.ListAsync<ReviewRow>($"""
            select {Columns} from reviews
            where tenant_id = @node and verdict is not null and decided_at >= @since and (cast(@layer as text) is null or layer = @layer)
            order by verdict_at desc, conversation_id, seq
            limit @limit
            """, new { node, layer, since, limit }, stop);

    public static ValueTask<long> CountOpenAsync(Session db, TenantId node, CancellationToken stop) =>
        db.GetAsync<long>("select count(*) from reviews where tenant_id = @node and verdict is null", new { node }, stop);

    /// <summary>What was found out about each layer's decisions since.</summary>
    public static ValueTask<IReadOnlyList<JudgedCount>> CountJudgedAsync(Session db, TenantId node, DateTimeOffset since, CancellationToken stop) =>
        db.ListAsync<JudgedCount>("""
            select layer, count(*) as drawn,
                   count(*) filter (where verdict = 'right') as right_ones,
                   count(*) filter (where verdict = 'wrong') as wrong_ones,
                   count(*) filter (where verdict = 'unknown') as unknown_ones
            from reviews
            where tenant_id = @node and decided_at >= @since
            group by layer
            """, new { node, since }, stop);

    /// <summary>Takes the row's lock.</summary>
    /// <returns>False when it was not drawn at this node.</returns>
    public static async Task<bool> TouchAsync(Session db, TenantId node, ConversationId conversation, long seq, CancellationToken stop) =>
        await db.RunAsync("""
            update reviews set place = place where tenant_id = @node and conversation_id = @conversation and seq = @seq
            """, new { node, conversation, seq }, stop) == 1;

    /// <summary>Keeps a verdict after those that are there. Call under the row's lock.</summary>
    public static async Task AddVerdictAsync(Session db, VerdictRow row, CancellationToken stop) => await db.RunAsync("""
        insert into review_verdicts (tenant_id, conversation_id, seq, number, verdict, by_id, by_name, at)
        select @TenantId, @ConversationId, @Seq, coalesce(max(number), 0) + 1, @Verdict, @ById, @ByName, @At
        from review_verdicts
        where tenant_id = @TenantId and conversation_id = @ConversationId and seq = @Seq
        """, row, stop);

    /// <summary>Takes back the newest verdict of somebody's that still stands. Call under the row's lock.</summary>
    public static async Task UndoVerdictAsync(
        Session db, TenantId node, ConversationId conversation, long seq, string by, DateTimeOffset now, CancellationToken stop) => await db.RunAsync("""
        update review_verdicts set undone_at = @now
        where tenant_id = @node and conversation_id = @conversation and seq = @seq and number = (
            select max(number) from review_verdicts
            where tenant_id = @node and conversation_id = @conversation and seq = @seq and by_id = @by and undone_at is null)
        """, new { node, conversation, seq, by, now }, stop);

    /// <summary>All verdicts on a decision in their order, those that were taken back among them.</summary>
    public static ValueTask<IReadOnlyList<VerdictRow>> ListVerdictsAsync(
        Session db, TenantId node, ConversationId conversation, long seq, CancellationToken stop) => db.ListAsync<VerdictRow>("""
        select tenant_id, conversation_id, seq, number, verdict, by_id, by_name, at, undone_at from review_verdicts
        where tenant_id = @node and conversation_id = @conversation and seq = @seq
        order by number
        """, new { node, conversation, seq }, stop);

    /// <summary>Sets what counts.</summary>
    /// <param name="last">The last that nobody took back; null: none.</param>
    public static async Task SetVerdictAsync(
        Session db, TenantId node, ConversationId conversation, long seq, VerdictRow? last, CancellationToken stop) => await db.RunAsync("""
        update reviews
        set verdict = cast(@verdict as text), verdict_by = cast(@by as text), verdict_at = cast(@at as bigint)
        where tenant_id = @node and conversation_id = @conversation and seq = @seq
        """, new { node, conversation, seq, verdict = last?.Verdict, by = last?.ByName, at = last?.At }, stop);
}
