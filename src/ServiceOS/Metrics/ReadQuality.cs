using System.Text.Json.Serialization;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Metrics;

/// <summary>How much the bot takes and resolves at a node: altogether, by hour or day, and by merchant, from one picture of the data.</summary>
internal sealed class ReadQuality(Database database, TenantTree tree, TimeProvider time)
{
    public async Task<QualityView> RunAsync(Tenant node, string periodKey, string locale, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var zone = (await tree.SettingsAsync(node.Id, stop)).TimeZone;
        var period = QualityPeriod.Of(periodKey, now, zone);
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var (quarters, days) = await database.ReadAsync(async db => (
            await DayCounts.ByQuarterAsync(db, merchants, period.Since, now, stop),
            await DayCounts.OfAsync(db, merchants, period.Since, stop)), stop);

        var points = period.Starts.Select(start => (Start: start, Counts: new List<QuarterCounts>())).ToList();
        foreach (var quarter in quarters)
        {
            if (period.PlaceOf(quarter.Quarter) is { } place)
                points[place].Counts.Add(quarter);
        }
        var lines = new List<QualityMerchant>();
        foreach (var day in days.Where(day => day.Opened + day.Closed > 0))
        {
            var counts = new QualityCounts(day.Opened, day.BotOnly, day.Closed, day.BotClosed, day.Automated);
            lines.Add(new(day.TenantId, await tree.NameAsync(day.TenantId, locale, stop), counts, QualityShares.Of(counts)));
        }
        var total = Sum(quarters);
        return new(
            now, period.Since, period.Key, period.Step, zone, total, QualityShares.Of(total), quarters.Sum(one => one.Unsettled),
            [.. points.Select(point => (point.Start, Counts: Sum(point.Counts))).Select(point => new QualityPoint(point.Start, point.Counts, QualityShares.Of(point.Counts)))],
            lines, [.. Figure.OfBot.Select(figure => new FigureView(figure.Key, figure.Unit, figure.Definition))]);
    }

    private static QualityCounts Sum(IReadOnlyList<QuarterCounts> quarters) => new(
        quarters.Sum(one => one.Opened), quarters.Sum(one => one.BotOnly), quarters.Sum(one => one.Closed),
        quarters.Sum(one => one.BotClosed), quarters.Sum(one => one.Automated));
}

/// <param name="From">When the first hour or day began.</param>
/// <param name="Step"><c>hour</c> or <c>day</c>.</param>
/// <param name="Zone">Whose hours and days they are.</param>
/// <param name="Unsettled">Of the automated, those whose consumer may still come back within 72 hours.</param>
/// <param name="Series">Oldest first; the last one is not over.</param>
/// <param name="Merchants">Those that had a conversation.</param>
/// <param name="Definitions">What each share says.</param>
internal sealed record QualityView(
    DateTimeOffset At, DateTimeOffset From, string Period, string Step, string Zone, QualityCounts Counts, QualityShares Shares, long Unsettled,
    IReadOnlyList<QualityPoint> Series, IReadOnlyList<QualityMerchant> Merchants, IReadOnlyList<FigureView> Definitions);

/// <param name="BotOnly">Of the opened, those that never went to a person.</param>
/// <param name="BotClosed">Of the closed, those that the bot alone had.</param>
/// <param name="Automated">Of these, those that it resolved.</param>
internal sealed record QualityCounts(long Opened, long BotOnly, long Closed, long BotClosed, long Automated);

/// <summary>Shares, 0–1; null when there is nothing to take one of.</summary>
/// <param name="BotShare">Of the opened.</param>
/// <param name="BotTaken">Of the closed: the first factor of automation.</param>
/// <param name="BotResolution">Of those that the bot alone had: the second.</param>
/// <param name="Automation">Their product.</param>
internal sealed record QualityShares(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? BotShare,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? BotTaken,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? BotResolution,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Automation)
{
    public static QualityShares Of(QualityCounts counts) => new(
        BoardFigures.Share(counts.BotOnly, counts.Opened), BoardFigures.Share(counts.BotClosed, counts.Closed),
        BoardFigures.Share(counts.Automated, counts.BotClosed), BoardFigures.Share(counts.Automated, counts.Closed));

    public double? Of(string figure) => figure switch
    {
        "botShare" => BotShare,
        "botResolution" => BotResolution,
        "automation" => Automation,
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, message: null),
    };
}

internal sealed record QualityPoint(DateTimeOffset Start, QualityCounts Counts, QualityShares Shares);

internal sealed record QualityMerchant(TenantId Id, string Name, QualityCounts Counts, QualityShares Shares);
