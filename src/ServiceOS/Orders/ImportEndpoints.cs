using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Orders;

/// <summary>A file of orders over HTTP, taken in while it arrives.</summary>
internal static class ImportEndpoints
{
    private const string ProgressType = "application/x-ndjson";

    public static void MapImportEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders:import", ImportAsync).WithTags("Orders")
            .WithSummary("Take in orders, one JSON object a line; accept application/x-ndjson to hear of the progress")
            .WithMetadata(new RequestSizeLimitAttribute(ImportOrders.FileBytesMax))
            .Allow(Permission.OrdersWrite);

    private static async Task<Results<Ok<ImportSummary>, EmptyHttpResult, ValidationProblem, ProblemHttpResult>> ImportAsync(
        bool? dryRun, TenantId? tenant, HttpContext context, TenantTree tree, ImportOrders import, CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (!node.IsMerchant)
            return ShopEndpoints.NotAMerchant();

        var wantsProgress = context.Request.Headers.Accept.ToString().Contains(ProgressType, StringComparison.OrdinalIgnoreCase);
        var sum = await import.RunAsync(node.Id, context.Request.BodyReader, dryRun ?? false,
            wantsProgress ? progress => WriteAsync(context.Response, progress, stop) : _ => Task.CompletedTask, stop);
        if (sum is { Rows: 0, Faulty: > 0 } && !context.Response.HasStarted)
            return Problems.Unprocessable("no-row-fits", "Not one row could be taken in", ("errors", ErrorsOf(sum)), ("rows", sum.Errors));
        if (!wantsProgress)
            return TypedResults.Ok(sum);
        await WriteAsync(context.Response, sum, stop);
        return TypedResults.Empty;
    }

    private static async Task WriteAsync(HttpResponse response, ImportSummary sum, CancellationToken stop)
    {
        if (!response.HasStarted)
            response.ContentType = ProgressType;
        await response.WriteAsync(JsonSerializer.Serialize(sum, JsonSerializerOptions.Web) + "\n", stop);
        await response.Body.FlushAsync(stop);
    }

    private static Dictionary<string, string[]> ErrorsOf(ImportSummary sum) => sum.Errors.ToDictionary(
        error => $"line {error.Line}", error => (string[])[$"{error.Field} {error.Message}".Trim()], StringComparer.Ordinal);
}
