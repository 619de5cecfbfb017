using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tenants;

/// <summary>Decides which settings are in force: each field from the nearest node that sets it. Pure.</summary>
internal static class EffectiveSettings
{
    private static readonly Settings s_default = new();

    /// <param name="lineage">A node's own settings, then those of the nodes above it, nearest first.</param>
    public static Settings Of(IReadOnlyList<OwnSettings> lineage) => new()
    {
        Name = Nearest(lineage, own => own.Name, s_default.Name),
        Color = Nearest(lineage, own => own.Color, s_default.Color),
        Locale = Nearest(lineage, own => own.Locale, s_default.Locale),
        ReceptionMode = Nearest(lineage, own => own.ReceptionMode, s_default.ReceptionMode),
        BotRatio = Nearest(lineage, own => own.BotRatio, s_default.BotRatio),
        Greeting = Nearest(lineage, own => own.Greeting, s_default.Greeting),
        OfflineMessage = Nearest(lineage, own => own.OfflineMessage, s_default.OfflineMessage),
        TimeZone = Nearest(lineage, own => own.TimeZone, s_default.TimeZone),
        BusinessHours = Nearest(lineage, own => own.BusinessHours, s_default.BusinessHours),
        Holidays = Nearest(lineage, own => own.Holidays, s_default.Holidays),
        FirstResponseSeconds = Nearest(lineage, own => own.FirstResponseSeconds, s_default.FirstResponseSeconds),
        AgentCapacity = Nearest(lineage, own => own.AgentCapacity, s_default.AgentCapacity),
        AnswerThreshold = Nearest(lineage, own => own.AnswerThreshold, s_default.AnswerThreshold),
        ChoicesThreshold = Nearest(lineage, own => own.ChoicesThreshold, s_default.ChoicesThreshold),
        ReplayLostMax = Nearest(lineage, own => own.ReplayLostMax, s_default.ReplayLostMax),
        AllowedOrigins = Nearest(lineage, own => own.AllowedOrigins, s_default.AllowedOrigins),
    };

    private static T Nearest<T>(IReadOnlyList<OwnSettings> lineage, Func<OwnSettings, T?> field, T otherwise) where T : class =>
        lineage.Select(field).FirstOrDefault(value => value is not null) ?? otherwise;

    private static T Nearest<T>(IReadOnlyList<OwnSettings> lineage, Func<OwnSettings, T?> field, T otherwise) where T : struct =>
        lineage.Select(field).FirstOrDefault(value => value is not null) ?? otherwise;
}
