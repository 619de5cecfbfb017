using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ServiceOS.Faults;

/// <summary>Nodes are restarted in turn behind nginx, as an upgrade does: nobody notices.</summary>
public sealed class RollingTests
{
    private const int Shoppers = 6;
    private const int RollsShort = 2;
    private const int RollsLong = 50;
    private static readonly TimeSpan s_leaveMax = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task While_nodes_are_restarted_in_turn_no_request_fails_and_no_stream_misses_anything()
    {
        var rabbit = Server("SERVICEOS_TEST_RABBIT").Split(' ', '\n')[0];
        await using var database = await RollingDatabase.CreateAsync(Server("SERVICEOS_TEST_POSTGRES"));
        var folder = Directory.CreateTempSubdirectory("serviceos-roll-").FullName;
        string[] shared = ["--postgres", database.Connection, "--rabbit", rabbit];
        await using (var maker = new RollingNode(Path.Combine(folder, "world"), "--postgres", database.Connection))
        {
            await maker.StartAsync("demo", "--no-traffic");
            await maker.SignalAsync();
            await maker.LeaveAsync();   // the second signal: it does not drain
        }
        await using var one = new RollingNode(Path.Combine(folder, "one"), shared);
        await using var two = new RollingNode(Path.Combine(folder, "two"), shared);
        await one.StartAsync("serve");
        await two.StartAsync("serve");
        await using var nginx = await Nginx.StartAsync(one.Url, two.Url);
        var shoppers = Enumerable.Range(0, Shoppers).Select(_ => new RollingShopper(nginx.Url)).ToList();
        foreach (var shopper in shoppers)
            await shopper.OpenAsync();

        using var stopTalking = new CancellationTokenSource();
        using var stopListening = new CancellationTokenSource();
        var talking = shoppers.Select(shopper => Task.Run(() => shopper.TalkAsync(stopTalking.Token))).ToList();
        var listening = shoppers.Select(shopper => Task.Run(() => shopper.ListenAsync(stopListening.Token))).ToList();
        var leaving = new List<TimeSpan>();
        for (var roll = 0; roll < (Environment.GetEnvironmentVariable("SERVICEOS_TEST_LONG") is null ? RollsShort : RollsLong); roll++)
        {
            foreach (var node in (RollingNode[])[one, two])
            {
                leaving.Add(await node.LeaveAsync());
                await node.StartAsync("serve");
            }
        }
        await stopTalking.CancelAsync();
        await Task.WhenAll(talking);
        foreach (var shopper in shoppers)
            await shopper.UntilReadAsync();
        await stopListening.CancelAsync();
        await Task.WhenAll(listening);

        await Nginx.KeepAsync("rolling.txt", string.Create(CultureInfo.InvariantCulture,
            $"{leaving.Count} restarts, {shoppers.Sum(shopper => shopper.Requests)} requests, {shoppers.Sum(shopper => shopper.Streams)} streams opened, "
            + $"{shoppers.Sum(shopper => shopper.Failures.Count)} failures, slowest exit {leaving.Max().TotalSeconds:0.0} s\n"));
        Assert.Empty(shoppers.SelectMany(shopper => shopper.Failures));
        foreach (var shopper in shoppers)
            await shopper.CheckAsync();
        Assert.All(leaving, took => Assert.True(took < s_leaveMax, $"it took {took} to leave"));
        Assert.True(shoppers.Sum(shopper => shopper.Acknowledged) > leaving.Count * 50, "the nodes were hardly under load");
        Assert.True(shoppers.Sum(shopper => shopper.Streams) > Shoppers, "no stream was moved");
        shoppers.ForEach(shopper => shopper.Dispose());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_doctor_finds_nothing_wrong_with_the_shipped_nginx_and_names_one_that_holds_events_back()
    {
        var folder = Directory.CreateTempSubdirectory("serviceos-roll-").FullName;
        await using var node = new RollingNode(folder);
        await node.StartAsync("serve");

        await using (var nginx = await Nginx.StartAsync(node.Url, node.Url))
        {
            var (_, output) = await RollingNode.CommandAsync("doctor", "--data", folder, "--url", nginx.Url.ToString(), "--json");
            Assert.Contains("\"check\":\"streams\",\"state\":\"good\"", output, StringComparison.Ordinal);
        }
        await using (var nginx = await Nginx.StartAsync(node.Url, node.Url, shipped => Nginx.Replace(shipped,
            // what nginx does unless it is told otherwise; answers in chunks (1.1) it passes on piece by piece even when it buffers
            ("proxy_buffering off;", "proxy_buffering on; proxy_ignore_headers X-Accel-Buffering;"), ("proxy_http_version 1.1;", "proxy_http_version 1.0;"))))
        {
            var (exit, output) = await RollingNode.CommandAsync("doctor", "--data", folder, "--url", nginx.Url.ToString(), "--json");
            Assert.True(exit == 1, output);
            Assert.Contains("\"check\":\"streams\",\"state\":\"bad\"", output, StringComparison.Ordinal);
            Assert.Contains("proxy_buffering off", output, StringComparison.Ordinal);
        }
        await node.LeaveAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task From_outside_nobody_sees_the_nodes_figures_and_when_there_is_no_node_it_says_when_to_come_back()
    {
        var folder = Directory.CreateTempSubdirectory("serviceos-roll-").FullName;
        await using var node = new RollingNode(folder);
        await node.StartAsync("serve");
        await using var nginx = await Nginx.StartAsync(node.Url, node.Url, shipped => Nginx.Replace(shipped, ("allow 127.0.0.0/8;", "")));
        using var http = new HttpClient { BaseAddress = nginx.Url };

        Assert.Equal(404, (int)(await http.GetAsync("/metrics", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(403, (int)(await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
        Assert.True((await http.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        await node.LeaveAsync();
        using var gone = await http.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        Assert.Equal(503, (int)gone.StatusCode);   // with nobody behind it: when to come back, in the product's own form
        Assert.NotNull(gone.Headers.RetryAfter);
        Assert.Contains("urn:serviceos:unreachable", await gone.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The address of a server for tests; without one the test is skipped, and CI counts that as a failure.</summary>
    private static string Server(string variable)
    {
        var server = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"{variable} is not set");
        return server!;
    }

    /// <summary>An empty database of one test.</summary>
    private sealed class RollingDatabase(string server, string name) : IAsyncDisposable
    {
        public string Connection { get; } = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 24 }.ConnectionString;

        public static async Task<RollingDatabase> CreateAsync(string server)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"sos_roll_{Environment.ProcessId}_{Stopwatch.GetTimestamp()}");
            await RunAsync(server, $"create database {name} template template0 encoding 'UTF8' locale 'C.UTF-8'");
            return new(server, name);
        }

        public async ValueTask DisposeAsync() => await RunAsync(server, $"drop database if exists {name} with (force)");

        private static async Task RunAsync(string server, string sql)
        {
            await using var admin = new NpgsqlConnection(server);
            await admin.OpenAsync();
            await using var command = new NpgsqlCommand(sql, admin);
            await command.ExecuteNonQueryAsync();
        }
    }
}
