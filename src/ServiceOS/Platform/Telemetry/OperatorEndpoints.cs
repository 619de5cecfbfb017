using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Web;

namespace ServiceOS.Platform.Telemetry;

/// <summary>What balancers and monitors ask. Nothing of any tenant is in the answers.</summary>
internal static class OperatorEndpoints
{
    private const int RetrySeconds = 2;

    public static IEndpointConventionBuilder MapOperatorEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Operations");
        group.MapGet("/health/live", () => TypedResults.Ok(new HealthView("live"))).WithSummary("Whether the process runs");
        group.MapGet("/health/ready", ReadyAsync).WithSummary("Whether this node can serve: 503 with the reason when it can't");
        group.MapGet("/metrics", (MetricBook book) => TypedResults.Text(PrometheusText.Of(book.Read()), PrometheusText.ContentType))
            .WithSummary("The metrics of this node in the Prometheus text format");
        return group;
    }

    private static async Task<Results<Ok<HealthView>, ProblemHttpResult>> ReadyAsync(
        Readiness readiness, HttpContext context, CancellationToken stop)
    {
        if (await readiness.FaultAsync(stop) is not { } fault)
            return TypedResults.Ok(new HealthView("ready"));
        context.Response.Headers.RetryAfter = RetrySeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, "not-ready", fault);
    }
}

/// <summary>A node's health in a word.</summary>
internal sealed record HealthView(string Status);
