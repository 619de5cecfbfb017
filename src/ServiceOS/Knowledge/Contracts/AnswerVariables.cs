using System.Text.RegularExpressions;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>The variables that an answer may hold; the bot fills each of them. Pure.</summary>
internal static partial class AnswerVariables
{
    public static readonly IReadOnlyList<string> Known =
        ["order.number", "order.state", "consumer.name", "merchant.name", "campaign.end"];

    /// <summary>The variables of a text that nobody fills in, each once, without braces: a consumer would read them as they stand.</summary>
    public static IReadOnlyList<string> UnknownIn(string text) => text.Contains("{{", StringComparison.Ordinal)
        ? [.. Variable().Matches(text).Select(match => match.Groups["name"].Value).Where(name => !Known.Contains(name, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)]
        : [];

    [GeneratedRegex(@"\{\{\s*(?<name>[^}]*?)\s*\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
