using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;

namespace ServiceOS.Platform.Web;

/// <summary>
/// Turns consumers away at the door while more waits inside than can be stored and answered soon: what is let in keeps its pace, and who is
/// turned away hears so at once, before anything was spent on the request.
/// </summary>
/// <remarks>
/// Without it a node at three times its load takes in messages that it can't answer for a long time, and has less time for each.
/// Agents and staff are always let in. Measured with <c>serviceos bench saturation</c>.
/// </remarks>
internal static class Admission
{
    /// <summary>About 0.2 s of writes on a quiet machine.</summary>
    private const int WritesWaitingMax = 2_000;

    /// <summary>About 0.5 s of answers.</summary>
    private const int BacklogMax = 3_000;

    private static readonly PathString s_conversations = "/v1/conversations";
    private static readonly PathString s_visitors = "/v1/visitor-sessions";

    public static void UseAdmission(this WebApplication app)
    {
        var (database, bus) = (app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<IBus>());
        app.Use((context, next) => IsByConsumer(context.Request) && (database.WritesWaiting > WritesWaitingMax || bus.Backlog > BacklogMax)
            ? RefuseAsync(context)
            : next(context));
    }

    /// <summary>Not by an exception: under the load that this is for, those would cost more than the requests that are let in.</summary>
    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = "1";
        return context.Response.WriteAsJsonAsync(
            Problems.Details(StatusCodes.Status429TooManyRequests, "overloaded",
                "More is coming in than can be answered: nothing was stored. Send it again a little later."),
            options: null, contentType: "application/problem+json", context.RequestAborted);
    }

    /// <summary>Staff come with a cookie.</summary>
    private static bool IsByConsumer(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Headers.Cookie.Count == 0
        && (request.Path.StartsWithSegments(s_conversations, StringComparison.Ordinal) || request.Path.StartsWithSegments(s_visitors, StringComparison.Ordinal));
}
