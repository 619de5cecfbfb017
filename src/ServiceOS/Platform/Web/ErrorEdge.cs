using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Platform.Web;

/// <summary>
/// The one place where a request's exception becomes an answer: what happened, whether anything was stored, when to come
/// back. Bodies are never logged.
/// </summary>
internal sealed partial class ErrorEdge(RequestDelegate next, ILogger<ErrorEdge> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (IsBareRefusal(context))
                await ExplainAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, e);
        }
    }

    /// <summary>True when the framework refused with a number alone: no such address, a method or a type it doesn't take.</summary>
    private static bool IsBareRefusal(HttpContext context) =>
        context.Response is { StatusCode: >= 400 and not StatusCodes.Status499ClientClosedRequest, HasStarted: false, ContentLength: null, ContentType: null }
        && !HttpMethods.IsHead(context.Request.Method);

    private static Task ExplainAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status400BadRequest => WriteProblemAsync(context, 400, "bad-request", "The request is not as it must be."),
        StatusCodes.Status404NotFound => WriteProblemAsync(context, 404, "not-found", "There is no such thing here"),
        StatusCodes.Status405MethodNotAllowed => WriteProblemAsync(context, 405, "method", "This address does not take that method."),
        StatusCodes.Status413PayloadTooLarge => WriteProblemAsync(context, 413, "too-large", "The body is larger than is allowed here."),
        StatusCodes.Status415UnsupportedMediaType => WriteProblemAsync(
            context, 415, "media-type", "The content type is not one that is understood here."),
        StatusCodes.Status503ServiceUnavailable => WriteProblemAsync(
            context, 503, "busy", "This node takes no more of these at present: try again a little later."),
        var status => WriteProblemAsync(context, status, "refused", "The request was refused."),
    };

    private Task AnswerAsync(HttpContext context, Exception e)
    {
        switch (e)
        {
            case StorageException storage:
                if (storage.Fault != StorageFault.Overloaded)
                    LogStorage(e);
                return RefuseAsync(context, storage);
            case BadHttpRequestException bad:
                return WriteAsync(context, bad.StatusCode, KindOf(bad), Reason(bad));
            case JsonException:
                return WriteAsync(context, StatusCodes.Status400BadRequest, "bad-request", "The body is not the JSON that is expected here.");
            default:
                LogUnhandled(e, context.Request.Method, context.GetEndpoint()?.DisplayName);
                return WriteAsync(context, StatusCodes.Status500InternalServerError, "internal",
                    "Something broke on our side. Quote the trace id when you report it.");
        }
    }

    private static Task RefuseAsync(HttpContext context, StorageException e)
    {
        var (status, kind, what, advice, retryAfter) = e.Fault switch
        {
            StorageFault.DiskFull => (StatusCodes.Status507InsufficientStorage, "disk-full", "The disk is full",
                "Reading still works. It goes on by itself when there is room again.", 10),
            StorageFault.ReadOnly => (StatusCodes.Status503ServiceUnavailable, "read-only",
                "The database or the folder of the files is read-only at present", "Reading still works.", 10),
            StorageFault.Overloaded => (StatusCodes.Status429TooManyRequests, "overloaded", "More is coming in than can be stored",
                "Send it again a little later.", 1),
            _ => (StatusCodes.Status503ServiceUnavailable, "storage-unreachable", "The database or the folder of the files can't be reached",
                "Send it again with the same key.", 2),
        };
        return e.RowsStoredBefore == 0
            ? WriteAsync(context, status, kind, $"{what}: nothing was stored. {advice}", retryAfter)
            : WriteAsync(context, status, kind,
                $"{what}: {e.RowsStoredBefore} rows were taken in before and stay, the rest were not. "
                + "Send the whole file again later: what is in already is not taken in twice.", retryAfter, ("stored", e.RowsStoredBefore));
    }

    /// <summary>The same kinds as where the framework refuses with a number alone.</summary>
    private static string KindOf(BadHttpRequestException e) => e.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => "too-large",
        StatusCodes.Status415UnsupportedMediaType => "media-type",
        _ => "bad-request",
    };

    private static string Reason(BadHttpRequestException e) => e.StatusCode switch
    {
        _ when e.Message is Utf8Bodies.Refusal or Utf8Bodies.CharsetRefusal => e.Message,
        StatusCodes.Status413PayloadTooLarge => "The body is larger than is allowed here.",
        StatusCodes.Status415UnsupportedMediaType => "The content type is not one that is understood here.",
        _ => e.InnerException is JsonException json && json.Path is { Length: > 0 }
            ? $"The body is not the JSON that is expected here (at {json.Path})."
            : "The request is not as it must be.",
    };

    private static async Task WriteAsync(
        HttpContext context, int status, string kind, string detail, int? retryAfter = null, params (string Key, object? Value)[] more)
    {
        context.Response.Clear();
        TraceIds.WriteTo(context.Response);
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.StatusCode = status;
        await WriteProblemAsync(context, status, kind, detail, more);
    }

    private static async Task WriteProblemAsync(
        HttpContext context, int status, string kind, string detail, params (string Key, object? Value)[] more)
    {
        var problem = Problems.Details(status, kind, detail);
        foreach (var (key, value) in more)
            problem.Extensions[key] = value;
        await context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database can't do what was asked")]
    private partial void LogStorage(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled in {Method} {Endpoint}")]
    private partial void LogUnhandled(Exception e, string method, string? endpoint);
}
