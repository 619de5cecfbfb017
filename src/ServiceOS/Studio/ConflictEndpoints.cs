using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Warnings about what is being written, over HTTP. They hinder nothing.</summary>
internal static class ConflictEndpoints
{
    public static void MapConflictEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/knowledge/conflicts", ListAsync).WithTags("Knowledge studio").Allow(Permission.KnowledgeRead)
            .WithSummary("Items that answer the same question as a working copy, contradictions first");

    private static async Task<Results<Ok<ItemsView<ConflictView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, TenantTree tree, FindConflicts find, CancellationToken stop, ItemId? item = null, TenantId? tenant = null)
    {
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        return await find.RunAsync(node, item, stop) is { } found
            ? TypedResults.Ok(new ItemsView<ConflictView>([.. found.Select(conflict => ConflictView.Of(conflict, node.Id))]))
            : Problems.NotFound();
    }

    /// <param name="Kind"><c>duplicate</c>, or <c>contradiction</c> when the answers can't both be true.</param>
    /// <param name="Item">The one that is being written.</param>
    /// <param name="Mine">Its question that is the other's too.</param>
    /// <param name="Theirs">The other's.</param>
    /// <param name="Similarity">0–1.</param>
    internal sealed record ConflictView(
        string Kind, ItemId Item, string Mine, string Theirs, double Similarity, OtherItemView Other, IReadOnlyList<Difference> Differences)
    {
        public static ConflictView Of(Conflict conflict, TenantId node) => new(
            conflict.Differences.Count > 0 ? Conflicts.Contradiction : Conflicts.Duplicate, conflict.Copy.Id, conflict.Mine, conflict.Theirs,
            conflict.Similarity,
            new(conflict.Other.Id, conflict.Other.Question, conflict.Other.IsLive, conflict.Other.Origin is { } origin && origin != node),
            conflict.Differences);
    }

    /// <param name="IsLive">Consumers get it; else it is being written.</param>
    internal sealed record OtherItemView(ItemId Id, string Question, bool IsLive, bool Inherited);
}
