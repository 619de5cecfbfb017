using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using ServiceOS.Platform.Web;

namespace ServiceOS.Tenants.Contracts;

/// <summary>Declares who may use a route. A route without a declaration lets nobody in, and a test names it.</summary>
internal static class Access
{
    /// <summary>Lets in callers that have one of the permissions.</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder route, params string[] anyOf) where TBuilder : IEndpointConventionBuilder
    {
        var policy = new AuthorizationPolicyBuilder(CredentialHandler.SchemeName).AddRequirements(new AnyOf(anyOf)).Build();
        return route.RequireAuthorization(policy).WithMetadata(new AccessRule(anyOf));
    }

    /// <summary>Lets everybody in. Say why where it is used.</summary>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.AllowAnonymous().WithMetadata(new AccessRule([]));

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(CredentialHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CredentialHandler>(CredentialHandler.SchemeName, configureOptions: null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(IsRefusal).Build());
        services.AddSingleton<IAuthorizationHandler, AnyOfHandler>();
        services.AddSingleton<CallerWatch>();
    }

    /// <summary>True where there is no route of ours (404) and for the framework's 405 and 415; false for a route that declared nothing.</summary>
    private static bool IsRefusal(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint;

    private sealed record AnyOf(string[] Permissions) : IAuthorizationRequirement;

    private sealed class AnyOfHandler : AuthorizationHandler<AnyOf>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AnyOf requirement)
        {
            if (context.User.Identity is CallerIdentity { Caller: var caller } && requirement.Permissions.Any(caller.May))
                context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }
}

/// <summary>What a route declared: one of these permissions; none means anyone. Read by the probe in the tests.</summary>
internal sealed record AccessRule(IReadOnlyList<string> AnyOf);

/// <summary>Reads one kind of credential from a request.</summary>
internal interface ICredentialReader
{
    /// <summary>What it reads.</summary>
    CallerKind Kind { get; }

    /// <summary>The caller; null when the request carries no valid credential of this kind.</summary>
    Task<Caller?> ReadAsync(HttpRequest request, CancellationToken stop);

    /// <summary>A caller that it read before, as the credential says now; null when it has ended.</summary>
    /// <remarks>It is no use of the credential: a session that idles goes on idling.</remarks>
    ValueTask<Caller?> ReadAgainAsync(Caller caller, CancellationToken stop);
}

/// <summary>Asks each kind of credential in turn, and answers 401 and 403 as problem details.</summary>
internal sealed class CredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    IEnumerable<ICredentialReader> readers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "serviceos";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        foreach (var reader in readers)
        {
            if (await reader.ReadAsync(Request, Context.RequestAborted) is { } caller)
                return AuthenticateResult.Success(new(new(new CallerIdentity(caller)), CredentialHandler.SchemeName));
        }
        return AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        AnswerAsync(StatusCodes.Status401Unauthorized, "not-signed-in", "This needs a valid credential: it is missing, expired or revoked.");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>()?.AnyOf ?? [];
        return AnswerAsync(StatusCodes.Status403Forbidden, "not-allowed", $"This needs one of the permissions: {string.Join(", ", needed)}.");
    }

    private Task AnswerAsync(int status, string kind, string detail)
    {
        var problem = Problems.Details(status, kind, detail);
        Response.StatusCode = status;
        return Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", Context.RequestAborted);
    }
}
