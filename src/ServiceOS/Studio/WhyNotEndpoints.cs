using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Why the bot did not answer from an item, over HTTP.</summary>
internal static class WhyNotEndpoints
{
    private const int QuestionCharactersMax = 4_000;
    private const int ReferenceCharactersMax = 200;
    private const int LocaleCharactersMax = 20;

    public static void MapWhyNotEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/knowledge/why-not", ExplainAsync).WithTags("Knowledge studio").Allow(Permission.KnowledgeRead)
            .WithSummary("Why an item is not what the bot answers a question with; nothing is stored");

    private static async Task<Results<Ok<WhyNotView>, ValidationProblem, ProblemHttpResult>> ExplainAsync(
        WhyNotRequest request, HttpContext http, TenantTree tree, ExplainItem explain, CancellationToken stop, TenantId? tenant = null)
    {
        if (Texts.Fault(request.Question, min: 1, QuestionCharactersMax) is { } fault)
            return Problems.Invalid("question", fault);
        if (Texts.Fault(request.Locale, min: 0, LocaleCharactersMax) is { } localeFault)
            return Problems.Invalid("locale", localeFault);
        if (Texts.Fault(request.Product, min: 0, ReferenceCharactersMax) is { } productFault)
            return Problems.Invalid("product", productFault);
        if (request.Item is not { } item)
            return Problems.Invalid("item", "is missing");
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        var product = string.IsNullOrEmpty(request.Product) ? null : request.Product;
        return await explain.RunAsync(node, item, request.Question!, request.Locale, product, stop) is { } why
            ? TypedResults.Ok(why)
            : Problems.NotFound();
    }

    /// <param name="Item">The one that was expected.</param>
    /// <param name="Product">The product of the page that it is asked on.</param>
    internal sealed record WhyNotRequest(string? Question, ItemId? Item, string? Locale = null, string? Product = null);
}
