using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot;

/// <summary>One question to the bot without a conversation, and why it said what it said in one.</summary>
internal static class BotEndpoints
{
    private const int QuestionCharactersMax = 4_000;
    private const int NoteCharactersMax = 1_000;
    private const int ReferenceCharactersMax = 200;
    private const int LocaleCharactersMax = 20;

    public static void MapBotEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/ask", AskAsync).WithTags("Bot").Allow(Permission.Ask, Permission.KnowledgeRead)
            .WithSummary("One question to the bot; nothing is stored");
        var decisions = routes.MapGroup("/v1/desk/decisions/{conversationId}/{seq:long}").WithTags("Bot");
        decisions.MapGet("/", WhyAsync).Allow(Permission.DeskRead).WithSummary("Why the bot said it");
        decisions.MapPost("/wrong", WrongAsync).Allow(Permission.DeskReply, Permission.KnowledgeWrite).WithSummary("Says that it was wrong");
        decisions.MapDelete("/wrong", NotWrongAsync).Allow(Permission.DeskReply, Permission.KnowledgeWrite).WithSummary("Takes that back");
    }

    private static async Task<Results<Ok<AskView>, ValidationProblem, ProblemHttpResult>> AskAsync(
        AskRequest request, HttpContext http, TenantTree tree, Ask ask, CancellationToken stop, TenantId? tenant = null)
    {
        if (Texts.Fault(request.Question, min: 1, QuestionCharactersMax) is { } fault)
            return Problems.Invalid("question", fault);
        if (Texts.Fault(request.Locale, min: 0, LocaleCharactersMax) is { } localeFault)
            return Problems.Invalid("locale", localeFault);
        if (Texts.Fault(request.Order, min: 0, ReferenceCharactersMax) is { } orderFault)
            return Problems.Invalid("order", orderFault);
        if (Texts.Fault(request.Product, min: 0, ReferenceCharactersMax) is { } productFault)
            return Problems.Invalid("product", productFault);
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        return TypedResults.Ok(await ask.RunAsync(node.Id, request, stop));
    }

    private static async Task<Results<Ok<DecisionView>, ProblemHttpResult>> WhyAsync(
        ConversationId conversationId, long seq, HttpContext http, Database database, TenantTree tree, CancellationToken stop)
    {
        var row = await database.ReadAsync(async db => await DecisionStore.FindAsync(db, conversationId, seq, stop), stop);
        return row is not null && await tree.IsInScopeAsync(http.Caller(), row.TenantId, stop)
            ? TypedResults.Ok(DecisionView.Of(row))
            : Problems.NotFound();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> WrongAsync(
        ConversationId conversationId, long seq, WrongRequest? request, HttpContext http, Database database, TenantTree tree,
        TimeProvider time, CancellationToken stop)
    {
        if (Texts.Fault(request?.Note, min: 0, NoteCharactersMax) is { } fault)
            return Problems.Invalid("note", fault);
        var caller = http.Caller();
        var row = await database.ReadAsync(async db => await DecisionStore.FindAsync(db, conversationId, seq, stop), stop);
        if (row is null || !await tree.IsInScopeAsync(caller, row.TenantId, stop))
            return Problems.NotFound();
        await database.InTransactionAsync(
            db => DecisionStore.MarkWrongAsync(db, conversationId, seq, caller.Name, request?.Note, time.GetUtcNow(), stop), stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> NotWrongAsync(
        ConversationId conversationId, long seq, HttpContext http, Database database, TenantTree tree, CancellationToken stop)
    {
        var row = await database.ReadAsync(async db => await DecisionStore.FindAsync(db, conversationId, seq, stop), stop);
        if (row is null || !await tree.IsInScopeAsync(http.Caller(), row.TenantId, stop))
            return Problems.NotFound();
        await database.InTransactionAsync(db => DecisionStore.UnmarkWrongAsync(db, conversationId, seq, stop), stop);
        return TypedResults.NoContent();
    }
}

/// <param name="Question">1 to 4,000 characters.</param>
/// <param name="Locale">The language to answer in when the question doesn't tell.</param>
/// <param name="Order">An order of the merchant that the question is about.</param>
/// <param name="Product">The product of the page that it is asked on: items about other products are left out.</param>
internal sealed record AskRequest(string Question, string? Locale = null, string? Order = null, string? Product = null);

internal sealed record WrongRequest(string? Note = null);

/// <param name="Threshold">The line of the step that was taken.</param>
/// <param name="AnswerLine">From which confidence on the bot answered then.</param>
/// <param name="ChoicesLine">From which confidence on it gave choices then.</param>
internal sealed record DecisionView(
    string Outcome, string Layer, string? Intent, double Confidence, double Threshold, double AnswerLine, double ChoicesLine,
    IReadOnlyList<DecisionCandidate> Candidates, DecisionItem? Item, string? Rule, string Text, DateTimeOffset At, WrongView? Wrong)
{
    public static DecisionView Of(DecisionRow row) =>
        Of(Decision.FromJson(row.Body), row.At, row.WrongAt is { } at ? new(row.WrongBy ?? "", at, row.WrongNote) : null);

    public static DecisionView Of(Decision decision, DateTimeOffset at, WrongView? wrong) => new(
        decision.Outcome, decision.Layer, decision.Intent, decision.Confidence, decision.Threshold,
        decision.AnswerLine ?? decision.Threshold, decision.ChoicesLine ?? decision.Threshold, decision.Candidates, decision.Item,
        decision.Rule, decision.Text, at, wrong);
}

internal sealed record WrongView(string By, DateTimeOffset At, string? Note);
