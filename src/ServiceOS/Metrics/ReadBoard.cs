using System.Text.Json.Serialization;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Metrics;

/// <summary>The board of a node: its tiles, the last hour, and its merchants, all from one picture of the data.</summary>
internal sealed class ReadBoard(Database database, TenantTree tree, TimeProvider time)
{
    private const int MinutesShown = 60;
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    public async Task<BoardView> RunAsync(Tenant node, string locale, CancellationToken stop)
    {
        var settings = await tree.SettingsAsync(node.Id, stop);
        var now = time.GetUtcNow();
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var nodes = (await tree.ListBelowAsync(node, stop)).Select(below => below.Id.ToString())
            .Concat(node.Lineage().Select(id => id.ToString())).Distinct(StringComparer.Ordinal).Take(1_000).ToList();
        var thisMinute = Floor(now);
        var read = await database.ReadAsync(async db => (
            Days: await DayCounts.OfAsync(db, merchants, DayStart(now, settings.TimeZone), stop),
            Minutes: await MinuteStore.ListAsync(db, merchants, thisMinute - (MinutesShown * s_minute), thisMinute + s_minute, stop),
            Agents: await AgentList.OfAsync(db, nodes, now, stop)), stop);

        var lines = new List<MerchantView>(merchants.Count);
        foreach (var id in merchants)
        {
            var day = read.Days.FirstOrDefault(row => row.TenantId.ToString() == id) ?? new MerchantDay { TenantId = TenantId.Parse(id, provider: null) };
            var name = await tree.NameAsync(day.TenantId, locale, stop);
            lines.Add(MerchantOf(day, name, LastMinute(read.Minutes, thisMinute, id), now));
        }
        var total = BoardFigures.Sum(read.Days);
        var values = BoardFigures.Of(total, LastMinute(read.Minutes, thisMinute, merchant: null),
            read.Agents.Count(agent => agent.State == PresenceState.Online), now);
        return new(
            now,
            [.. Figure.All.Select(figure => new TileView(figure.Key, values[figure.Key], figure.Unit, BoardFigures.StateOf(figure.Key, values[figure.Key], settings)))],
            SeriesOf(read.Minutes, thisMinute), lines,
            [.. read.Agents.Select(agent => new BoardAgent(agent.Id, agent.Name, agent.State, agent.Assigned, agent.Capacity))]);
    }

    /// <summary>When the present day began in a zone.</summary>
    public static DateTimeOffset DayStart(DateTimeOffset now, string zone)
    {
        var tz = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var local = TimeZoneInfo.ConvertTime(now, tz).Date;
        return new DateTimeOffset(local, tz.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>When the last minute began that is over.</summary>
    public static DateTimeOffset LastWholeMinute(DateTimeOffset now) => Floor(now) - s_minute;

    private static DateTimeOffset Floor(DateTimeOffset now) => now - TimeSpan.FromTicks(now.Ticks % TimeSpan.TicksPerMinute);

    private static long LastMinute(IReadOnlyList<MinuteRow> minutes, DateTimeOffset thisMinute, string? merchant) => minutes
        .Where(row => row.Minute == thisMinute - s_minute && row.Figure == MinuteReader.Consumer && (merchant is null || row.TenantId == merchant))
        .Sum(row => row.Total);

    private static MerchantView MerchantOf(MerchantDay day, string name, long perMinute, DateTimeOffset now)
    {
        var values = BoardFigures.Of(day, perMinute, agentsOnline: 0, now);
        return new(
            day.TenantId, name, day.Waiting, values["longestWait"], day.InService, day.WithBot, values["botShare"], day.Resolved,
            values["firstResponse"], perMinute);
    }

    private static List<SeriesPoint> SeriesOf(IReadOnlyList<MinuteRow> minutes, DateTimeOffset thisMinute)
    {
        var byMinute = minutes.ToLookup(row => row.Minute);
        return [.. Enumerable.Range(0, MinutesShown).Select(i =>
        {
            var minute = thisMinute - ((MinutesShown - 1 - i) * s_minute);
            var rows = byMinute[minute].ToLookup(row => row.Figure, row => row.Total, StringComparer.Ordinal);
            return new SeriesPoint(minute, rows[MinuteReader.Consumer].Sum(), rows[MinuteReader.Bot].Sum(), rows[MinuteReader.Agent].Sum(),
                rows[MinuteReader.Opened].Sum(), rows[MinuteReader.HandedOver].Sum());
        })];
    }
}

internal sealed record BoardView(
    DateTimeOffset At, IReadOnlyList<TileView> Tiles, IReadOnlyList<SeriesPoint> Series, IReadOnlyList<MerchantView> Merchants,
    IReadOnlyList<BoardAgent> Agents);

/// <param name="Value">Null when there is nothing to take it from.</param>
/// <param name="State"><c>good</c>, <c>warn</c>, <c>bad</c> or <c>plain</c>.</param>
internal sealed record TileView(
    string Key, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value, string Unit, string State);

internal sealed record SeriesPoint(DateTimeOffset Minute, long Consumer, long Bot, long Agent, long Opened, long HandedOver);

internal sealed record MerchantView(
    TenantId Id, string Name, long Waiting, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? LongestWaitSeconds,
    long InService, long WithBot, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? BotShare, long Resolved,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? FirstResponseSeconds, long MessagesPerMinute);

internal sealed record BoardAgent(StaffId Id, string Name, string State, long Assigned, long Capacity);
