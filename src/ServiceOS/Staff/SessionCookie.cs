using ServiceOS.Platform.Web;

namespace ServiceOS.Staff;

/// <summary>The cookie of a staff session: not for scripts, not for other sites' pages.</summary>
internal static class SessionCookie
{
    private const string Name = "serviceos_session";
    private const int CharactersMax = 100;

    public static string? Read(HttpRequest request) =>
        request.Cookies.TryGetValue(Name, out var token) && token.Length is > 0 and <= CharactersMax ? token : null;

    /// <summary>Without an end of its own: the session's is kept in the database.</summary>
    public static void Write(HttpContext context, string token) => context.Response.Cookies.Append(Name, token, Options(context));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    /// <summary>
    /// False when another site's page makes the browser send this. SameSite keeps such cookies back already; this also
    /// covers neighbours on the same site (another port or subdomain). What is no browser says nothing, and is let through.
    /// </summary>
    /// <remarks>https://www.w3.org/TR/fetch-metadata/</remarks>
    public static bool IsFromHere(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return true;
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is "same-origin" or "none";
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin || Origins.IsOwn(request, origin);
    }

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
    };
}
