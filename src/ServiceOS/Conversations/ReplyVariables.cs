using System.Text.RegularExpressions;

namespace ServiceOS.Conversations;

/// <summary>The variables of canned replies, and what a consumer must never read of them. Pure.</summary>
internal static partial class ReplyVariables
{
    /// <summary>What a desk can fill in: of the agent, the consumer, the shop, and the order they speak of.</summary>
    public static readonly IReadOnlyList<string> Fillable =
    [
        "agent.name", "consumer.name", "shop.name", "merchant.name",
        "order.number", "order.item", "order.total", "order.placed", "order.carrier", "order.tracking",
    ];

    /// <summary>The first variable that nobody filled in, with its braces; null when the text has none.</summary>
    /// <remarks>
    /// Any word about an agent, a consumer, a shop, an order or a campaign: <c>{{order.address}}</c> is none that can be filled, and no
    /// better to read. Braces around anything else are the agent's own words.
    /// </remarks>
    public static string? FindUnfilled(string text) =>
        text.Contains("{{", StringComparison.Ordinal) && Unfilled().Match(text) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(@"\{\{\s*(agent|consumer|shop|merchant|order|campaign)(\.\w+)*\s*\}\}", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Unfilled();
}
