using System.Security.Cryptography;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot.Reviews;

/// <summary>Draws some of what each layer decided, for people to judge: no decision twice at a node, and the same request once.</summary>
internal sealed class DrawSample(Database database, TenantTree tree, TimeProvider time)
{
    public async Task<DrawnSample> RunAsync(Tenant node, string by, string id, int days, int perLayer, CancellationToken stop)
    {
        if (await FindAsync(node, id, stop) is { } known)
            return known;
        var now = time.GetUtcNow();
        var since = now.AddDays(-days);
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        // read first: counting through a month must not hold up those who write
        var (layers, drawn) = await DrawAsync(node.Id, merchants, since, now, seed, perLayer, stop);
        var sample = new SampleRow
        {
            TenantId = node.Id,
            Id = id,
            Seed = seed,
            Since = since,
            Until = now,
            PerLayer = perLayer,
            Layers = JsonSerializer.Serialize(layers.ToDictionary(one => one.Layer, one => one.Total, StringComparer.Ordinal)),
            ByName = by,
            At = now,
        };
        await database.InTransactionAsync(async db =>
        {
            if (!await ReviewStore.InsertSampleAsync(db, sample, stop))
                return;
            var place = 0;
            foreach (var (layer, row) in InTurns(drawn))
            {
                var review = new ReviewRow
                {
                    TenantId = node.Id,
                    ConversationId = row.ConversationId,
                    Seq = row.Seq,
                    SampleId = id,
                    Place = ++place,
                    Layer = layer,
                    DecidedAt = row.At,
                };
                await ReviewStore.InsertAsync(db, review, now, stop);
            }
        }, stop);
        return (await FindAsync(node, id, stop))!;
    }

    private Task<DrawnSample?> FindAsync(Tenant node, string id, CancellationToken stop) => database.ReadAsync(async db =>
        await ReviewStore.FindSampleAsync(db, node.Id, id, stop) is { } row
            ? new DrawnSample(row, await ReviewStore.CountSampleAsync(db, node.Id, id, stop))
            : null, stop);

    private Task<(IReadOnlyList<LayerCount> Layers, List<(string Layer, List<DrawnRow> Rows)> Drawn)> DrawAsync(
        TenantId node, IReadOnlyList<string> merchants, DateTimeOffset since, DateTimeOffset until, long seed, int perLayer, CancellationToken stop) =>
        database.ReadAsync(async db =>
        {
            var layers = await ReviewStore.CountUndrawnAsync(db, node, merchants, since, until, stop);
            var drawn = new List<(string, List<DrawnRow>)>();
            foreach (var layer in layers.OrderBy(one => one.Layer, StringComparer.Ordinal))
            {
                var places = new Lots(seed, layer.Layer).Draw(layer.Total, perLayer);
                var rows = (await ReviewStore.ListUndrawnAsync(db, node, merchants, since, until, layer.Layer, places, stop)).ToDictionary(row => row.Nth);
                drawn.Add((layer.Layer, [.. places.Where(rows.ContainsKey).Select(place => rows[place])]));
            }
            return (layers, drawn);
        }, stop);

    /// <summary>One of each layer, then a second of each: whoever stops early has judged about as many of all.</summary>
    private static IEnumerable<(string Layer, DrawnRow Row)> InTurns(List<(string Layer, List<DrawnRow> Rows)> drawn) =>
        drawn.SelectMany(one => one.Rows.Select((row, turn) => (one.Layer, Row: row, Turn: turn)))
            .OrderBy(one => one.Turn).Select(one => (one.Layer, one.Row));
}

/// <param name="Decisions">How many were drawn.</param>
internal sealed record DrawnSample(SampleRow Sample, long Decisions);
