using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Channels;

/// <summary>The API's description over HTTP.</summary>
internal static class ApiEndpoints
{
    public static void MapApiEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"/openapi/{ApiDocument.Version}.json", async (ApiDocument document) =>
                TypedResults.Text(await document.TextAsync(), "application/json"))
            .WithTags("Operations").WithSummary("This description")
            .AllowAnyone();   // it tells what is in the source anyway, and nothing of any tenant
}
