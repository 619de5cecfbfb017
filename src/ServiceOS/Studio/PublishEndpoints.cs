using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Publishing, over HTTP: through the gate.</summary>
internal static class PublishEndpoints
{
    public static void MapPublishEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/knowledge:publish", PublishAsync).WithTags("Knowledge").Allow(Permission.KnowledgeWrite)
            .WithSummary("Give consumers what waits, all of it at once; refused (409) when a golden question breaks or a replay of it lost too much, unless a reason is given");

    private static async Task<Results<Ok<PublishedView>, ValidationProblem, ProblemHttpResult>> PublishAsync(
        PublishRequest request, TenantId? tenant, HttpContext http, TenantTree tree, ReleaseKnowledge release, CancellationToken stop)
    {
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (PublishRefusals.FaultOf(request.Items, request.Note, request.Despite) is { } fault)
            return Problems.Invalid(fault.Field, fault.Why);

        var note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim();
        return await release.RunAsync(node, http.Caller().Name, request.Items, note, request.Despite?.ToDespite(), stop) switch
        {
            ReleaseKnowledge.Outcome.Published published => TypedResults.Ok(PublishedView.Of(published)),
            ReleaseKnowledge.Outcome.Held held => PublishRefusals.Held(held.Passage),
            ReleaseKnowledge.Outcome.HasUnknownVariables refused =>
                PublishRefusals.UnknownVariables(refused.Items, await PublishRefusals.LocaleAsync(tree, http, node, stop)),
            ReleaseKnowledge.Outcome.NoSuchItem => Problems.NotFound(),
            ReleaseKnowledge.Outcome.RolloutRuns runs => PublishRefusals.RolloutRuns(runs.Id),
            ReleaseKnowledge.Outcome.Busy => PublishRefusals.Busy(),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    /// <param name="Items">Which; null: all that wait.</param>
    /// <param name="Despite">Publishes although golden questions break or a replay shows lost answers.</param>
    internal sealed record PublishRequest(IReadOnlyList<ItemId>? Items, string? Note, PublishDespite? Despite = null);
}

/// <param name="Published">How many items changed for consumers.</param>
/// <param name="Version">The node's publication.</param>
/// <param name="Failing">Golden questions that came out otherwise than agreed before, and still do.</param>
internal sealed record PublishedView(int Published, long Version, IReadOnlyList<GoldenResultView> Failing)
{
    public static PublishedView Of(ReleaseKnowledge.Outcome.Published published) =>
        new(published.Count, published.Version, [.. published.Failing.Select(GoldenResultView.Of)]);
}
