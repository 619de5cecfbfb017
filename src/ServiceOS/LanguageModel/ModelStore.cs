using System.Globalization;
using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.LanguageModel;

/// <summary>The SQL of language models: who has which, what was used up, what was asked.</summary>
internal static class ModelStore
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <param name="lineage">A node and those above it, nearest first.</param>
    /// <returns>What each says, in that order; nodes that say nothing say nothing.</returns>
    public static async Task<IReadOnlyList<(TenantId Node, OwnModel Own)>> LineageAsync(
        Session db, IReadOnlyList<TenantId> lineage, CancellationToken stop)
    {
        var rows = await db.ListAsync<ModelRow>(
            "select tenant_id, own from language_models where tenant_id in @nodes", new { nodes = lineage.Select(id => id.ToString()).ToList() }, stop);
        return [.. lineage.Select(node => (node, rows.FirstOrDefault(row => row.TenantId == node) is { } row
            ? JsonSerializer.Deserialize<OwnModel>(row.Own, s_json)! : new OwnModel()))];
    }

    public static async Task SetAsync(Session db, TenantId node, OwnModel own, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into language_models (tenant_id, own, changed_at) values (@node, @own, @now)
            on conflict (tenant_id) do update set own = excluded.own, changed_at = excluded.changed_at
            """, new { node, own = JsonSerializer.Serialize(own, s_json), now }, stop);

    /// <summary>Reserves tokens of a month's budget: one statement, so that no two can have the last ones.</summary>
    public static async Task<bool> ReserveAsync(Session db, TenantId tenant, DateTimeOffset now, long tokens, long budget, CancellationToken stop) =>
        await db.RunAsync("""
            insert into model_tokens (tenant_id, month, tokens)
            select @tenant, @month, @tokens where @tokens <= @budget
            on conflict (tenant_id, month) do update set tokens = model_tokens.tokens + excluded.tokens
            where model_tokens.tokens + excluded.tokens <= @budget
            """, new { tenant, month = MonthOf(now), tokens, budget }, stop) == 1;

    /// <summary>Puts what was really used in the place of what was reserved.</summary>
    public static async Task SettleAsync(Session db, TenantId tenant, DateTimeOffset reservedAt, long difference, CancellationToken stop) =>
        await db.RunAsync("update model_tokens set tokens = tokens + @difference where tenant_id = @tenant and month = @month",
            new { tenant, month = MonthOf(reservedAt), difference }, stop);

    public static async Task<long> UsedAsync(Session db, TenantId tenant, DateTimeOffset now, CancellationToken stop) =>
        await db.FindAsync<long?>("select tokens from model_tokens where tenant_id = @tenant and month = @month",
            new { tenant, month = MonthOf(now) }, stop) ?? 0;

    /// <summary>Notes a call; what is older than <paramref name="keptSince"/> of that merchant is forgotten.</summary>
    public static async Task TraceAsync(Session db, ModelCall call, DateTimeOffset keptSince, CancellationToken stop)
    {
        await db.RunAsync("""
            insert into model_calls (id, tenant_id, at, model_use, model, outcome, prompt_tokens, answer_tokens, ms, trace_id, prompt, answer)
            values (@Id, @TenantId, @At, @ModelUse, @Model, @Outcome, @PromptTokens, @AnswerTokens, @Ms, @TraceId, @Prompt, @Answer)
            """, call, stop);
        await db.RunAsync("delete from model_calls where tenant_id = @TenantId and at < @keptSince", new { call.TenantId, keptSince }, stop);
    }

    /// <summary>Newest first.</summary>
    public static ValueTask<IReadOnlyList<ModelCall>> ListCallsAsync(Session db, TenantId tenant, int limit, CancellationToken stop) =>
        db.ListAsync<ModelCall>("""
            select id, tenant_id, at, model_use, model, outcome, prompt_tokens, answer_tokens, ms, trace_id, prompt, answer
            from model_calls where tenant_id = @tenant order by at desc, id limit @limit
            """, new { tenant, limit }, stop);

    private static string MonthOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private sealed record ModelRow
    {
        public required TenantId TenantId { get; init; }
        public required string Own { get; init; }
    }
}

/// <summary>A model was asked, or was to be.</summary>
internal sealed record ModelCall
{
    public required string Id { get; init; }
    public required TenantId TenantId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="LanguageModel.ModelUse"/>.</summary>
    public required string ModelUse { get; init; }
    public required string Model { get; init; }

    /// <summary>One of <see cref="ModelOutcome"/>.</summary>
    public required string Outcome { get; init; }
    public long PromptTokens { get; init; }
    public long AnswerTokens { get; init; }
    public long Ms { get; init; }
    public string? TraceId { get; init; }
    public string? Prompt { get; init; }
    public string? Answer { get; init; }
}

/// <summary>How asking a model went.</summary>
internal static class ModelOutcome
{
    public const string Answered = "answered";
    public const string Timeout = "timeout";
    public const string Unreachable = "unreachable";

    /// <summary>It said no: a wrong key or model, or too many questions.</summary>
    public const string Refused = "refused";
    public const string Unreadable = "unreadable";
    public const string TooLong = "too-long";

    /// <summary>Not asked: the consumer's words look like an order to a model.</summary>
    public const string Injection = "injection";
    public const string Budget = "budget";

    /// <summary>Not asked: too many questions are out already.</summary>
    public const string Busy = "busy";
    public const string CircuitOpen = "circuit-open";

    /// <summary>Not asked: it is switched off.</summary>
    public const string Off = "off";
}
