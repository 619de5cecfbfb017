using System.Text.Json.Serialization;
using ServiceOS.Platform;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot.Reviews;

/// <summary>How often the bot is right at a node, by layer and altogether, as far as its samples were judged.</summary>
internal sealed class ReadPrecision(Database database, TenantTree tree, TimeProvider time)
{
    public async Task<PrecisionView> RunAsync(Tenant node, int days, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var since = now.AddDays(-days);
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var read = await database.ReadAsync(async db => (
            Traffic: (await ReviewStore.CountTrafficAsync(db, merchants, since, now, stop)).ToDictionary(one => one.Layer, one => one.Total, StringComparer.Ordinal),
            Judged: (await ReviewStore.CountJudgedAsync(db, node.Id, since, stop)).ToDictionary(one => one.Layer, StringComparer.Ordinal),
            Open: await ReviewStore.CountOpenAsync(db, node.Id, stop),
            Last: await ReviewStore.FindLastSampleAsync(db, node.Id, stop)), stop);
        var all = read.Traffic.Values.Sum();
        var layers = Layers.All.Concat(read.Traffic.Keys).Distinct(StringComparer.Ordinal)   // a later release may have more of them
            .Where(layer => read.Traffic.ContainsKey(layer) || read.Judged.ContainsKey(layer))
            .Select(layer => ViewOf(layer, read.Traffic.GetValueOrDefault(layer), all, read.Judged.GetValueOrDefault(layer)))
            .ToList();
        return new(
            now, days, all, Precision.Of([.. layers.Select(layer => new Stratum(layer.Traffic, layer.Right, layer.Right + layer.Wrong))]), layers, read.Open,
            read.Last is { } last ? new(last.Id, last.Seed, last.Since, last.Until, last.PerLayer, last.ByName, last.At) : null);
    }

    private static LayerView ViewOf(string layer, long traffic, long all, JudgedCount? judged)
    {
        var (right, wrong) = (judged?.RightOnes ?? 0, judged?.WrongOnes ?? 0);
        return new(
            layer, traffic, all == 0 ? 0 : Math.Round((double)traffic / all, 4), judged?.Drawn ?? 0, right, wrong, judged?.UnknownOnes ?? 0,
            Interval.Of(right, right + wrong));
    }
}

/// <param name="Decisions">What the bot decided in the days.</param>
/// <param name="Overall">Right answers of all, each layer by its share of the traffic.</param>
/// <param name="Layers">Those that decided anything.</param>
/// <param name="Open">Drawn at this node and not judged yet, of all days.</param>
/// <param name="LastSample">Null when none was ever drawn here.</param>
internal sealed record PrecisionView(
    DateTimeOffset At, int Days, long Decisions, PrecisionOverall Overall, IReadOnlyList<LayerView> Layers, long Open, SampleView? LastSample);

/// <param name="Layer">Which layer of the bot spoke.</param>
/// <param name="Traffic">How much it decided.</param>
/// <param name="TrafficShare">Of all decisions, 0–1.</param>
/// <param name="Unknown">Where the reviewer could not tell: these count for neither.</param>
/// <param name="Precision">Right of right and wrong, with its 95 % interval (Wilson 1927).</param>
internal sealed record LayerView(
    string Layer, long Traffic, double TrafficShare, long Drawn, long Right, long Wrong, long Unknown,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Interval Precision);

/// <param name="Seed">By which the same drawing can be made again.</param>
/// <param name="Since">From when on was drawn from.</param>
/// <param name="Until">And until when.</param>
internal sealed record SampleView(string Id, long Seed, DateTimeOffset Since, DateTimeOffset Until, long PerLayer, string By, DateTimeOffset At);
