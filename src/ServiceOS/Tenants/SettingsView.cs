using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tenants;

/// <summary>The settings in force at a node, for those who may change them.</summary>
internal sealed record SettingsView
{
    public required string Name { get; init; }
    public required string Color { get; init; }
    public required string Locale { get; init; }
    public required string ReceptionMode { get; init; }
    public required double BotRatio { get; init; }
    public required LocalText Greeting { get; init; }
    public required LocalText OfflineMessage { get; init; }
    public required string TimeZone { get; init; }
    public required IReadOnlyList<BusinessPeriod> BusinessHours { get; init; }
    public required IReadOnlyList<Holiday> Holidays { get; init; }
    public required int FirstResponseSeconds { get; init; }
    public required int AgentCapacity { get; init; }
    public required double AnswerThreshold { get; init; }
    public required double ChoicesThreshold { get; init; }
    public required double ReplayLostMax { get; init; }
    public required IReadOnlyList<string> AllowedOrigins { get; init; }

    /// <summary>The fields that the node doesn't say itself.</summary>
    public required IReadOnlyList<string> Inherited { get; init; }

    /// <param name="lineage">What the node says itself, then what those above it say, nearest first.</param>
    /// <param name="locale">The language of its name.</param>
    public static SettingsView Of(IReadOnlyList<OwnSettings> lineage, string locale)
    {
        var inForce = EffectiveSettings.Of(lineage);
        return new()
        {
            Name = inForce.Name.In(locale),
            Color = inForce.Color,
            Locale = inForce.Locale,
            ReceptionMode = inForce.ReceptionMode,
            BotRatio = inForce.BotRatio,
            Greeting = inForce.Greeting,
            OfflineMessage = inForce.OfflineMessage,
            TimeZone = inForce.TimeZone,
            BusinessHours = inForce.BusinessHours,
            Holidays = inForce.Holidays,
            FirstResponseSeconds = inForce.FirstResponseSeconds,
            AgentCapacity = inForce.AgentCapacity,
            AnswerThreshold = inForce.AnswerThreshold,
            ChoicesThreshold = inForce.ChoicesThreshold,
            ReplayLostMax = inForce.ReplayLostMax,
            AllowedOrigins = inForce.AllowedOrigins,
            Inherited = [.. Unsaid(lineage[0])],
        };
    }

    private static IEnumerable<string> Unsaid(OwnSettings own) =>
        from field in (IEnumerable<(string Name, object? Value)>)
        [
            ("name", own.Name), ("color", own.Color), ("locale", own.Locale), ("receptionMode", own.ReceptionMode),
            ("botRatio", own.BotRatio), ("greeting", own.Greeting), ("offlineMessage", own.OfflineMessage),
            ("timeZone", own.TimeZone), ("businessHours", own.BusinessHours), ("holidays", own.Holidays),
            ("firstResponseSeconds", own.FirstResponseSeconds), ("agentCapacity", own.AgentCapacity),
            ("answerThreshold", own.AnswerThreshold), ("choicesThreshold", own.ChoicesThreshold),
            ("replayLostMax", own.ReplayLostMax), ("allowedOrigins", own.AllowedOrigins),
        ]
        where field.Value is null
        select field.Name;
}
