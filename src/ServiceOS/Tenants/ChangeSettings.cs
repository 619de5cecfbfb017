using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tenants;

/// <summary>Sets what a node says itself. The change must have passed <see cref="SettingsFaults"/>.</summary>
internal sealed class ChangeSettings(Database database, FactLog facts, TimeProvider time)
{
    /// <param name="node">Whose settings.</param>
    /// <param name="change">All that it says itself; what is null comes from above.</param>
    /// <param name="locale">The language that the change's name is in.</param>
    /// <param name="stop">Gives up.</param>
    public Task<Outcome> RunAsync(Tenant node, SettingsChange change, string locale, CancellationToken stop) =>
        database.InTransactionAsync<Outcome>(async db =>
        {
            var now = time.GetUtcNow();
            var lineage = (await TenantStore.OwnSettingsAsync(db, node.Lineage(), stop)).ToList();
            lineage[0] = change.ToOwn(lineage[0].Name, locale);
            var inForce = EffectiveSettings.Of(lineage);
            if (inForce.ChoicesThreshold > inForce.AnswerThreshold)
                return new Outcome.ThresholdsCross();

            await TenantStore.UpdateSettingsAsync(db, node.Id, lineage[0], now, stop);
            await facts.AddAsync(db, node.Id.ToString(), node.Id.ToString(), seq: 0, new TenantChanged(), now, stop);
            return new Outcome.Changed(lineage);
        }, stop);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Lineage">What the node says now, then what those above it say, nearest first.</param>
        public sealed record Changed(IReadOnlyList<OwnSettings> Lineage) : Outcome;

        /// <summary>The bot would offer choices where it is sure enough to answer.</summary>
        public sealed record ThresholdsCross : Outcome;
    }
}

/// <summary>All that a node says itself, as its owner sends it; what is left out comes from above.</summary>
internal sealed record SettingsChange
{
    public string? Name { get; init; }
    public string? Color { get; init; }
    public string? Locale { get; init; }
    public string? ReceptionMode { get; init; }
    public double? BotRatio { get; init; }
    public LocalText? Greeting { get; init; }
    public LocalText? OfflineMessage { get; init; }
    public string? TimeZone { get; init; }
    public IReadOnlyList<BusinessPeriod>? BusinessHours { get; init; }
    public IReadOnlyList<Holiday>? Holidays { get; init; }
    public int? FirstResponseSeconds { get; init; }
    public int? AgentCapacity { get; init; }
    public double? AnswerThreshold { get; init; }
    public double? ChoicesThreshold { get; init; }
    public double? ReplayLostMax { get; init; }
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>As it is stored.</summary>
    /// <param name="name">The node's present name, kept in the other language, and in both when none is sent: a node has one.</param>
    /// <param name="locale">The language that <see cref="Name"/> is in.</param>
    public OwnSettings ToOwn(LocalText? name, string locale) => new()
    {
        Name = Name is null ? name : Renamed(name ?? new(Name, Name), locale),
        Color = Color,
        Locale = Locale,
        ReceptionMode = ReceptionMode,
        BotRatio = BotRatio,
        Greeting = Greeting,
        OfflineMessage = OfflineMessage,
        TimeZone = TimeZone,
        BusinessHours = BusinessHours,
        Holidays = Holidays,
        FirstResponseSeconds = FirstResponseSeconds,
        AgentCapacity = AgentCapacity,
        AnswerThreshold = AnswerThreshold,
        ChoicesThreshold = ChoicesThreshold,
        ReplayLostMax = ReplayLostMax,
        AllowedOrigins = AllowedOrigins,
    };

    private LocalText Renamed(LocalText name, string locale) =>
        Locales.IsEnglish(locale) ? name with { En = Name! } : name with { Zh = Name! };
}
