using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>What may be done with items as a whole, over HTTP: archive, restore, override, roll back.</summary>
internal static class ItemActEndpoints
{
    public static void MapItemActEndpoints(this IEndpointRouteBuilder routes)
    {
        var item = routes.MapGroup("/v1/knowledge/items/{id}").WithTags("Knowledge");
        item.MapDelete("", ArchiveAsync)
            .WithSummary("Put away; consumers get it until the next publication").Allow(Permission.KnowledgeWrite);
        item.MapPost("/restore", RestoreAsync).WithSummary("Bring an archived item back").Allow(Permission.KnowledgeWrite);
        item.MapPost("/override", OverrideAsync)
            .WithSummary("Make an own copy of an inherited item").Allow(Permission.KnowledgeWrite);
        item.MapPost("/rollback", RollBackAsync)
            .WithSummary("Give consumers an old version again, at once").Allow(Permission.KnowledgeWrite);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ArchiveAsync(
        ItemId id, TenantId? tenant, HttpContext context, TenantTree tree, ReadKnowledge read, ArchiveItem archive,
        CancellationToken stop)
    {
        if (await tree.NodeOfAsync(context, tenant, id, read, stop) is not { } node)
            return Problems.NotFound();
        return await archive.RunAsync(node.Id, context.Caller().Name, id, stop) ? TypedResults.NoContent() : Problems.NotFound();
    }

    private static async Task<Results<Ok<ItemView>, ProblemHttpResult>> RestoreAsync(
        ItemId id, TenantId? tenant, HttpContext context, TenantTree tree, ReadKnowledge read, RestoreItem restore,
        CancellationToken stop)
    {
        if (await tree.NodeOfAsync(context, tenant, id, read, stop) is not { } node)
            return Problems.NotFound();
        return await restore.RunAsync(node.Id, context.Caller().Name, id, stop) switch
        {
            RestoreItem.Outcome.Restored =>
                TypedResults.Ok((await read.FindAsync(node, id, await tree.LocaleAsync(context, node, stop), stop))!),
            RestoreItem.Outcome.NoSuchItem => Problems.NotFound(),
            RestoreItem.Outcome.Replaced replaced => Problems.Conflict(
                "replaced", "Another item overrides the same one by now: archive that first.", ("item", replaced.By)),
            RestoreItem.Outcome.TooMany => ItemEndpoints.TooMany(),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<Created<ItemView>, Ok<ItemView>, ProblemHttpResult>> OverrideAsync(
        ItemId id, TenantId? tenant, HttpContext context, TenantTree tree, ReadKnowledge read, OverrideItem copy,
        CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        switch (await copy.RunAsync(node, context.Caller().Name, id, stop))
        {
            case OverrideItem.Outcome.Overridden overridden:
                var own = (await read.FindAsync(node, overridden.Own, await tree.LocaleAsync(context, node, stop), stop))!;
                return overridden.IsNew ? TypedResults.Created($"/v1/knowledge/items/{own.Id}", own) : TypedResults.Ok(own);
            case OverrideItem.Outcome.IsOwn:
                return Problems.Conflict("own", "The item is this node's own: change it as it is.");
            case OverrideItem.Outcome.TooMany:
                return ItemEndpoints.TooMany();
            default:
                return Problems.NotFound();
        }
    }

    private static async Task<Results<Ok<ItemView>, ProblemHttpResult>> RollBackAsync(
        ItemId id, RollBackRequest request, TenantId? tenant, HttpContext context, TenantTree tree, ReadKnowledge read,
        RollBackItem rollBack, CancellationToken stop)
    {
        if (await tree.NodeOfAsync(context, tenant, id, read, stop) is not { } node)
            return Problems.NotFound();
        var locale = await tree.LocaleAsync(context, node, stop);
        var note = new LocalText($"回滚到版本 {request.Version}", $"Rolled back to version {request.Version}").In(locale);
        return await rollBack.RunAsync(node.Id, context.Caller().Name, id, request.Version, note, stop) switch
        {
            RollBackItem.Outcome.RolledBack => TypedResults.Ok((await read.FindAsync(node, id, locale, stop))!),
            RollBackItem.Outcome.NoSuchVersion => Problems.NotFound(),
            RollBackItem.Outcome.IsArchived => ItemEndpoints.IsArchived(),
            RollBackItem.Outcome.RolloutRuns => Problems.Conflict("rollout-running", "A roll-out runs here: publish it or roll it back first."),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    /// <param name="Version">Which version to give again.</param>
    internal sealed record RollBackRequest(long Version);
}
