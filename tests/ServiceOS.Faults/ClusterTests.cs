using System.Diagnostics;
using ServiceOS.Tests.Support;

namespace ServiceOS.Faults;

/// <summary>
/// Three nodes on one PostgreSQL and three brokers, consumers who talk all the while, and whatever can go wrong between them. After each
/// fault: nothing that was acknowledged is lost, nothing is doubled, all nodes show the same, every message has its answer.
/// </summary>
public sealed class ClusterTests(ClusterTests.Three three) : IClassFixture<ClusterTests.Three>
{
    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("SERVICEOS_TEST_LONG") is not null;
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(1);
    private readonly Random _chance = new(20261127);

    [Fact]
    public async Task A_node_that_is_killed_costs_consumers_seconds_and_nothing_else()
    {
        await using var crowd = await Crowd.OpenAsync(three.Cluster);
        var (cycles, outages, takeovers) = (s_isLong ? 200 : 10, new List<double>(), new List<double>());

        for (var cycle = 0; cycle < cycles; cycle++)
        {
            await PauseAsync(TimeSpan.FromMilliseconds(_chance.Next(300, 1_500)));
            var victim = three.Cluster.Nodes[_chance.Next(three.Cluster.Nodes.Count)];
            var killed = Stopwatch.GetTimestamp();
            await victim.KillAsync();
            await PauseAsync(TimeSpan.FromSeconds(2));
            takeovers.Add(await crowd.AnsweredAsync(three.Cluster.Nodes.First(node => node != victim).Url, killed));
            outages.AddRange(crowd.OutagesSince(killed));
            await victim.StartAsync();
        }

        await crowd.SettleAsync();
        Report("node killed", cycles, crowd, ("clients resume, s", outages), ("all answered after the kill, s", takeovers));
        Assert.True(FaultReport.Quantile(outages, 0.95) <= 3, $"clients resumed after {FaultReport.Quantile(outages, 0.95):0.0} s");
        Assert.True(takeovers.Max() <= 15, $"work was taken over after {takeovers.Max():0.0} s");
    }

    [Fact]
    public async Task A_database_that_crashes_and_comes_back_loses_nothing()
    {
        await using var crowd = await Crowd.OpenAsync(three.Cluster);
        var (cycles, heals) = (s_isLong ? 50 : 2, new List<double>());

        for (var cycle = 0; cycle < cycles; cycle++)
        {
            await PauseAsync(TimeSpan.FromMilliseconds(_chance.Next(500, 2_000)));
            await three.Cluster.Postgres.CrashAsync();
            await PauseAsync(TimeSpan.FromSeconds(cycle == 0 && s_isLong ? 60 : 2));
            await three.Cluster.Postgres.UpAsync();
            heals.Add(await crowd.HealedAsync());
        }

        await crowd.SettleAsync();
        Report("database restarted", cycles, crowd, ("healed, s", heals));
        Assert.True(heals.Max() <= 10, $"healed after {heals.Max():0.0} s");
    }

    [Fact]
    public async Task A_broker_that_is_killed_is_hardly_noticed()
    {
        await using var crowd = await Crowd.OpenAsync(three.Cluster);
        var (cycles, heals) = (s_isLong ? 50 : 2, new List<double>());

        for (var cycle = 0; cycle < cycles; cycle++)
        {
            await PauseAsync(TimeSpan.FromMilliseconds(_chance.Next(500, 2_000)));
            var broker = cycle % three.Cluster.Rabbit.Ports.Count;
            three.Cluster.Rabbit.Kill(broker);
            heals.Add(await crowd.HealedAsync());
            await three.Cluster.Rabbit.RestartAsync(broker);
        }

        await crowd.SettleAsync();
        Report("broker killed", cycles, crowd, ("healed, s", heals));
        Assert.True(heals.Max() <= 10, $"healed after {heals.Max():0.0} s");
    }

    [Fact]
    public async Task Without_any_broker_chat_goes_on_and_nodes_say_what_is_missing()
    {
        await using var crowd = await Crowd.OpenAsync(three.Cluster);
        using var http = new HttpClient();
        await PauseAsync(s_quiet);

        foreach (var broker in three.Cluster.Nodes.SelectMany(node => node.Brokers))
            broker.Cut(true);
        var before = crowd.Acknowledged;
        await PauseAsync(TimeSpan.FromSeconds(s_isLong ? 60 : 5));
        var heal = await crowd.HealedAsync();
        foreach (var node in three.Cluster.Nodes)
        {
            using var ready = await http.GetAsync(new Uri(node.Url, "/health/ready"), TestContext.Current.CancellationToken);
            Assert.True(ready.IsSuccessStatusCode);
            Assert.Contains("broker", await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        }
        Assert.True(crowd.Acknowledged > before + 10, "chat goes on");
        foreach (var broker in three.Cluster.Nodes.SelectMany(node => node.Brokers))
            broker.Cut(false);

        await crowd.SettleAsync();
        await three.WholeAsync();
        Report("no broker", 1, crowd, ("answered meanwhile, s", [heal]));
    }

    [Fact]
    public async Task Cut_wires_to_the_database_or_the_broker_heal_by_themselves()
    {
        await using var crowd = await Crowd.OpenAsync(three.Cluster);
        var (cycles, heals) = (s_isLong ? 50 : 6, new List<double>());

        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var node = three.Cluster.Nodes[cycle % three.Cluster.Nodes.Count];
            List<TcpProxy> wires = cycle % 2 == 0 ? [node.Database] : [.. node.Brokers];
            foreach (var wire in wires)
                Break(wire, kind: cycle / 2 % 3);
            await PauseAsync(TimeSpan.FromSeconds(3));
            foreach (var wire in wires)
            {
                wire.Cut(false);
                wire.Hold(up: false, down: false);
            }
            heals.Add(await crowd.HealedAsync());
        }

        await crowd.SettleAsync();
        await three.WholeAsync();
        Report("partition", cycles, crowd, ("healed, s", heals));
        Assert.True(heals.Max() <= 10, $"healed after {heals.Max():0.0} s");
    }

    [Fact]
    public async Task A_slow_network_that_resets_connections_loses_nothing()
    {
        await using var crowd = await Crowd.OpenAsync(three.Cluster);
        var wires = three.Cluster.Nodes.SelectMany(node => node.Brokers.Append(node.Front)).ToList();

        foreach (var wire in wires)
            (wire.Delay, wire.Resets) = ((TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300)), 0.05);
        await PauseAsync(TimeSpan.FromSeconds(s_isLong ? 300 : 15));
        foreach (var wire in wires)
            (wire.Delay, wire.Resets) = (default, 0);

        Assert.True(crowd.Acknowledged > 50, $"only {crowd.Acknowledged} were acknowledged: that proves nothing");
        await crowd.SettleAsync();
        await three.WholeAsync();
        Report("200 ms ± 100, 5 % resets", 1, crowd);
    }

    /// <summary>0: reset and refused. 1: nothing gets there. 2: nothing comes back.</summary>
    private static void Break(TcpProxy wire, int kind)
    {
        if (kind == 0)
            wire.Cut(true);
        else
            wire.Hold(up: kind == 1, down: kind == 2);
    }

    private static Task PauseAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>A line for docs/reliability.md.</summary>
    private static void Report(string fault, int n, Crowd crowd, params (string What, List<double> Values)[] figures) =>
        FaultReport.Add(fault, n, crowd.Acknowledged, figures);

    /// <summary>The cluster, made once for all these tests.</summary>
    public sealed class Three : IAsyncLifetime
    {
        private static readonly TimeSpan s_wholeMax = TimeSpan.FromSeconds(30);

        internal Cluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Cluster = await Cluster.StartAsync(nodes: 3, brokers: 3);

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();

        /// <summary>Waits until no node misses anything.</summary>
        internal async Task WholeAsync()
        {
            using var http = new HttpClient();
            using var patience = new CancellationTokenSource(s_wholeMax, TimeProvider.System);
            foreach (var node in Cluster.Nodes)
            {
                while ((await http.GetStringAsync(new Uri(node.Url, "/health/ready"), patience.Token)).Contains("degraded", StringComparison.Ordinal))
                    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
            }
        }
    }
}
