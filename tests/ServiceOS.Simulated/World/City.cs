using ServiceOS.Platform.Data;
using ServiceOS.Simulated.Running;
using ServiceOS.Simulation;

namespace ServiceOS.Simulated.World;

/// <summary>Everything of one run that is not a person: nodes, disk, bus, network, provider, and the chance that moves them.</summary>
internal sealed class City : IDisposable
{
    private const int NodesMax = 3;
    private const double Wakes = 0.2;   // each time would be nearer to the truth, and take most of a run
    private readonly long _seed;
    private readonly int[] _lives = new int[NodesMax];
    private readonly List<Node> _dead = [];
    private readonly Dice _wakes;
    private int _actors;

    public City(long seed, DiskFile file, Mutant? mutant, int eventsKeptMax)
    {
        _seed = seed;
        Mutant = mutant;
        Trace = new(eventsKeptMax);
        Scheduler = new(DiceFor("order"), Trace);
        _wakes = DiceFor("wakes");
        var dice = DiceFor("city");
        IsShared = dice.Happens(0.6);
        Disk = new(Scheduler, DiceFor("disk"), Trace, file, IsShared, mutant);
        Broker = new(Scheduler, DiceFor("bus"), Trace);
        Network = new(Scheduler, DiceFor("network"), NewActor("network"));
        Provider = new(DiceFor("provider"), Trace);
        Nodes = new Node?[IsShared ? 1 + dice.Below(NodesMax) : 1];
        Trace.Note($"a run of {Nodes.Length} nodes on {(IsShared ? "a shared storage" : "one file")}");
        for (var number = 0; number < Nodes.Length; number++)
            StartNode(number);
    }

    public Mutant? Mutant { get; }

    public Trace Trace { get; }

    public Scheduler Scheduler { get; }

    public bool IsShared { get; }

    public Disk Disk { get; }

    public Broker Broker { get; }

    public Network Network { get; }

    public Provider Provider { get; }

    /// <summary>The nodes by number; null where one is dead.</summary>
    public Node?[] Nodes { get; }

    /// <summary>Dice of their own for a part of the run.</summary>
    public Dice DiceFor(string part) => Dice.For(_seed, part);

    public Actor NewActor(string name) => new(Scheduler, Trace, _actors++, name);

    public void StartNode(int number)
    {
        var node = new Node(this, number, _lives[number]++);
        Nodes[number] = node;
        Trace.Note($"{node.Actor.Name} starts");
        node.Start();
    }

    public void KillNode(int number)
    {
        if (Nodes[number] is not { } node)
            return;
        Nodes[number] = null;
        _dead.Add(node);
        node.Die();
    }

    /// <summary>A node has written to the log: now and then all nodes hear of it at once, as they would over the broker.</summary>
    public void Wake()
    {
        if (!_wakes.Happens(Wakes))
            return;
        foreach (var node in Nodes)
            node?.Wake();
    }

    /// <summary>Does something that the storage may refuse.</summary>
    /// <returns>False when it did.</returns>
    public async Task<bool> TryAsync(Actor who, Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (StorageException e)
        {
            Trace.Note($"{who.Name}: {e.Message}");
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var node in _dead.Concat(Nodes.OfType<Node>()))
            node.Dispose();
    }
}
