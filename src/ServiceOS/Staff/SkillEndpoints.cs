using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>Skills over HTTP.</summary>
internal static class SkillEndpoints
{
    private const int NameCharactersMax = 60;
    private const int NodesAtOnce = 500;

    public static void MapSkillEndpoints(this IEndpointRouteBuilder routes)
    {
        var skills = routes.MapGroup("/v1/skills").WithTags("Skills");
        skills.MapGet("", ListAsync).WithSummary("The skills of a node, of those above it and of those below it")
            .Allow(Permission.DeskRead, Permission.StaffRead);
        skills.MapPost("", CreateAsync).WithSummary("Make a skill").Allow(Permission.StaffWrite);
        skills.MapDelete("/{id}", DeleteAsync).WithSummary("Do away with a skill that nobody has").Allow(Permission.StaffWrite);
    }

    private static async Task<Results<Ok<ItemsView<SkillCard>>, ProblemHttpResult>> ListAsync(
        TenantId? tenant, HttpContext context, TenantTree tree, Database database, CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        var below = (await tree.ListBelowAsync(node, stop)).Select(other => other.Id);
        var found = new List<SkillCard>();
        foreach (var nodes in node.Lineage().Skip(1).Concat(below).Select(id => id.ToString()).Chunk(NodesAtOnce))
            found.AddRange(await database.ReadAsync(async db => await SkillStore.ListAsync(db, nodes, stop), stop));
        return TypedResults.Ok(new ItemsView<SkillCard>([.. found.OrderBy(skill => skill.Name, StringComparer.Ordinal)]));
    }

    private static async Task<Results<Created<SkillCard>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        NewSkill body, HttpContext context, TenantTree tree, ChangeSkills change, CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), body.Tenant, stop) is not { } node)
            return Problems.NotFound();
        if (Texts.Fault(body.Name, 1, NameCharactersMax) is { } fault)
            return Problems.Invalid("name", fault);
        return await change.CreateAsync(node.Id, body.Name!.Trim(), stop) is { } skill
            ? TypedResults.Created((string?)null, skill)
            : Problems.Invalid("name", "is another skill's already");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        SkillId id, HttpContext context, TenantTree tree, Database database, ChangeSkills change, CancellationToken stop)
    {
        var skill = await database.ReadAsync(async db => await SkillStore.FindAsync(db, id, stop), stop);
        if (skill is null || !await tree.IsInScopeAsync(context.Caller(), skill.Tenant, stop))
            return Problems.NotFound();
        return await change.DeleteAsync(skill, stop)
            ? TypedResults.NoContent()
            : Problems.Conflict("skill-in-use", "Somebody has this skill: take it from them first");
    }

    /// <summary>A skill to be.</summary>
    internal sealed record NewSkill(string? Name, TenantId? Tenant);
}
