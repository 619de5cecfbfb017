using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>What the bot misses, and what is decided about it, over HTTP.</summary>
internal static class GapEndpoints
{
    private const int DaysMax = 30;
    private const int DaysUsual = 7;
    private const int KeysMax = 200;
    private const int SimilarMax = 20;
    private const int QuestionCharactersMax = 200;

    private static readonly string[] s_verdicts = [GapVerdict.New, GapVerdict.Similar, GapVerdict.Ignore];

    public static void MapGapEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/knowledge/gaps", ListAsync).WithTags("Knowledge studio").Allow(Permission.KnowledgeRead)
            .WithSummary("Questions that the bot failed lately, alike ones together, most failures first");
        var verdicts = routes.MapGroup("/v1/knowledge/gap-verdicts").WithTags("Knowledge studio");
        verdicts.MapPost("", JudgeAsync).Allow(Permission.KnowledgeWrite).WithSummary("Decides about a gap: a new item, similar to an item, or ignored");
        verdicts.MapDelete("/{id}", TakeBackAsync).Allow(Permission.KnowledgeWrite).WithSummary("Takes a verdict back, and its questions out of the item");
    }

    private static async Task<Results<Ok<GapsView>, ValidationProblem, ProblemHttpResult>> ListAsync(
        HttpContext http, TenantTree tree, FindGaps find, CancellationToken stop, int days = DaysUsual, TenantId? tenant = null)
    {
        if (days is < 1 or > DaysMax)
            return Problems.Invalid("days", $"must be 1 to {DaysMax}");
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        return TypedResults.Ok(await find.RunAsync(node, days, stop));
    }

    private static async Task<Results<Created<GapVerdictView>, ValidationProblem, ProblemHttpResult>> JudgeAsync(
        GapVerdictRequest request, HttpContext http, TenantTree tree, JudgeGap judge, CancellationToken stop, TenantId? tenant = null)
    {
        if (FaultOf(request) is { } fault)
            return Problems.Invalid(fault.Field, fault.Why);
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        var judgement = new GapJudgement(
            request.Verdict!, request.Key!, request.Keys ?? [], request.Volume, request.Days, request.Item, request.Similar ?? []);
        return await judge.RunAsync(node, http.Caller().Name, judgement, stop) switch
        {
            JudgeGap.Outcome.Kept kept => TypedResults.Created($"/v1/knowledge/gap-verdicts/{kept.Id}", new GapVerdictView(kept.Id, kept.Item, kept.Added)),
            JudgeGap.Outcome.Invalid invalid => Problems.Unprocessable("invalid", invalid.Why.In(http.Caller().Locale)),
            JudgeGap.Outcome.NoSuchItem => Problems.NotFound(),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeBackAsync(
        string id, HttpContext http, TenantTree tree, TakeBackVerdict takeBack, CancellationToken stop)
    {
        if (await takeBack.OwnerAsync(id, stop) is not { } owner || !await tree.IsInScopeAsync(http.Caller(), owner, stop))
            return Problems.NotFound();
        await takeBack.RunAsync(owner, http.Caller().Name, id, stop);
        return TypedResults.NoContent();
    }

    private static (string Field, string Why)? FaultOf(GapVerdictRequest request)
    {
        if (!s_verdicts.Contains(request.Verdict, StringComparer.Ordinal))
            return ("verdict", "must be new, similar or ignore");
        if (!QuestionKey.IsOne(request.Key))
            return ("key", "is not one that was given out here");
        if (request.Keys is { Count: > KeysMax } || request.Keys?.All(QuestionKey.IsOne) == false)
            return ("keys", $"must be at most {KeysMax} that were given out here");
        if (request.Volume < 1)
            return ("volume", "must be 1 or more");
        if (request.Days is < 1 or > DaysMax)
            return ("days", $"must be 1 to {DaysMax}");
        if (request.Verdict != GapVerdict.Ignore && request.Item is null)
            return ("item", "is missing");
        if (request.Verdict == GapVerdict.Similar && request.Similar is not { Count: > 0 and <= SimilarMax })
            return ("similar", $"must be 1 to {SimilarMax} questions");
        return request.Similar?.Select(one => Texts.Fault(one, 1, QuestionCharactersMax)).FirstOrDefault(why => why is not null) is { } wrong
            ? ("similar", wrong)
            : null;
    }

    /// <param name="Verdict"><c>new</c>, <c>similar</c> or <c>ignore</c>.</param>
    /// <param name="Key">Of the question that stands for the gap.</param>
    /// <param name="Keys">Of its questions, by which it is known again.</param>
    /// <param name="Volume">How often it was asked, as it was shown.</param>
    /// <param name="Days">Over how many days that was.</param>
    /// <param name="Item">The item to be made, whose id the client makes, or the one that gets the questions.</param>
    /// <param name="Similar">The questions that the item gets.</param>
    internal sealed record GapVerdictRequest(
        string? Verdict, string? Key, IReadOnlyList<string>? Keys, int Volume, int Days, ItemId? Item = null, IReadOnlyList<string>? Similar = null);

    /// <param name="Item">The item that is to be made, or that got the questions: an own copy, if the one that was named comes from above.</param>
    /// <param name="Added">Those that it had not yet.</param>
    internal sealed record GapVerdictView(string Id, ItemId? Item, IReadOnlyList<string> Added);
}
