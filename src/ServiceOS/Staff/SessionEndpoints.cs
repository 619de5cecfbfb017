using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>Signing in and out, and what members of staff set of themselves, over HTTP.</summary>
internal static class SessionEndpoints
{
    private const int NameCharactersMax = 64;
    private const int DisplayNameCharactersMax = 80;

    public static void MapSessionEndpoints(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/v1/staff-sessions").WithTags("Sign-in");
        sessions.MapPost("", SignInAsync).WithSummary("Sign in; the answer sets the session's cookie")
            .AllowAnyone();   // who signs in has no credential yet
        sessions.MapGet("/current", ReadAsync).WithSummary("Who is signed in").Allow(Permission.Staff);
        sessions.MapDelete("/current", SignOutAsync).WithSummary("Sign out; an agent is offline from then on").Allow(Permission.Staff);

        var me = routes.MapGroup("/v1/me").WithTags("Sign-in").Allow(Permission.Staff);
        me.MapPut("", ChangeProfileAsync).WithSummary("Change one's own display name or language");
        me.MapPut("/password", ChangePasswordAsync).WithSummary("Change one's own password; all other sessions end");
    }

    private static async Task<Results<Ok<MeView>, ValidationProblem, ProblemHttpResult>> SignInAsync(
        Credentials body, HttpContext context, SignIn signIn, TenantTree tree, CancellationToken stop)
    {
        if (!SessionCookie.IsFromHere(context.Request))
            return Problems.Of(StatusCodes.Status403Forbidden, "other-site", "Another site's page can't sign anybody in here");
        if (Texts.Fault(body.Name, 1, NameCharactersMax) is { } nameFault)
            return Problems.Invalid("name", nameFault);
        if (Texts.Fault(body.Password, 1, Passwords.CharactersMax) is { } passwordFault)
            return Problems.Invalid("password", passwordFault);

        switch (await signIn.RunAsync(
            body.Name!, body.Password!, context.Connection.RemoteIpAddress, SessionCookie.Read(context.Request), stop))
        {
            case SignIn.Outcome.SignedIn signedIn:
                SessionCookie.Write(context, signedIn.Token);
                return TypedResults.Ok(await MeView.OfAsync(signedIn.Member, context, tree, stop));
            case SignIn.Outcome.Wrong:
                return Problems.Of(StatusCodes.Status401Unauthorized, "wrong-password", "The name or the password is wrong");
            case SignIn.Outcome.TooMany many:
                return TooMany(context, many.Wait);
            case var other:
                throw new InvalidOperationException($"unhandled outcome {other}");
        }
    }

    private static async Task<Results<Ok<MeView>, ProblemHttpResult>> ReadAsync(
        HttpContext context, Database database, TenantTree tree, CancellationToken stop)
    {
        if (StaffCaller.Of(context) is not { } id)
            return Problems.NotFound();
        var row = await database.ReadAsync(async db => await StaffStore.FindAsync(db, id, stop), stop);
        return TypedResults.Ok(await MeView.OfAsync(row!, context, tree, stop));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(
        HttpContext context, SignOut signOut, CancellationToken stop)
    {
        if (StaffCaller.Of(context) is not { } id)
            return Problems.NotFound();
        await signOut.RunAsync(context.Caller(), id, stop);
        SessionCookie.Clear(context);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<MeView>, ValidationProblem, ProblemHttpResult>> ChangeProfileAsync(
        Profile body, HttpContext context, EditStaff edit, TenantTree tree, CancellationToken stop)
    {
        if (StaffCaller.Of(context) is not { } id)
            return Problems.NotFound();
        if (body.DisplayName is not null && Texts.Fault(body.DisplayName, 1, DisplayNameCharactersMax) is { } fault)
            return Problems.Invalid("displayName", fault);
        if (body.Locale is not (null or Locales.Chinese or Locales.English))
            return Problems.Invalid("locale", "must be zh-CN or en");

        var row = await edit.ProfileAsync(id, body.DisplayName?.Trim(), body.Locale, stop);
        return TypedResults.Ok(await MeView.OfAsync(row, context, tree, stop));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> ChangePasswordAsync(
        PasswordChange body, HttpContext context, ChangePassword change, CancellationToken stop)
    {
        if (StaffCaller.Of(context) is not { } id)
            return Problems.NotFound();
        if (Texts.Fault(body.Current, 1, Passwords.CharactersMax) is { } currentFault)
            return Problems.Invalid("current", currentFault);
        if (Passwords.Fault(body.Next) is { } nextFault)
            return Problems.Invalid("next", nextFault);
        if (string.Equals(body.Current, body.Next, StringComparison.Ordinal))
            return Problems.Invalid("next", "must differ from the present one");

        switch (await change.RunAsync(id, body.Current!, body.Next!, stop))
        {
            case ChangePassword.Outcome.Changed changed:
                SessionCookie.Write(context, changed.Token);
                return TypedResults.NoContent();
            case ChangePassword.Outcome.Wrong:
                return Problems.Invalid("current", "is not the present password");
            case ChangePassword.Outcome.TooMany:
                return TooMany(context, SignIn.Window);
            case var other:
                throw new InvalidOperationException($"unhandled outcome {other}");
        }
    }

    private static ProblemHttpResult TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter =
            ((long)Math.Max(1, Math.Ceiling(wait.TotalSeconds))).ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-tries", "Too many wrong passwords: wait a little");
    }

    /// <summary>What is typed to sign in.</summary>
    internal sealed record Credentials(string? Name, string? Password);

    /// <summary>What a member may set of themselves; what is left out stays.</summary>
    internal sealed record Profile(string? DisplayName, string? Locale);

    /// <summary>A new password, with the present one as proof.</summary>
    internal sealed record PasswordChange(string? Current, string? Next);
}

/// <summary>Who is signed in, and what they may do.</summary>
internal sealed record MeView(
    StaffId Id, string Name, string DisplayName, string Role, string Locale, MeView.NodeView Tenant, IReadOnlyList<string> Permissions)
{
    public static async Task<MeView> OfAsync(StaffRow row, HttpContext context, TenantTree tree, CancellationToken stop)
    {
        var node = await tree.GetAsync(row.TenantId, stop);
        var permissions = Roles.PermissionsOf(row.Role);
        return new(row.Id, row.Name, row.DisplayName, row.Role, row.Locale,
            new(node.Id, node.Slug, await tree.NameAsync(node.Id, Locales.OfPage(context.Request) ?? row.Locale, stop), node.Kind),
            [.. Permission.OfKeys.Where(permissions.Contains)]);
    }

    /// <summary>The node that they belong to.</summary>
    internal sealed record NodeView(TenantId Id, string Slug, string Name, string Kind);
}
