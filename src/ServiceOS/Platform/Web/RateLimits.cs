using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace ServiceOS.Platform.Web;

/// <summary>How much one sender may send. Beyond it: 429 with Retry-After, and nothing is stored.</summary>
internal static class RateLimits
{
    public const string VisitorSessions = "visitor-sessions";
    public const string Messages = "messages";

    public static void AddRateLimits(this IServiceCollection services, RateLimitSettings settings) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = AnswerAsync;
        limiter.AddPolicy(VisitorSessions, context => RateLimitPartition.GetTokenBucketLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "", _ => Bucket(settings.VisitorSessionsPerMinute, TimeSpan.FromMinutes(1))));
        // the bearer token or the session's cookie stands for the sender: who has many tokens is held by the limit above
        limiter.AddPolicy(Messages, context => RateLimitPartition.GetTokenBucketLimiter(
            context.Request.Headers.Authorization.ToString() is { Length: > 0 } bearer ? bearer : context.Request.Headers.Cookie.ToString(), _ => Bucket(settings.MessagesPerTenSeconds, TimeSpan.FromSeconds(10))));
    });

    private static TokenBucketRateLimiterOptions Bucket(int tokens, TimeSpan per) => new()
    {
        TokenLimit = tokens,
        TokensPerPeriod = Math.Max(1, tokens / 10),
        ReplenishmentPeriod = per / 10,
        QueueLimit = 0,
    };

    private static async ValueTask AnswerAsync(OnRejectedContext context, CancellationToken stop)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        var response = context.HttpContext.Response;
        response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await response.WriteAsJsonAsync(
            Problems.Details(StatusCodes.Status429TooManyRequests, "too-many", "That is more than one sender may send: nothing was stored. Send it again a little later."),
            options: null, contentType: "application/problem+json", stop);
    }
}

/// <summary>Limits per sender.</summary>
internal sealed record RateLimitSettings
{
    /// <summary>New visitor sessions a minute from one address.</summary>
    public int VisitorSessionsPerMinute { get; init; } = 600;

    /// <summary>Messages in ten seconds from one consumer.</summary>
    public int MessagesPerTenSeconds { get; init; } = 60;
}
