using System.Diagnostics;

namespace ServiceOS.Faults;

/// <summary>The only node is killed at random moments under load, and started again on what it left.</summary>
public sealed class KillTests
{
    private const int Shoppers = 24;
    private const int CyclesShort = 10;
    private const double ServedAgainMax = 5;
    private const int CyclesLong = 1_000;
    private const int MessagesBeforeLong = 1_000_000;

    [Fact]
    public async Task Killed_at_random_moments_it_loses_nothing_that_was_acknowledged_and_doubles_nothing()
    {
        var isLong = Environment.GetEnvironmentVariable("SERVICEOS_TEST_LONG") is not null;
        var folder = Directory.CreateTempSubdirectory("serviceos-kill-");
        var chance = new Random(20261121);
        await using var node = new Node(folder.FullName);
        await node.StartAsync();
        var before = isLong ? await AgeAsync(node, folder.FullName) : 0;
        var served = new List<double>();
        var shoppers = Enumerable.Range(0, Shoppers).Select(number => new Shopper(number)).ToList();
        foreach (var shopper in shoppers)
            await shopper.OpenAsync(node.Url);

        (long Killed, long Quiet)? down = null;
        for (var cycle = 0; cycle < (isLong ? CyclesLong : CyclesShort); cycle++)
        {
            using var stop = new CancellationTokenSource();
            var talking = shoppers.Select(shopper => Task.Run(() => shopper.TalkAsync(node.Url, stop.Token))).ToList();
            if (down is { } since)
                served.Add(Stopwatch.GetElapsedTime(since.Killed, await FirstAfterAsync(shoppers, since.Quiet)).TotalSeconds);
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(50, 2_000)), TimeProvider.System, TestContext.Current.CancellationToken);
            var killed = Stopwatch.GetTimestamp();
            await node.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(talking);
            down = (killed, Stopwatch.GetTimestamp());
            await node.StartAsync();
        }

        foreach (var shopper in shoppers)
            await shopper.CheckAsync(node.Url);
        Assert.True(shoppers.Sum(shopper => shopper.Acknowledged) > 100, "the node was hardly under load");
        await node.KillAsync();
        var ledger = new Ledger();
        foreach (var ack in shoppers.SelectMany(shopper => shopper.Ledger))
            ledger.Acknowledge(ack.Conversation, ack.Key, ack.Seq, body: null);
        await ledger.WriteAsync(Path.Combine(folder.FullName, "ledger.jsonl"));
        await Program.RequireAsync("verify", "--data", folder.FullName, "--ledger", Path.Combine(folder.FullName, "ledger.jsonl"));
        var what = before > 0 ? $"kill -9 of the only node, embedded, {before:N0} messages in it from the start" : "kill -9 of the only node, embedded";
        FaultReport.Add(what, isLong ? CyclesLong : CyclesShort, ledger.Acknowledged, ("from the kill to the next acknowledgement, s", served));
        Assert.True(FaultReport.Quantile(served, 0.95) <= ServedAgainMax, $"served again after {FaultReport.Quantile(served, 0.95):0.0} s");
        folder.Delete(recursive: true);
    }

    /// <summary>Gives a node a long past.</summary>
    private static async Task<long> AgeAsync(Node node, string folder)
    {
        await new Shopper(number: -1).VisitAsync(node.Url);
        await node.KillAsync();
        var messages = await Past.MakeAsync(folder, MessagesBeforeLong);
        await node.StartAsync();
        return messages;
    }

    /// <summary>When somebody's message was first acknowledged after a moment.</summary>
    private static async Task<long> FirstAfterAsync(IReadOnlyList<Shopper> shoppers, long moment)
    {
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromMinutes(1))
        {
            var first = shoppers.Select(shopper => shopper.AcknowledgedLastAt).Where(at => at > moment).DefaultIfEmpty(0).Min();
            if (first > 0)
                return first;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException("nobody's message was acknowledged for a minute after a restart");
    }
}
