using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Publishing, over HTTP: through the gate.</summary>
internal static class PublishEndpoints
{
    private const int ReasonCharactersMax = 500;
    private const int QuestionsMax = 2_000;

    public static void MapPublishEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/knowledge:publish", PublishAsync).WithTags("Knowledge").Allow(Permission.KnowledgeWrite)
            .WithSummary("Give consumers what waits, all of it at once; refused (409) when a golden question breaks, unless a reason is given");

    private static async Task<Results<Ok<PublishedView>, ValidationProblem, ProblemHttpResult>> PublishAsync(
        PublishRequest request, TenantId? tenant, HttpContext http, TenantTree tree, ReleaseKnowledge release, CancellationToken stop)
    {
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (FaultOf(request) is { } fault)
            return Problems.Invalid(fault.Field, fault.Why);

        var note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim();
        var despite = request.Despite is { } given ? new Despite(given.Reason!.Trim(), given.Questions ?? []) : null;
        return await release.RunAsync(node, http.Caller().Name, request.Items, note, despite, stop) switch
        {
            ReleaseKnowledge.Outcome.Published published =>
                TypedResults.Ok(new PublishedView(published.Count, published.Version, [.. published.Failing.Select(GoldenResultView.Of)])),
            ReleaseKnowledge.Outcome.Breaks breaks => Problems.Conflict(
                "golden-broken", "Golden questions would come out otherwise than agreed: nothing was published.",
                ("broken", breaks.Broken.Select(GoldenResultView.Of)), ("failing", breaks.Failing.Select(GoldenResultView.Of))),
            ReleaseKnowledge.Outcome.HasUnknownVariables refused => UnknownVariables(refused.Items, await LocaleAsync(tree, http, node, stop)),
            ReleaseKnowledge.Outcome.NoSuchItem => Problems.NotFound(),
            ReleaseKnowledge.Outcome.Busy => Problems.Conflict("busy", "Items or golden questions kept changing meanwhile: nothing was published. Try again."),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static (string Field, string Why)? FaultOf(PublishRequest request)
    {
        if (request.Items is { Count: > PublishKnowledge.ItemsMax })
            return ("items", $"must be at most {PublishKnowledge.ItemsMax}; leave it out to publish all");
        if (Texts.Fault(request.Note, 0, PublishKnowledge.NoteCharactersMax) is { } note)
            return ("note", note);
        if (request.Despite is null)
            return null;
        if (Texts.Fault(request.Despite.Reason, 1, ReasonCharactersMax) is { } reason)
            return ("despite.reason", reason);
        return request.Despite.Questions is { Count: > QuestionsMax } ? ("despite.questions", $"must be at most {QuestionsMax}") : null;
    }

    /// <summary>The language to answer in: the reader's, else the shop's.</summary>
    private static async ValueTask<string> LocaleAsync(TenantTree tree, HttpContext http, Tenant node, CancellationToken stop) =>
        Locales.Nearest(http.Request.Headers.AcceptLanguage, (await tree.SettingsAsync(node.Id, stop)).Locale);

    /// <summary>By the item's id, what stands in its answer that nobody fills in.</summary>
    private static ValidationProblem UnknownVariables(IReadOnlyList<Unfillable> items, string locale) =>
        Problems.Invalid(items.ToDictionary(item => item.Item.ToString(), item =>
        {
            var names = string.Join(' ', item.Variables.Select(name => $"{{{{{name}}}}}"));
            return new[] { new LocalText($"“{item.Question}”：没有这个变量 {names}", $"“{item.Question}”: there is no variable {names}").In(locale) };
        }, StringComparer.Ordinal));

    /// <param name="Items">Which; null: all that wait.</param>
    /// <param name="Despite">Publishes although golden questions break.</param>
    internal sealed record PublishRequest(IReadOnlyList<ItemId>? Items, string? Note, PublishDespite? Despite = null);

    /// <param name="Reason">For the list of versions.</param>
    /// <param name="Questions">The ids of the golden questions that were seen to break; another that breaks holds it up all the same.</param>
    internal sealed record PublishDespite(string? Reason, IReadOnlyList<string>? Questions);

    /// <param name="Published">How many items changed for consumers.</param>
    /// <param name="Version">The node's publication.</param>
    /// <param name="Failing">Golden questions that came out otherwise than agreed before, and still do.</param>
    internal sealed record PublishedView(int Published, long Version, IReadOnlyList<GoldenResultView> Failing);
}
