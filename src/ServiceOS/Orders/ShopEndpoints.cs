using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Orders;

/// <summary>What shops and carriers report over HTTP: idempotent by id, in any order.</summary>
internal static class ShopEndpoints
{
    private const int SearchCharactersMax = 100;
    private const int ProductsDefault = 50;

    public static void MapShopEndpoints(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/v1").WithTags("Orders").Allow(Permission.OrdersWrite);
        reports.MapPut("/products/{id}", PutProductAsync).WithSummary("Say what a product is");
        reports.MapPut("/campaigns/{id}", PutCampaignAsync).WithSummary("Say what a campaign is, and when");
        reports.MapPut("/orders/{id}", PutOrderAsync).WithSummary("Say how an order stands; its parcels may come with it");
        reports.MapPut("/parcels/{id}", PutParcelAsync).WithSummary("Say which parcel carries an order");
        reports.MapPut("/parcels/{parcel}/checkpoints/{id}", PutCheckpointAsync).WithSummary("Say where a parcel was seen");

        routes.MapGet("/v1/products", ListProductsAsync).WithTags("Orders").WithSummary("Products by id, or those that hold words")
            .Allow(Permission.OrdersWrite, Permission.DeskRead, Permission.KnowledgeRead);
    }

    private static Task<Results<Ok<Receipt>, ValidationProblem, ProblemHttpResult>> PutProductAsync(
        string id, ProductReport body, TenantId? tenant, HttpContext context, TenantTree tree, ReportProduct report,
        CancellationToken stop) =>
        ReportAsync(id, context, tree, tenant, merchant => report.RunAsync(merchant, id, body, stop), stop);

    private static Task<Results<Ok<Receipt>, ValidationProblem, ProblemHttpResult>> PutCampaignAsync(
        string id, CampaignReport body, TenantId? tenant, HttpContext context, TenantTree tree, ReportCampaign report,
        CancellationToken stop) =>
        ReportAsync(id, context, tree, tenant, merchant => report.RunAsync(merchant, id, body, stop), stop);

    private static Task<Results<Ok<Receipt>, ValidationProblem, ProblemHttpResult>> PutOrderAsync(
        string id, OrderReport body, TenantId? tenant, HttpContext context, TenantTree tree, ReportOrder report,
        CancellationToken stop) =>
        ReportAsync(id, context, tree, tenant, merchant => report.RunAsync(merchant, id, body, stop), stop);

    private static Task<Results<Ok<Receipt>, ValidationProblem, ProblemHttpResult>> PutParcelAsync(
        string id, ParcelReport body, TenantId? tenant, HttpContext context, TenantTree tree, ReportParcel report,
        CancellationToken stop) =>
        ReportAsync(id, context, tree, tenant, merchant => report.RunAsync(merchant, id, body, stop), stop);

    private static Task<Results<Ok<Receipt>, ValidationProblem, ProblemHttpResult>> PutCheckpointAsync(
        string parcel, string id, CheckpointReport body, TenantId? tenant, HttpContext context, TenantTree tree,
        ReportCheckpoint report, CancellationToken stop) =>
        ReportAsync(id, context, tree, tenant, merchant => report.RunAsync(merchant, parcel, id, body, stop), stop);

    private static async Task<Results<Ok<Receipt>, ValidationProblem, ProblemHttpResult>> ReportAsync(
        string id, HttpContext context, TenantTree tree, TenantId? tenant, Func<TenantId, Task<Reported>> report,
        CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (!node.IsMerchant)
            return NotAMerchant();
        return await report(node.Id) switch
        {
            Reported.Stored stored => TypedResults.Ok(new Receipt(id, stored.Taken.ToString().ToLowerInvariant())),
            Reported.Faulty faulty => Problems.Invalid(faulty.Errors),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<Ok<Page>, ValidationProblem, ProblemHttpResult>> ListProductsAsync(
        string? q, string? after, int? limit, TenantId? tenant, HttpContext context, TenantTree tree, Database database,
        CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (!node.IsMerchant)
            return NotAMerchant();
        if (Texts.Fault(q, 0, SearchCharactersMax) is { } fault)
            return Problems.Invalid("q", fault);
        if (Texts.Fault(after, 0, ReportFaults.IdCharactersMax) is { } notACursor)
            return Problems.Invalid("after", notACursor);
        var count = limit ?? ProductsDefault;
        if (count is < 1 or > ProductCatalog.ListMax)
            return Problems.Invalid("limit", $"must be 1 to {ProductCatalog.ListMax}");

        var items = await database.ReadAsync(
            db => ProductCatalog.SearchAsync(db, node.Id, q ?? "", after ?? "", count, stop), stop);
        return TypedResults.Ok(new Page(items, items.Count == count ? items[^1].Id : null));
    }

    internal static ValidationProblem NotAMerchant() => Problems.Invalid("tenant", "must name a merchant");

    /// <param name="Id">The reporter's own.</param>
    /// <param name="Result"><c>created</c>, <c>updated</c>, or <c>unchanged</c>: what is stored says the same, or is newer.</param>
    internal sealed record Receipt(string Id, string Result);

    internal sealed record Page(IReadOnlyList<Product> Items, string? Next);
}
