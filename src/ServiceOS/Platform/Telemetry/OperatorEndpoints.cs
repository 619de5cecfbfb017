using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Web;

namespace ServiceOS.Platform.Telemetry;

/// <summary>What balancers and monitors ask. Nothing of any tenant is in the answers.</summary>
internal static class OperatorEndpoints
{
    private const int RetrySeconds = 2;
    private const int EventsMax = 3;
    private static readonly TimeSpan s_betweenEvents = TimeSpan.FromMilliseconds(500);

    public static IEndpointConventionBuilder MapOperatorEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Operations");
        group.MapGet("/health/live", () => TypedResults.Ok(new HealthView("live"))).WithSummary("Whether the process runs");
        group.MapGet("/health/ready", ReadyAsync).WithSummary("Whether this node can serve: 503 with the reason when it can't");
        group.MapGet("/health/stream", StreamAsync).WithSummary("Three server-sent events half a second apart: whether a proxy holds them back");
        group.MapGet("/metrics", (MetricBook book) => TypedResults.Text(PrometheusText.Of(book.Read()), PrometheusText.ContentType))
            .WithSummary("The metrics of this node in the Prometheus text format");
        return group;
    }

    private static async Task<Results<Ok<HealthView>, ProblemHttpResult>> ReadyAsync(
        Readiness readiness, HttpContext context, CancellationToken stop)
    {
        if (await readiness.FaultAsync(stop) is not { } fault)
            return TypedResults.Ok(new HealthView("ready", readiness.Degraded));
        context.Response.Headers.RetryAfter = RetrySeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, "not-ready", fault);
    }

    private static async Task StreamAsync(HttpContext context, TimeProvider time, CancellationToken stop)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";   // as on the streams that it stands for
        for (var i = 1; i <= EventsMax; i++)
        {
            if (i > 1)
                await Task.Delay(s_betweenEvents, time, stop);
            await context.Response.WriteAsync(FormattableString.Invariant($"data: {i}\n\n"), stop);
            await context.Response.Body.FlushAsync(stop);
        }
    }
}

/// <summary>A node's health in a word.</summary>
/// <param name="Status">live or ready.</param>
/// <param name="Degraded">What it does without at present; null when nothing.</param>
internal sealed record HealthView(string Status, string? Degraded = null);
