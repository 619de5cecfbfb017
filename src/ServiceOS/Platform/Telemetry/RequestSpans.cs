using System.Diagnostics;

namespace ServiceOS.Platform.Telemetry;

/// <summary>Names a request's span by its route, and says how it ended: the host of .NET 10 begins the span and says neither.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/semconv/http/http-spans/</remarks>
internal static class RequestSpans
{
    public static void UseRequestSpans(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (Activity.Current is { IsAllDataRequested: true } span)
                Describe(span, context);
        }
    });

    private static void Describe(Activity span, HttpContext context)
    {
        var method = context.Request.Method;
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;   // never the path: ids don't belong in names
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
