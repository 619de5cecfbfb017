using ServiceOS.Conversations.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Metrics;

/// <summary>Makes the board's figures from counts. Pure; a share of nothing is null, not zero.</summary>
internal static class BoardFigures
{
    public static Dictionary<string, double?> Of(MerchantDay day, long messagesLastMinute, long agentsOnline, DateTimeOffset now) => new(StringComparer.Ordinal)
    {
        ["waiting"] = day.Waiting,
        ["longestWait"] = day.WaitingSince is { } since ? Math.Max(0, Math.Floor((now - since).TotalSeconds)) : null,
        ["inService"] = day.InService,
        ["withBot"] = day.WithBot,
        ["botShare"] = Share(day.BotOnly, day.Opened),
        ["resolved"] = day.Resolved,
        ["automation"] = Share(day.Automated, day.Closed),
        ["firstResponse"] = day.FirstResponses == 0 ? null : Math.Round(day.FirstResponseMs / 1_000.0 / day.FirstResponses, 1),
        [Figure.MessagesPerMinute] = messagesLastMinute,
        [Figure.AgentsOnline] = agentsOnline,
    };

    /// <summary>Several merchants as one: counts are added, the longest wait is the longest.</summary>
    public static MerchantDay Sum(IReadOnlyList<MerchantDay> days) => new()
    {
        TenantId = default,
        Waiting = days.Sum(day => day.Waiting),
        WaitingSince = days.Min(day => day.WaitingSince),
        InService = days.Sum(day => day.InService),
        WithBot = days.Sum(day => day.WithBot),
        Opened = days.Sum(day => day.Opened),
        BotOnly = days.Sum(day => day.BotOnly),
        Closed = days.Sum(day => day.Closed),
        Resolved = days.Sum(day => day.Resolved),
        BotClosed = days.Sum(day => day.BotClosed),
        Automated = days.Sum(day => day.Automated),
        FirstResponses = days.Sum(day => day.FirstResponses),
        FirstResponseMs = days.Sum(day => day.FirstResponseMs),
    };

    /// <summary>Whether a figure is well, about to break a promise, or has broken it.</summary>
    public static string StateOf(string key, double? value, Settings settings) => (key, value) switch
    {
        ("longestWait", { } waited) => waited > settings.FirstResponseSeconds ? "bad" : waited > settings.FirstResponseSeconds * 0.75 ? "warn" : "good",
        ("longestWait", null) => "good",
        ("waiting", 0) => "good",
        ("firstResponse", { } mean) => mean > settings.FirstResponseSeconds ? "bad" : "good",
        _ => "plain",
    };

    public static double? Share(long part, long whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);
}
