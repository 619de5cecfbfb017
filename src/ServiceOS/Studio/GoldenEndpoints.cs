using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Golden questions: kept, changed and asked, over HTTP.</summary>
internal static class GoldenEndpoints
{
    private const int QuestionCharactersMax = 500;
    private const int ReferenceCharactersMax = 200;
    private const int LocaleCharactersMax = 20;

    public static void MapGoldenEndpoints(this IEndpointRouteBuilder routes)
    {
        var golden = routes.MapGroup("/v1/knowledge/golden").WithTags("Knowledge studio");
        golden.MapGet("", ListAsync).Allow(Permission.KnowledgeRead).WithSummary("Questions whose outcome is agreed on: the node's own, then those from above");
        golden.MapPost("", AddAsync).Allow(Permission.KnowledgeWrite).WithSummary("Keeps one; the same question again gets the new expectation");
        golden.MapPut("/{id}", ChangeAsync).Allow(Permission.KnowledgeWrite).WithSummary("Changes one");
        golden.MapDelete("/{id}", DropAsync).Allow(Permission.KnowledgeWrite).WithSummary("Takes one away");
        routes.MapPost("/v1/knowledge/golden:run", RunAsync).WithTags("Knowledge studio").Allow(Permission.KnowledgeRead)
            .WithSummary("How they come out now, and if what waits were published or an old version given again; nothing is stored");
        routes.MapGet("/v1/knowledge/overrulings", ListOverrulingsAsync).WithTags("Knowledge studio").Allow(Permission.KnowledgeRead)
            .WithSummary("The node's publications that broke some, and why they were made; newest first, at most 20");
    }

    private static async Task<Results<Ok<ItemsView<GoldenView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, TenantTree tree, Database database, CancellationToken stop, TenantId? tenant = null)
    {
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        List<TenantId> lineage = [.. node.Lineage()];
        var rows = Golden.At(lineage, await database.ReadAsync(async db => await GoldenStore.ListAsync(db, lineage, stop), stop));
        var names = new Dictionary<TenantId, string>();
        foreach (var owner in rows.Select(row => row.TenantId).Distinct())
            names[owner] = await tree.NameAsync(owner, http.Caller().Locale, stop);
        return TypedResults.Ok(new ItemsView<GoldenView>([.. rows.Select(row => GoldenView.Of(row, node.Id, names[row.TenantId]))]));
    }

    private static async Task<Results<Created<GoldenView>, Ok<GoldenView>, ValidationProblem, ProblemHttpResult>> AddAsync(
        GoldenRequest request, HttpContext http, TenantTree tree, KeepGolden keep, CancellationToken stop, TenantId? tenant = null)
    {
        if (FaultOf(request) is { } fault)
            return Problems.Invalid(fault.Field, fault.Why);
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        switch (await keep.AddAsync(node, http.Caller().Name, AgreementOf(request), stop))
        {
            case KeepGolden.Outcome.Kept kept:
                var view = GoldenView.Of(kept.Row, node.Id, await tree.NameAsync(node.Id, http.Caller().Locale, stop));
                return kept.IsNew ? TypedResults.Created($"/v1/knowledge/golden/{view.Id}", view) : TypedResults.Ok(view);
            case KeepGolden.Outcome.TooMany:
                return Problems.Unprocessable("too-many", $"A node has at most {GoldenStore.OwnMax} golden questions of its own.");
            case KeepGolden.Outcome.NoSuchItem:
                return Problems.NotFound();
            case var other:
                throw new InvalidOperationException($"unhandled outcome {other}");
        }
    }

    private static async Task<Results<Ok<GoldenView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, GoldenRequest request, HttpContext http, TenantTree tree, KeepGolden keep, CancellationToken stop)
    {
        if (FaultOf(request) is { } fault)
            return Problems.Invalid(fault.Field, fault.Why);
        if (await keep.OwnerAsync(id, stop) is not { } owner || !await tree.IsInScopeAsync(http.Caller(), owner, stop))
            return Problems.NotFound();
        return await keep.ChangeAsync(await tree.GetAsync(owner, stop), http.Caller().Name, id, AgreementOf(request), stop) switch
        {
            KeepGolden.Outcome.Kept kept => TypedResults.Ok(GoldenView.Of(kept.Row, owner, await tree.NameAsync(owner, http.Caller().Locale, stop))),
            KeepGolden.Outcome.Exists => Problems.Conflict("exists", "Another golden question is this very one: change that, or take it away."),
            KeepGolden.Outcome.NoSuchItem => Problems.NotFound(),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(
        string id, HttpContext http, TenantTree tree, KeepGolden keep, CancellationToken stop)
    {
        if (await keep.OwnerAsync(id, stop) is not { } owner || !await tree.IsInScopeAsync(http.Caller(), owner, stop))
            return Problems.NotFound();
        await keep.DropAsync(id, stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<GoldenRunView>, ValidationProblem, ProblemHttpResult>> RunAsync(
        GoldenRunRequest request, HttpContext http, TenantTree tree, RunGolden run, CancellationToken stop, TenantId? tenant = null)
    {
        if (request.Items is { Count: > PublishKnowledge.ItemsMax })
            return Problems.Invalid("items", $"must be at most {PublishKnowledge.ItemsMax}; leave it out for all that wait");
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        Proposal proposal = request.RollBack is { } back ? new Proposal.Old(back.Item, back.Version) : new Proposal.Waiting(request.Items);
        return TypedResults.Ok(GoldenRunView.Of(await run.RunAsync(node, proposal, stop)));
    }

    private static async Task<Results<Ok<ItemsView<OverrulingView>>, ProblemHttpResult>> ListOverrulingsAsync(
        HttpContext http, TenantTree tree, Database database, CancellationToken stop, TenantId? tenant = null)
    {
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        return TypedResults.Ok(new ItemsView<OverrulingView>(await database.ReadAsync(db => Overruling.ListAsync(db, node.Id, stop), stop)));
    }

    private static (string Field, string Why)? FaultOf(GoldenRequest request)
    {
        if (Texts.Fault(request.Question, min: 1, QuestionCharactersMax) is { } question)
            return ("question", question);
        if (Texts.Fault(request.Product, min: 0, ReferenceCharactersMax) is { } product)
            return ("product", product);
        if (Texts.Fault(request.Locale, min: 0, LocaleCharactersMax) is { } locale)
            return ("locale", locale);
        if (!Golden.Expectations.Contains(request.Expects, StringComparer.Ordinal))
            return ("expects", $"must be one of {string.Join(", ", Golden.Expectations)}");
        if (request.Item is null == (request.Expects == Golden.Item))
            return ("item", "must be given when an item is expected, and only then");
        if (request.Skill is null == (request.Expects == Golden.Skill))
            return ("skill", "must be given when a skill is expected, and only then");
        return request.Skill is null || Golden.Skills.Contains(request.Skill, StringComparer.Ordinal)
            ? null
            : ("skill", $"must be one of {string.Join(", ", Golden.Skills)}");
    }

    private static Agreement AgreementOf(GoldenRequest request) => new(
        request.Question!.Trim(), Given(request.Product), Given(request.Locale), request.Expects!, request.Item, request.Skill);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <param name="Expects"><c>item</c>, <c>skill</c>, <c>handover</c> or <c>out-of-scope</c>.</param>
    /// <param name="Item">The item that is expected.</param>
    /// <param name="Skill">The skill that is expected.</param>
    /// <param name="Product">The product of the page that it is asked on.</param>
    /// <param name="Locale">The asker's; null: the node's own.</param>
    internal sealed record GoldenRequest(
        string? Question, string? Expects, ItemId? Item = null, string? Skill = null, string? Product = null, string? Locale = null);

    /// <param name="Items">Which of those that wait would be published; null: all.</param>
    /// <param name="RollBack">Instead of those: the old version of an own item that would be given again.</param>
    internal sealed record GoldenRunRequest(IReadOnlyList<ItemId>? Items = null, GoldenRollBack? RollBack = null);

    internal sealed record GoldenRollBack(ItemId Item, long Version);
}
