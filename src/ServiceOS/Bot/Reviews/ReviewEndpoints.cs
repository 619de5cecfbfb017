using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot.Reviews;

/// <summary>Samples of what the bot decided, what people say about them, and how precise it is by that, over HTTP.</summary>
internal static class ReviewEndpoints
{
    private const int DaysMax = 30;
    private const int DaysUsual = 7;
    private const int PerLayerMax = 50;
    private const int PerLayerUsual = 10;
    private const int PageMax = 100;
    private const int LayerCharactersMax = 40;

    public static void MapReviewEndpoints(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapGroup("/v1/reviews").WithTags("Bot quality");
        reviews.MapGet("/precision", PrecisionAsync).Allow(Permission.BoardRead)
            .WithSummary("How often the bot is right, by the layer that decided and altogether, with 95 % intervals");
        reviews.MapPost("/samples", DrawAsync).Allow(Permission.ReviewsWrite)
            .WithSummary("Draws decisions at random, so many of each layer, for people to judge; the same id draws once");
        reviews.MapGet("/", ListAsync).Allow(Permission.ReviewsWrite)
            .WithSummary("What was drawn: what nobody has judged yet, or what was judged");
        reviews.MapGet("/{conversationId}/{seq:long}/verdicts", VerdictsAsync).Allow(Permission.ReviewsWrite)
            .WithSummary("All that was ever said about a decision, what was taken back too");
        reviews.MapPut("/{conversationId}/{seq:long}", JudgeAsync).Allow(Permission.ReviewsWrite).WithSummary("Says whether a decision was right");
        reviews.MapDelete("/{conversationId}/{seq:long}", TakeBackAsync).Allow(Permission.ReviewsWrite).WithSummary("Takes back what one said last");
    }

    private static async Task<Results<Ok<PrecisionView>, ValidationProblem, ProblemHttpResult>> PrecisionAsync(
        HttpContext http, TenantTree tree, ReadPrecision read, CancellationToken stop, int days = DaysUsual, TenantId? tenant = null)
    {
        if (days is < 1 or > DaysMax)
            return Problems.Invalid("days", $"must be 1 to {DaysMax}");
        return await tree.InScopeAsync(http.Caller(), tenant, stop) is { } node
            ? TypedResults.Ok(await read.RunAsync(node, days, stop))
            : Problems.NotFound();
    }

    private static async Task<Results<Ok<DrawnView>, ValidationProblem, ProblemHttpResult>> DrawAsync(
        DrawRequest request, HttpContext http, TenantTree tree, DrawSample draw, CancellationToken stop, TenantId? tenant = null)
    {
        if (!Guid.TryParseExact(request.Id, "n", out var id))
            return Problems.Invalid("id", "must be 32 hex digits that the client makes");
        if (request.Days is < 1 or > DaysMax)
            return Problems.Invalid("days", $"must be 1 to {DaysMax}");
        if (request.PerLayer is < 1 or > PerLayerMax)
            return Problems.Invalid("perLayer", $"must be 1 to {PerLayerMax}");
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        var (sample, decisions) = await draw.RunAsync(node, http.Caller().Name, id.ToString("n"), request.Days, request.PerLayer, stop);
        return TypedResults.Ok(new DrawnView(
            new(sample.Id, sample.Seed, sample.Since, sample.Until, sample.PerLayer, sample.ByName, sample.At), decisions));
    }

    private static async Task<Results<Ok<ReviewsView>, ValidationProblem, ProblemHttpResult>> ListAsync(
        HttpContext http, TenantTree tree, Database database, TimeProvider time, CancellationToken stop, bool judged = false, string? layer = null,
        int days = DaysUsual, int limit = PageMax, TenantId? tenant = null)
    {
        if (Texts.Fault(layer, min: 0, LayerCharactersMax) is { } fault)
            return Problems.Invalid("layer", fault);
        if (days is < 1 or > DaysMax)
            return Problems.Invalid("days", $"must be 1 to {DaysMax}");
        if (limit is < 1 or > PageMax)
            return Problems.Invalid("limit", $"must be 1 to {PageMax}");
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();

        var read = await database.ReadAsync(async db =>
        {
            var rows = judged
                ? await ReviewStore.ListJudgedAsync(db, node.Id, layer, time.GetUtcNow().AddDays(-days), limit, stop)
                : await ReviewStore.ListOpenAsync(db, node.Id, limit, stop);
            return (Rows: rows,
                Decisions: await DecisionStore.ListAsync(db, [.. rows.Select(row => row.ConversationId).Distinct()], stop),
                Said: await Exchange.ListAsync(db, [.. rows.Select(row => (row.ConversationId, row.Seq))], stop),
                Open: await ReviewStore.CountOpenAsync(db, node.Id, stop));
        }, stop);
        var decisions = read.Decisions.ToDictionary(row => (row.ConversationId, row.Seq));
        var views = new List<ReviewView>();
        foreach (var row in read.Rows)
        {
            if (!decisions.TryGetValue((row.ConversationId, row.Seq), out var decided))
                continue;
            var merchant = await tree.NameAsync(decided.TenantId, http.Caller().Locale, stop);
            views.Add(ReviewView.Of(row, decided, read.Said.GetValueOrDefault((row.ConversationId, row.Seq)), merchant));
        }
        return TypedResults.Ok(new ReviewsView(views, read.Open));
    }

    private static async Task<Results<Ok<ItemsView<VerdictView>>, ProblemHttpResult>> VerdictsAsync(
        ConversationId conversationId, long seq, HttpContext http, TenantTree tree, Database database, CancellationToken stop, TenantId? tenant = null)
    {
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        var read = await database.ReadAsync(async db => (
            Row: await DecisionStore.FindAsync(db, conversationId, seq, stop),
            Verdicts: await ReviewStore.ListVerdictsAsync(db, node.Id, conversationId, seq, stop)), stop);
        return read.Row is { } row && await tree.IsInScopeAsync(http.Caller(), row.TenantId, stop)
            ? TypedResults.Ok(new ItemsView<VerdictView>([.. read.Verdicts.Select(VerdictView.Of)]))
            : Problems.NotFound();
    }

    private static async Task<Results<Ok<ItemsView<VerdictView>>, ValidationProblem, ProblemHttpResult>> JudgeAsync(
        ConversationId conversationId, long seq, JudgeRequest request, HttpContext http, TenantTree tree, JudgeDecision judge, CancellationToken stop,
        TenantId? tenant = null)
    {
        if (!JudgeDecision.Verdicts.Contains(request.Verdict, StringComparer.Ordinal))
            return Problems.Invalid("verdict", $"must be one of {string.Join(", ", JudgeDecision.Verdicts)}");
        return await tree.InScopeAsync(http.Caller(), tenant, stop) is { } node
            && await judge.RunAsync(node.Id, conversationId, seq, http.Caller().Id, http.Caller().Name, request.Verdict, stop) is JudgeDecision.Outcome.Kept kept
            ? TypedResults.Ok(new ItemsView<VerdictView>([.. kept.Verdicts.Select(VerdictView.Of)]))
            : Problems.NotFound();
    }

    private static async Task<Results<Ok<ItemsView<VerdictView>>, ProblemHttpResult>> TakeBackAsync(
        ConversationId conversationId, long seq, HttpContext http, TenantTree tree, JudgeDecision judge, CancellationToken stop, TenantId? tenant = null) =>
        await tree.InScopeAsync(http.Caller(), tenant, stop) is { } node
            && await judge.RunAsync(node.Id, conversationId, seq, http.Caller().Id, http.Caller().Name, verdict: null, stop) is JudgeDecision.Outcome.Kept kept
            ? TypedResults.Ok(new ItemsView<VerdictView>([.. kept.Verdicts.Select(VerdictView.Of)]))
            : Problems.NotFound();

    /// <param name="Id">32 hex digits that the client makes: sent twice, it is drawn once.</param>
    /// <param name="Days">Of the decisions of how many days.</param>
    /// <param name="PerLayer">How many of each layer; all, when there are fewer.</param>
    internal sealed record DrawRequest(string? Id, int Days = DaysUsual, int PerLayer = PerLayerUsual);

    /// <param name="Verdict"><c>right</c>, <c>wrong</c> or <c>unknown</c>.</param>
    internal sealed record JudgeRequest(string? Verdict);
}

/// <param name="Decisions">How many were drawn.</param>
internal sealed record DrawnView(SampleView Sample, long Decisions);

/// <param name="Items">The oldest sample's first, its layers taking turns; of the judged, the newest verdict first.</param>
/// <param name="Open">All that nobody has judged yet.</param>
internal sealed record ReviewsView(IReadOnlyList<ReviewView> Items, long Open);

/// <summary>A decision as it is shown to whoever judges it: without what says who the consumer is, nor what others thought of it.</summary>
/// <param name="Question">What the consumer said.</param>
/// <param name="Answer">What the bot said.</param>
/// <param name="Choices">The buttons under it.</param>
/// <param name="Why">What it saw.</param>
/// <param name="Verdict">Null: nobody has said yet.</param>
internal sealed record ReviewView(
    ConversationId Conversation, long Seq, string Layer, string Merchant, string Question, string Answer, IReadOnlyList<string> Choices, DecisionView Why,
    string? Verdict, string? By, DateTimeOffset? At)
{
    public static ReviewView Of(ReviewRow row, DecidedRow decided, Exchange? said, string merchant)
    {
        var decision = Decision.FromJson(decided.Body);
        var why = DecisionView.Of(decision with { Text = PersonalData.Covered(decision.Text) }, decided.At, wrong: null);
        return new(
            row.ConversationId, row.Seq, row.Layer, merchant, PersonalData.Covered((said?.Question ?? decision.Text).Trim()),
            PersonalData.Covered(said?.Answer ?? ""), [.. (said?.Choices ?? []).Select(PersonalData.Covered)], why, row.Verdict, row.VerdictBy, row.VerdictAt);
    }
}

/// <param name="UndoneAt">When whoever said it took it back; null: it stands.</param>
internal sealed record VerdictView(string Verdict, string By, DateTimeOffset At, DateTimeOffset? UndoneAt)
{
    public static VerdictView Of(VerdictRow row) => new(row.Verdict, row.ByName, row.At, row.UndoneAt);
}
