using Microsoft.Extensions.Logging.Abstractions;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform.Bus;

/// <summary>Nodes of one installation: a database of their own on the test PostgreSQL, and the test RabbitMQ, each through a wire of its own.</summary>
internal sealed class RabbitHome : IBusHome
{
    private const string RabbitVariable = "SERVICEOS_TEST_RABBIT";
    private readonly TestDatabase _home;
    private readonly List<RabbitNode> _nodes = [];

    private RabbitHome(TestDatabase home) => _home = home;

    public IReadOnlyList<RabbitNode> Nodes => _nodes;

    public IReadOnlyList<IBus> Buses => [.. _nodes.Select(node => node.Bus)];

    /// <summary>The broker's address; without one the test is skipped, and CI counts that as a failure.</summary>
    public static string Address()
    {
        var address = Environment.GetEnvironmentVariable(RabbitVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(address), $"{RabbitVariable} is not set");
        return address!.Split(' ', '\n')[0];
    }

    public static async Task<RabbitHome> OpenAsync(int nodes)
    {
        Address();
        var home = new RabbitHome(await TestDatabase.CreateAsync(Engine.Postgres));
        for (var i = 0; i < nodes; i++)
            home._nodes.Add(await RabbitNode.StartAsync(home._home));
        await Eventually.TrueAsync(() => home._nodes.TrueForAll(node => node.Bus.IsSettled && node.Registry.Live.Count == nodes), "the nodes know each other");
        return home;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await _home.DisposeAsync();
    }
}

/// <summary>One node: what of the program the bus needs.</summary>
internal sealed class RabbitNode : IAsyncDisposable
{
    private readonly Database _database;

    private RabbitNode(Database database, TcpProxy wire)
    {
        (_database, Wire) = (database, wire);
        Registry = new(database, TimeProvider.System, NullLogger<NodeRegistry>.Instance);
        var address = new UriBuilder(RabbitHome.Address()) { Port = wire.Port }.Uri.ToString();
        Bus = new(new() { Rabbit = address }, [new BusQueue(BusTests.Queue)], Registry, Signal, new(database, TimeProvider.System), TimeProvider.System,
            NullLogger<RabbitBus>.Instance);
    }

    public TcpProxy Wire { get; }

    public NodeRegistry Registry { get; }

    public FactSignal Signal { get; } = new();

    public RabbitBus Bus { get; }

    public static async Task<RabbitNode> StartAsync(TestDatabase home)
    {
        var node = new RabbitNode(home.Open(), new TcpProxy(new Uri(RabbitHome.Address()).Port));
        await node.Registry.BeatAsync(CancellationToken.None);
        await node.Registry.StartAsync(CancellationToken.None);
        await node.Bus.StartAsync(CancellationToken.None);
        return node;
    }

    /// <summary>As kill -9 does it: the connections end, and nothing is said to anybody.</summary>
    public async Task DieAsync()
    {
        Wire.Cut(true);
        await Bus.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Bus.StopAsync(CancellationToken.None);
        await Registry.StopAsync(CancellationToken.None);
        await Wire.DisposeAsync();
        await _database.DisposeAsync();
    }
}
