using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot;

/// <summary>What agents called wrong, for those who keep the knowledge.</summary>
internal static class WrongEndpoints
{
    private const int PageMax = 100;

    public static void MapWrongEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/knowledge/wrong-answers", ListAsync).WithTags("Bot").Allow(Permission.KnowledgeRead)
            .WithSummary("Answers that were marked wrong and that nobody has dealt with, newest first");
        var handled = routes.MapGroup("/v1/knowledge/wrong-answers/{conversationId}/{seq:long}/handled").WithTags("Bot");
        handled.MapPut("/", HandleAsync).Allow(Permission.KnowledgeWrite).WithSummary("Says that it was dealt with");
        handled.MapDelete("/", UnhandleAsync).Allow(Permission.KnowledgeWrite).WithSummary("Takes that back");
    }

    private static async Task<Results<Ok<WrongAnswersView>, ValidationProblem, ProblemHttpResult>> ListAsync(
        HttpContext http, TenantTree tree, Database database, CancellationToken stop, long? before = null, int limit = PageMax, TenantId? tenant = null)
    {
        if (limit is < 1 or > PageMax)
            return Problems.Invalid("limit", $"must be 1 to {PageMax}");
        if (before is < 0 or > 253_402_300_799_999)
            return Problems.Invalid("before", "is not an instant in milliseconds that was given out here");
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();

        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var end = before is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : DateTimeOffset.FromUnixTimeMilliseconds(253_402_300_799_999);
        var read = await database.ReadAsync(async db =>
        {
            var rows = await DecisionStore.ListWrongAsync(db, merchants, end, limit + 1, stop);
            return (Rows: rows,
                Said: await Exchange.ListAsync(db, [.. rows.Take(limit).Select(row => (row.ConversationId, row.Seq))], stop),
                Total: await DecisionStore.CountWrongAsync(db, merchants, stop));
        }, stop);
        var views = new List<WrongAnswerView>();
        foreach (var row in read.Rows.Take(limit))
        {
            var decision = Decision.FromJson(row.Body);
            var said = read.Said.GetValueOrDefault((row.ConversationId, row.Seq));
            views.Add(new(row.ConversationId, row.Seq, said?.Question ?? decision.Text, said?.Answer ?? "", decision.Outcome, decision.Item,
                await tree.NameAsync(row.TenantId, http.Caller().Locale, stop), row.At, new(row.WrongBy ?? "", row.WrongAt, row.WrongNote)));
        }
        return TypedResults.Ok(new WrongAnswersView(views, read.Total, read.Rows.Count > limit ? views[^1].Wrong.At.ToUnixTimeMilliseconds() : null));
    }

    private static Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        ConversationId conversationId, long seq, HttpContext http, Database database, TenantTree tree, TimeProvider time, CancellationToken stop) =>
        SetAsync(conversationId, seq, http.Caller(), http.Caller().Name, time.GetUtcNow(), database, tree, stop);

    private static Task<Results<NoContent, ProblemHttpResult>> UnhandleAsync(
        ConversationId conversationId, long seq, HttpContext http, Database database, TenantTree tree, CancellationToken stop) =>
        SetAsync(conversationId, seq, http.Caller(), by: null, at: null, database, tree, stop);

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(
        ConversationId conversation, long seq, Caller caller, string? by, DateTimeOffset? at, Database database, TenantTree tree, CancellationToken stop)
    {
        var row = await database.ReadAsync(async db => await DecisionStore.FindAsync(db, conversation, seq, stop), stop);
        if (row is null || !await tree.IsInScopeAsync(caller, row.TenantId, stop))
            return Problems.NotFound();
        await database.InTransactionAsync(db => DecisionStore.SetHandledAsync(db, conversation, seq, by, at, stop), stop);
        return TypedResults.NoContent();
    }
}

/// <param name="Items">Newest verdict first.</param>
/// <param name="Total">On all pages.</param>
/// <param name="Next">Goes into <c>before</c>; null at the end.</param>
internal sealed record WrongAnswersView(IReadOnlyList<WrongAnswerView> Items, long Total, long? Next);

/// <param name="Question">What the consumer said.</param>
/// <param name="Answer">What the bot said.</param>
/// <param name="Item">The knowledge item that it answered from; null when there was none.</param>
internal sealed record WrongAnswerView(
    ConversationId Conversation, long Seq, string Question, string Answer, string Outcome, DecisionItem? Item, string Merchant, DateTimeOffset At,
    WrongView Wrong);
