using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Real questions asked of what waits to be published, over HTTP.</summary>
internal static class ReplayEndpoints
{
    private const int DaysMax = 30;
    private const int DaysUsual = 7;

    private static readonly string?[] s_verdicts = ["better", "worse", "unknown", null];

    public static void MapReplayEndpoints(this IEndpointRouteBuilder routes)
    {
        var replays = routes.MapGroup("/v1/knowledge/replays").WithTags("Knowledge studio");
        replays.MapPost("", StartAsync).Allow(Permission.KnowledgeWrite)
            .WithSummary("Asks the newest 5,000 questions of what is published and of what waits to be");
        replays.MapGet("", ListAsync).Allow(Permission.KnowledgeRead).WithSummary("The last ten, newest first");
        replays.MapGet("/{id}", FindAsync).Allow(Permission.KnowledgeRead).WithSummary("How far one is; once it is done, what differs, worst first");
        replays.MapDelete("/{id}", CancelAsync).Allow(Permission.KnowledgeWrite).WithSummary("Cancels one that has not ended");
        replays.MapPut("/{id}/verdicts", JudgeAsync).Allow(Permission.KnowledgeWrite).WithSummary("Says whether a question is answered better or worse");
    }

    private static async Task<Results<Accepted<ReplayStartedView>, ValidationProblem, ProblemHttpResult>> StartAsync(
        ReplayRequest request, HttpContext http, TenantTree tree, StartReplay start, CancellationToken stop, TenantId? tenant = null)
    {
        if (request.Days is < 1 or > DaysMax)
            return Problems.Invalid("days", $"must be 1 to {DaysMax}");
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (!node.IsMerchant)
            return Problems.Unprocessable("not-a-merchant", "Questions are asked of a merchant's knowledge: pick one.");
        return await start.RunAsync(node, http.Caller().Name, request.Days, stop) switch
        {
            StartReplay.Outcome.Started started => TypedResults.Accepted($"/v1/knowledge/replays/{started.Id}", new ReplayStartedView(started.Id)),
            StartReplay.Outcome.Running running => Problems.Conflict("running", "A replay runs already.", ("replay", running.Id)),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<Ok<ItemsView<ReplayView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, TenantTree tree, Database database, CancellationToken stop, TenantId? tenant = null)
    {
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        var rows = await database.ReadAsync(async db => await ReplayStore.ListAsync(db, node.Id, stop), stop);
        return TypedResults.Ok(new ItemsView<ReplayView>([.. rows.Select(row => ReplayView.Of(row, []))]));
    }

    private static async Task<Results<Ok<ReplayView>, ProblemHttpResult>> FindAsync(
        string id, HttpContext http, TenantTree tree, Database database, CancellationToken stop)
    {
        var (row, flips) = await database.ReadAsync(
            async db => (await ReplayStore.FindAsync(db, id, stop), await ReplayStore.ListFlipsAsync(db, id, stop)), stop);
        return row is not null && await tree.IsInScopeAsync(http.Caller(), row.TenantId, stop)
            ? TypedResults.Ok(ReplayView.Of(row, flips))
            : Problems.NotFound();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(
        string id, HttpContext http, TenantTree tree, Database database, TimeProvider time, CancellationToken stop)
    {
        if (!await IsTheirsAsync(id, http, tree, database, stop))
            return Problems.NotFound();
        await database.InTransactionAsync(db => ReplayStore.EndAsync(db, id, "cancelled", summary: null, stamp: null, time.GetUtcNow(), stop), stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> JudgeAsync(
        string id, FlipVerdictRequest request, HttpContext http, TenantTree tree, Database database, CancellationToken stop)
    {
        if (!s_verdicts.Contains(request.Verdict, StringComparer.Ordinal))
            return Problems.Invalid("verdict", "must be better, worse or unknown; null takes it back");
        if (request.Place is < 1 or > RunReplay.FlipsMax)
            return Problems.Invalid("place", $"must be 1 to {RunReplay.FlipsMax}");
        if (!await IsTheirsAsync(id, http, tree, database, stop))
            return Problems.NotFound();
        await database.InTransactionAsync(db => ReplayStore.SetVerdictAsync(db, id, request.Place, request.Verdict, stop), stop);
        return TypedResults.NoContent();
    }

    private static async Task<bool> IsTheirsAsync(string id, HttpContext http, TenantTree tree, Database database, CancellationToken stop) =>
        await database.ReadAsync(async db => await ReplayStore.FindAsync(db, id, stop), stop) is { } row
        && await tree.IsInScopeAsync(http.Caller(), row.TenantId, stop);

    /// <param name="Days">Of which the questions are, 1 to 30.</param>
    internal sealed record ReplayRequest(int Days = DaysUsual);

    internal sealed record ReplayStartedView(string Id);

    /// <param name="Place">The flip's.</param>
    /// <param name="Verdict"><c>better</c>, <c>worse</c> or <c>unknown</c>; null: none.</param>
    internal sealed record FlipVerdictRequest(long Place, string? Verdict);

    /// <param name="State"><c>waiting</c>, <c>running</c>, <c>done</c>, <c>cancelled</c> or <c>failed</c>.</param>
    /// <param name="Total">Questions; 0 until it runs.</param>
    /// <param name="Summary">Null until it is done.</param>
    /// <param name="Flips">Worst first, at most 500; empty in lists.</param>
    internal sealed record ReplayView(
        string Id, string State, int Days, long Total, long Done, string By, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, ReplaySummary? Summary,
        IReadOnlyList<FlipView> Flips)
    {
        public static ReplayView Of(ReplayRow row, IReadOnlyList<FlipRow> flips) => new(
            row.Id, row.State, (int)row.Days, row.Total, row.Done, row.StartedBy, row.StartedAt, row.FinishedAt,
            row.Summary is { } summary ? JsonSerializer.Deserialize<ReplaySummary>(summary, JsonSerializerOptions.Web) : null,
            [.. flips.Select(flip => FlipView.Of(flip, JsonSerializer.Deserialize<FlipBody>(flip.Body, JsonSerializerOptions.Web)!))]);
    }

    /// <param name="Kind"><c>lost</c>, <c>other</c>, <c>reworded</c>, <c>changed</c> or <c>gained</c>.</param>
    /// <param name="Count">How often it was asked.</param>
    internal sealed record FlipView(
        long Place, string Kind, string Question, int Count, ConversationId Conversation, long Seq, Side Before, Side After, string? Verdict)
    {
        public static FlipView Of(FlipRow row, FlipBody body) =>
            new(row.Place, body.Kind, body.Question, body.Count, body.Conversation, body.Seq, body.Before, body.After, row.Verdict);
    }
}
