using System.Globalization;
using System.Text;
using Npgsql;
using ServiceOS.Tests.Support;

namespace ServiceOS.Faults;

/// <summary>Nodes of one installation, each reaching the one PostgreSQL and the brokers over wires of its own.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly List<ClusterNode> _nodes = [];
    private readonly bool _ownsServers;

    private Cluster(PostgresServer postgres, RabbitServer rabbit, bool ownsServers) =>
        (Postgres, Rabbit, _ownsServers) = (postgres, rabbit, ownsServers);

    public PostgresServer Postgres { get; }

    public RabbitServer Rabbit { get; }

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    /// <summary>Where consumers find the nodes, as they would behind a balancer.</summary>
    public IReadOnlyList<Uri> Urls => [.. _nodes.Select(node => node.Url)];

    public static async Task<Cluster> StartAsync(int nodes, int brokers)
    {
        var postgres = PostgresServer.StartAsync();
        var rabbit = RabbitServer.StartAsync(brokers);
        var cluster = new Cluster(await postgres, await rabbit, ownsServers: true);
        for (var i = 0; i < nodes; i++)
        {
            var node = new ClusterNode(cluster, isFirst: i == 0);
            cluster._nodes.Add(node);
            await node.StartAsync();
        }
        return cluster;
    }

    /// <summary>What the checker finds, which must be nothing.</summary>
    public async Task VerifyAsync(Ledger ledger)
    {
        var file = Path.Combine(_nodes[0].Folder, "ledger.jsonl");
        await ledger.WriteAsync(file);
        await Program.RequireAsync("verify", "--postgres", ConnectionTo(Postgres.Port), "--ledger", file);
    }

    /// <summary>What waits for an answer, and what each node says of itself.</summary>
    public async Task<string> StandingAsync()
    {
        var text = new StringBuilder();
        await using (var connection = new NpgsqlConnection(ConnectionTo(Postgres.Port)))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("select conversation_id, seq, token, held_until from turns order by conversation_id, seq limit 20", connection);
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                text.AppendLine(CultureInfo.InvariantCulture, $"turn {rows[0]} {rows[1]} token {rows[2]} held until {DateTimeOffset.FromUnixTimeMilliseconds((long)rows[3]):O}");
        }
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var node in _nodes)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{node.Url} {await http.GetStringAsync(new Uri(node.Url, "/health/ready"))}");
            foreach (var line in (await http.GetStringAsync(new Uri(node.Url, "/metrics"))).Split('\n').Where(line => line.StartsWith("serviceos_bus", StringComparison.Ordinal)))
                text.AppendLine(line);
        }
        return text.AppendLine(CultureInfo.InvariantCulture, $"now {TimeProvider.System.GetUtcNow():O}").ToString();
    }

    public static string ConnectionTo(int port) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Database = "postgres",
        Timeout = 3,
        CommandTimeout = 5,
        MaxPoolSize = 60,
    }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        if (!_ownsServers)
            return;
        await Rabbit.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}

/// <summary>One node, and its wires to the database and to each broker.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private readonly Program _program;
    private readonly bool _isFirst;
    private readonly int _port;

    public ClusterNode(Cluster cluster, bool isFirst)
    {
        _isFirst = isFirst;
        Folder = Servers.Folder();
        Database = new(cluster.Postgres.Port);
        Brokers = [.. cluster.Rabbit.Ports.Select(port => new TcpProxy(port))];
        _port = Servers.FreePorts(0);
        Front = new(_port);
        Url = new(FormattableString.Invariant($"http://127.0.0.1:{Front.Port}"));
        _program = new();
    }

    public string Folder { get; }

    public Uri Url { get; }

    /// <summary>The wire between consumers and the node.</summary>
    public TcpProxy Front { get; }

    public TcpProxy Database { get; }

    public IReadOnlyList<TcpProxy> Brokers { get; }

    /// <summary>The first makes the demo world, the others find it.</summary>
    public Task StartAsync() => _program.StartAsync(
        [_isFirst ? "demo" : "serve", "--data", Folder, "--urls", FormattableString.Invariant($"http://127.0.0.1:{_port}"), "--json", .. _isFirst ? (string[])["--no-traffic"] : [],
            "--postgres", Cluster.ConnectionTo(Database.Port), "--rabbit", string.Join(',', Brokers.Select(broker =>
                string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{broker.Port}/")))]);

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _program.KillAsync();

    /// <summary>SIGTERM, and its end.</summary>
    public Task<int> StopAsync() => _program.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _program.KillAsync();
        await Front.DisposeAsync();
        await Database.DisposeAsync();
        foreach (var broker in Brokers)
            await broker.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
