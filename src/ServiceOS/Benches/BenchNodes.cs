using System.Diagnostics;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Benches;

/// <summary>
/// One, two and three nodes on the same PostgreSQL and RabbitMQ: statements of the database and messages of the broker a turn, which must
/// not grow with the nodes. All of it shares this machine's cores, so that turns a second say nothing about several machines.
/// </summary>
internal sealed class BenchNodes(BenchNodes.Plan plan)
{
    private const int TalksANode = 8;
    private const double PerSecondATalk = 4;
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(4);

    /// <param name="Seconds">How long each number of nodes is measured.</param>
    /// <param name="Nodes">Up to how many.</param>
    /// <param name="Postgres">An empty database.</param>
    /// <param name="Rabbit">The broker.</param>
    public sealed record Plan(int Seconds, int Nodes, string Postgres, string Rabbit);

    public async Task<object> RunAsync(CancellationToken stop)
    {
        var servers = new List<ChildServer>();
        var rounds = new List<object>();
        try
        {
            for (var nodes = 1; nodes <= plan.Nodes; nodes++)
            {
                string[] shared = ["--postgres", plan.Postgres, "--rabbit", plan.Rabbit];
                servers.Add(await ChildServer.StartAsync(core: null, stop, nodes == 1 ? shared : ["serve", .. shared]));
                await Task.Delay(s_settle, TimeProvider.System, stop);
                rounds.Add(await MeasureAsync(servers, stop));
            }
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
        return new { bench = "nodes", seconds = plan.Seconds, rounds, cores = Environment.ProcessorCount, load = BenchServer.Load() };
    }

    private async Task<object> MeasureAsync(List<ChildServer> servers, CancellationToken stop)
    {
        var idle = await CountAsync(servers, () => Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, stop), stop);
        var talks = new List<Task>();
        var busy = await CountAsync(servers, async () =>
        {
            var end = Stopwatch.GetTimestamp() + (plan.Seconds * Stopwatch.Frequency);
            for (var i = 0; i < TalksANode * servers.Count; i++)
                talks.Add(TalkAsync(servers[i % servers.Count].Url, i, end, stop));
            await Task.WhenAll(talks);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop);   // the last answers
        }, stop);
        var turns = Math.Max(1, busy.Answers);
        return new
        {
            nodes = servers.Count,
            turns_per_second = Math.Round(turns / busy.Seconds, 1),
            statements_per_turn = Math.Round((busy.Statements - (idle.Statements / idle.Seconds * busy.Seconds)) / turns, 2),
            published_per_turn = Math.Round(busy.Published / turns, 2),
            delivered_per_turn = Math.Round(busy.Delivered / turns, 2),
            idle_statements_per_second_and_node = Math.Round(idle.Statements / idle.Seconds / servers.Count, 1),
        };
    }

    private static async Task<Counts> CountAsync(List<ChildServer> servers, Func<Task> work, CancellationToken stop)
    {
        var before = await ReadAsync(servers, stop);
        var clock = Stopwatch.StartNew();
        await work();
        var seconds = clock.Elapsed.TotalSeconds;
        var after = await ReadAsync(servers, stop);
        return new(after.Answers - before.Answers, after.Statements - before.Statements, after.Published - before.Published, after.Delivered - before.Delivered, seconds);
    }

    private static async Task<Counts> ReadAsync(List<ChildServer> servers, CancellationToken stop)
    {
        var sum = new Counts(0, 0, 0, 0, 0);
        foreach (var server in servers)
        {
            sum = new(
                sum.Answers + await server.MetricAsync("serviceos_bot_answers_total", stop),
                sum.Statements + await server.MetricAsync("serviceos_database_statements_total", stop),
                sum.Published + await server.MetricAsync("serviceos_bus_published_total", stop),
                sum.Delivered + await server.MetricAsync("serviceos_bus_delivered_total", stop), 0);
        }
        return sum;
    }

    private static async Task TalkAsync(Uri server, int number, long end, CancellationToken stop)
    {
        using var line = await HttpLine.ConnectAsync(server, stop);
        var token = await line.AskAsync("/v1/visitor-sessions", "",
            new { merchant = BenchTenants.Merchants[number % BenchTenants.Merchants.Count], locale = Locales.Chinese }, "token", stop);
        var id = await line.AskAsync("/v1/conversations", token, new { }, "id", stop);
        for (var i = 0; Stopwatch.GetTimestamp() < end; i++)
        {
            await line.AskAsync($"/v1/conversations/{id}/messages", token, new { clientKey = FormattableString.Invariant($"n{i}"), body = i % 2 == 0 ? "你好" : "谢谢" }, "seq", stop);
            await Task.Delay(TimeSpan.FromSeconds(1 / PerSecondATalk), TimeProvider.System, stop);
        }
    }

    private sealed record Counts(double Answers, double Statements, double Published, double Delivered, double Seconds);
}
