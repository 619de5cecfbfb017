using System.Text;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
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

    private const string Detail = "More is coming in than can be answered: nothing was stored. Send it again a little later.";

    private static readonly byte[] s_bodyStart = Encoding.UTF8.GetBytes(
        $$"""{"type":"{{Problems.Prefix}}overloaded","title":"Too Many Requests","status":429,"detail":"{{Detail}}","{{TraceIds.Member}}":""" + '"');

    private static readonly byte[] s_bodyEnd = "\"}"u8.ToArray();
    private static readonly StringValues s_retryAfter = "1";
    private static readonly StringValues s_problem = "application/problem+json";
    private static readonly StringValues s_anySite = "*";
    private static readonly StringValues s_readable = $"{HeaderNames.RetryAfter}, {TraceIds.Header}";
    private static readonly PathString s_conversations = "/v1/conversations";
    private static readonly PathString s_visitors = "/v1/visitor-sessions";

    public static void UseAdmission(this WebApplication app)
    {
        var (database, bus) = (app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<IBus>());
        app.Use((context, next) => IsByConsumer(context.Request) && (database.WritesWaiting > WritesWaitingMax || bus.Backlog > BacklogMax)
            ? RefuseAsync(context)
            : next(context));
    }

    /// <summary>
    /// The same answer each time but for its trace id, made beforehand: at three times the load two of three requests are refused, and what
    /// their refusals cost is missing where the third is answered.
    /// </summary>
    private static Task RefuseAsync(HttpContext context)
    {
        var body = new byte[s_bodyStart.Length + context.TraceIdentifier.Length + s_bodyEnd.Length];
        s_bodyStart.CopyTo(body, 0);
        var end = s_bodyStart.Length + Encoding.ASCII.GetBytes(context.TraceIdentifier, body.AsSpan(s_bodyStart.Length));
        s_bodyEnd.CopyTo(body, end);

        var answer = context.Response;
        answer.StatusCode = StatusCodes.Status429TooManyRequests;
        answer.Headers.RetryAfter = s_retryAfter;
        answer.Headers.ContentType = s_problem;
        answer.Headers.ContentLength = body.Length;
        if (context.Request.Headers.Origin.Count > 0)
        {
            // any site's page may read it: there is nothing in it, and the widget must learn when to come again
            answer.Headers.AccessControlAllowOrigin = s_anySite;
            answer.Headers.AccessControlExposeHeaders = s_readable;
        }
        return answer.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Staff come with a cookie.</summary>
    private static bool IsByConsumer(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Headers.Cookie.Count == 0
        && (request.Path.StartsWithSegments(s_conversations, StringComparison.Ordinal) || request.Path.StartsWithSegments(s_visitors, StringComparison.Ordinal));
}
