using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Orders;

/// <summary>Orders as staff look for them.</summary>
internal static class OrderSearchEndpoints
{
    private const int TypedCharactersMax = 100;
    private const int FoundMax = 20;

    public static void MapOrderSearch(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/desk/orders", SearchAsync).WithTags("Desk").Allow(Permission.DeskRead).WithSummary("Orders by a part of their number, newest first");

    private static async Task<Results<Ok<ItemsView<FoundOrderView>>, ValidationProblem, ProblemHttpResult>> SearchAsync(
        HttpContext http, TenantTree tree, Database database, CancellationToken stop, string? q = null, int limit = FoundMax, TenantId? tenant = null)
    {
        if (limit is < 1 or > FoundMax)
            return Problems.Invalid("limit", $"must be 1 to {FoundMax}");
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (Texts.Fault(q, min: 1, TypedCharactersMax) is { } fault)
            return Problems.Invalid("q", fault);
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var found = await database.ReadAsync(db => OrderBook.SearchAsync(db, merchants, q!, limit, stop), stop);
        var views = new List<FoundOrderView>(found.Count);
        foreach (var order in found)
            views.Add(new(order.Id, order.Number, order.State, order.PlacedAt, await tree.NameAsync(order.Merchant, http.Caller().Locale, stop)));
        return TypedResults.Ok(new ItemsView<FoundOrderView>(views));
    }
}

internal sealed record FoundOrderView(string Id, string Number, string State, DateTimeOffset PlacedAt, string Merchant);
