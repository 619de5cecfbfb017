namespace ServiceOS.Faults;

/// <summary>The only node is killed at random moments under load, and started again on what it left.</summary>
public sealed class KillTests
{
    private const int Shoppers = 8;
    private const int CyclesShort = 10;
    private const int CyclesLong = 100;

    [Fact]
    public async Task Killed_at_random_moments_it_loses_nothing_that_was_acknowledged_and_doubles_nothing()
    {
        var isLong = Environment.GetEnvironmentVariable("SERVICEOS_TEST_LONG") is not null;
        var folder = Directory.CreateTempSubdirectory("serviceos-kill-");
        var chance = new Random(20261121);
        await using var node = new Node(folder.FullName);
        await node.StartAsync();
        var shoppers = Enumerable.Range(0, Shoppers).Select(number => new Shopper(number)).ToList();
        foreach (var shopper in shoppers)
            await shopper.OpenAsync(node.Url);

        for (var cycle = 0; cycle < (isLong ? CyclesLong : CyclesShort); cycle++)
        {
            using var stop = new CancellationTokenSource();
            var talking = shoppers.Select(shopper => Task.Run(() => shopper.TalkAsync(node.Url, stop.Token))).ToList();
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(50, 2_000)), TimeProvider.System, TestContext.Current.CancellationToken);
            await node.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(talking);
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
        FaultReport.Add("kill -9 of the only node, embedded", isLong ? CyclesLong : CyclesShort, ledger.Acknowledged, []);
        folder.Delete(recursive: true);
    }
}
