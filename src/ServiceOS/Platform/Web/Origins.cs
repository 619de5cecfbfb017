namespace ServiceOS.Platform.Web;

/// <summary>Whose page makes a browser send a request.</summary>
/// <remarks>https://fetch.spec.whatwg.org/#origin-header and https://www.w3.org/TR/fetch-metadata/</remarks>
internal static class Origins
{
    /// <summary>The other site whose page asks; null when it is a page of ours, or none: a server or an app says no origin.</summary>
    public static string? Foreign(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && request.Headers["Sec-Fetch-Site"] != "same-origin" && !IsOwn(request, origin)
            ? origin
            : null;

    /// <summary>True when the origin's host and port are those that the request was sent to. The scheme isn't asked: TLS may end before us.</summary>
    public static bool IsOwn(HttpRequest request, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
