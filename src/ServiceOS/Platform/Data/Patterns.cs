namespace ServiceOS.Platform.Data;

/// <summary>What people type into a search field, as a pattern for <c>lower(…) like @pattern escape '!'</c>. Pure.</summary>
internal static class Patterns
{
    public static string Holding(string words) =>
        $"%{words.Trim().ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
}
