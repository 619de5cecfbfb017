using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Consumers;

/// <summary>How a shop's page gets a consumer in.</summary>
internal static class VisitorEndpoints
{
    private const long AttachmentBytesMax = 10 * 1024 * 1024;

    public static void MapVisitorEndpoints(this IEndpointRouteBuilder routes)
    {
        var consumers = routes.MapGroup("/v1").WithTags("Consumers").RequireCors(Cors.AnyShop);
        consumers.MapGet("/widget/{slug}", WidgetAsync)
            .AllowAnyone()   // the shop's page shows it before anybody is known
            .WithSummary("What the widget must know before it is opened");
        consumers.MapPost("/visitor-sessions", OpenAsync)
            .AllowAnyone()   // this is where a consumer's credential comes from
            .RequireRateLimiting(RateLimits.VisitorSessions)
            .WithSummary("Lets a consumer in and gives it a bearer token");
    }

    private static async Task<Results<Ok<WidgetView>, ProblemHttpResult>> WidgetAsync(
        string slug, HttpContext http, TenantTree tree, TimeProvider time, CancellationToken stop)
    {
        if (await tree.FindBySlugAsync(slug, stop) is not { IsMerchant: true } merchant)
            return Problems.NotFound();
        var settings = await tree.SettingsAsync(merchant.Id, stop);
        if (!AllowedOrigins.Allow(settings, Origins.Foreign(http.Request)))
            return ForeignSite(http);
        return TypedResults.Ok(new WidgetView(
            slug, settings.Name, settings.Color, settings.Locale, settings.TimeZone, settings.Greeting, AttachmentBytesMax,
            BusinessHours.IsOpen(settings, time.GetUtcNow()), settings.OfflineMessage));
    }

    private static async Task<Results<Ok<VisitorSessionView>, ProblemHttpResult, ValidationProblem>> OpenAsync(
        OpenVisitorSessionRequest request, HttpContext http, VisitorCredential credential, OpenVisitorSession open, CancellationToken stop)
    {
        if (Texts.Fault(request.Merchant, min: 1, max: 100) is { } fault)
            return Problems.Invalid("merchant", fault);
        if (Texts.Fault(request.Locale, min: 0, max: 20) is { } localeFault)
            return Problems.Invalid("locale", localeFault);
        var before = await credential.ReadTokenAsync(http.Request, stop);

        return await open.RunAsync(
            request.Merchant, request.MemberToken, before, request.Locale, Origins.Foreign(http.Request), stop) switch
        {
            OpenVisitorSession.Outcome.LetIn let => TypedResults.Ok(new VisitorSessionView(
                let.Token, let.Content.Consumer, let.Content.ExpiresAt, let.Content.IsVerified, let.Name)),
            OpenVisitorSession.Outcome.NoSuchMerchant => Problems.NotFound(),
            OpenVisitorSession.Outcome.ForeignSite => ForeignSite(http),
            OpenVisitorSession.Outcome.NotVouchedFor => Problems.Of(StatusCodes.Status401Unauthorized, "member-token",
                "The member token is not one that this merchant's site signed, or it has expired, or it was made for more than an hour, "
                + "or its sub, name or tier is no text of 1 to 200, 0 to 100 and 0 to 100 characters."),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static ProblemHttpResult ForeignSite(HttpContext http)
    {
        Cors.Refuse(http);
        return Problems.Of(StatusCodes.Status403Forbidden, "origin",
            "This shop's chat may not be loaded by pages of that origin. Its owner can allow it: allowedOrigins in the settings.");
    }
}

/// <summary>The body of POST /v1/visitor-sessions.</summary>
/// <param name="Merchant">The merchant's slug.</param>
/// <param name="MemberToken">A JWT that the merchant's site signed: sub, exp, and if it likes name, tier and iat; absent for a visitor.</param>
/// <param name="Locale">The page's language.</param>
internal sealed record OpenVisitorSessionRequest(string Merchant, string? MemberToken = null, string? Locale = null);

internal sealed record VisitorSessionView(string Token, ConsumerId ConsumerId, DateTimeOffset ExpiresAt, bool Verified, string? Name);

/// <param name="TimeZone">The shop's, in which the bot tells times (IANA name).</param>
internal sealed record WidgetView(
    string Merchant, LocalText Name, string Color, string Locale, string TimeZone, LocalText Greeting, long AttachmentBytesMax, bool Open,
    LocalText OfflineMessage);
