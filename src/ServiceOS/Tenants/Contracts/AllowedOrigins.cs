namespace ServiceOS.Tenants.Contracts;

/// <summary>Decides whether pages of an origin may load a shop's chat. Pure.</summary>
internal static class AllowedOrigins
{
    /// <param name="settings">Those in force at the merchant.</param>
    /// <param name="origin">The page's, as its browser says it; null when no page asks.</param>
    public static bool Allow(Settings settings, string? origin) =>
        origin is null || settings.AllowedOrigins.Count == 0 || settings.AllowedOrigins.Any(allowed => IsSame(allowed, origin));

    /// <summary>An owner may write a host in its own letters; browsers say it in Punycode.</summary>
    private static bool IsSame(string allowed, string origin) =>
        Uri.TryCreate(allowed, UriKind.Absolute, out var one) && Uri.TryCreate(origin, UriKind.Absolute, out var other)
        && one.Scheme == other.Scheme && one.Port == other.Port
        && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
