using System.Diagnostics;

namespace ServiceOS.Platform.Web;

/// <summary>One number for a request, in its answer, its logs and its trace: the W3C trace id, the caller's own if it sent one.</summary>
/// <remarks>https://www.w3.org/TR/trace-context/</remarks>
internal static class TraceIds
{
    public const string Header = "X-Trace-Id";

    /// <summary>The member of a problem that holds it.</summary>
    public const string Member = "traceId";

    /// <summary>The number of the request that this code works for; null outside of one.</summary>
    public static string? Current => Activity.Current?.TraceId.ToHexString();

    /// <summary>Puts the number on every answer, and where the framework looks for it.</summary>
    public static void UseTraceIds(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        // the host begins one for each request, unless it is told to log nothing at all
        using var own = Activity.Current is null ? new Activity("request").Start() : null;
        context.TraceIdentifier = Current!;
        WriteTo(context.Response);
        await next(context);
    });

    /// <summary>Puts it on an answer whose headers were cleared.</summary>
    public static void WriteTo(HttpResponse response) => response.Headers[Header] = response.HttpContext.TraceIdentifier;
}
