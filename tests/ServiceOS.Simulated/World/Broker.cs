using ServiceOS.Platform.Bus;
using ServiceOS.Simulated.Running;
using ServiceOS.Simulation;

namespace ServiceOS.Simulated.World;

/// <summary>
/// What is between the nodes: it may lose work, bring it late or twice, and let work of other keys overtake. One key's work
/// comes in order and to one handler at a time, except when nodes come or go.
/// </summary>
internal sealed class Broker(Scheduler scheduler, Dice dice, Trace trace)
{
    private static readonly TimeSpan s_wayMax = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan s_slowWayMax = TimeSpan.FromSeconds(12);

    private readonly List<SimulatedBus> _live = [];
    private readonly Dictionary<string, DateTimeOffset> _newest = [];

    /// <summary>How much is lost on the way, 0–1.</summary>
    public double Losses { get; set; }

    /// <summary>How much comes twice, 0–1.</summary>
    public double Doubles { get; set; }

    /// <summary>Until when nobody reaches the broker: each node handles its own.</summary>
    public DateTimeOffset DownUntil { get; set; }

    public DateTimeOffset SlowUntil { get; set; }

    public Trace Trace => trace;

    public SimulatedBus Join(Actor node)
    {
        var bus = new SimulatedBus(this, node);
        _live.Add(bus);
        return bus;
    }

    /// <summary>A node has died. Others get what it had not finished; alone, it is gone with it.</summary>
    public void Leave(SimulatedBus dead)
    {
        _live.Remove(dead);
        foreach (var (key, piece) in dead.Unfinished())
        {
            if (_live.Count == 0)
                continue;
            trace.Count(Happening.WorkPassedOn);
            Bring(key, piece, from: null);
        }
    }

    /// <summary>Takes a piece of work on its way.</summary>
    public void Take(SimulatedBus from, string key, object piece)
    {
        if (dice.Happens(Losses))
        {
            trace.Note($"bus: work of {from.Node.Name} is lost");
            trace.Count(Happening.WorkLost);
            return;
        }
        var isAlone = scheduler.Now < DownUntil;
        Bring(key, piece, isAlone ? from : null);
        if (!dice.Happens(Doubles))
            return;
        trace.Count(Happening.WorkDoubled);
        Bring(key, piece, isAlone ? from : null);
    }

    private void Bring(string key, object piece, SimulatedBus? from)
    {
        var at = scheduler.Now + dice.Between(TimeSpan.Zero, scheduler.Now < SlowUntil ? s_slowWayMax : s_wayMax);
        if (_newest.TryGetValue(key, out var before) && before > at)
            at = before;   // a key's work keeps its order
        _newest[key] = at;
        scheduler.After(at - scheduler.Now, () =>
        {
            var to = from is not null && _live.Contains(from) ? from : _live.Count > 0 ? _live[PlaceOf(key)] : null;
            to?.Put(key, piece);
        });
    }

    /// <summary>Which of the live nodes has a key. The same in every run: not by the string's own hash.</summary>
    private int PlaceOf(string key)
    {
        var sum = 0;
        foreach (var c in key)
            sum = ((sum * 31) + c) & 0xFFFFFF;
        return sum % _live.Count;
    }
}

/// <summary>A node's door to the broker. It dies with its node.</summary>
internal sealed class SimulatedBus(Broker broker, Actor node) : IBus
{
    private readonly Dictionary<string, Line> _lines = [];
    private Func<object, Task<Handled>>? _handle;

    public Actor Node => node;

    public string? Fault => null;

    public int Waiting => 0;

    public int Backlog => 0;

    public long Published => 0;

    public long Delivered => 0;

    public void Offer<T>(string queue, string key, T work) => broker.Take(this, key, work!);

    public Task HandleAsync<T>(string queue, Func<T, CancellationToken, Task<Handled>> handle, CancellationToken stop)
    {
        _handle = work => handle((T)work, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Work has come in for this node.</summary>
    public void Put(string key, object piece)
    {
        if (!_lines.TryGetValue(key, out var line))
            _lines[key] = line = new();
        line.Waiting.Enqueue(piece);
        if (!line.IsBusy)
        {
            line.IsBusy = true;
            node.Start("handling work", () => RunAsync(line));
        }
    }

    /// <summary>What was not handled to its end.</summary>
    public IEnumerable<(string Key, object Piece)> Unfinished() =>
        from line in _lines
        from piece in line.Value.Present.Concat(line.Value.Early).Concat(line.Value.Waiting)
        select (line.Key, piece);

    private async Task RunAsync(Line line)
    {
        while (line.Waiting.TryDequeue(out var piece))
        {
            if (await HandleAsync(line, piece) == Handled.NotYet)
                line.Early.Add(piece);
            else
                await FollowAsync(line);
        }
        line.IsBusy = false;
    }

    /// <summary>Handles what came before its time, now that something was done.</summary>
    private async Task FollowAsync(Line line)
    {
        for (var at = 0; at < line.Early.Count;)
        {
            if (await HandleAsync(line, line.Early[at]) == Handled.NotYet)
            {
                at++;
                continue;
            }
            line.Early.RemoveAt(at);
            at = 0;
        }
    }

    private async Task<Handled> HandleAsync(Line line, object piece)
    {
        line.Present = [piece];
        var handled = await _handle!(piece);
        line.Present = [];
        if (handled == Handled.NotYet)
            broker.Trace.Count(Happening.WorkTooEarly);
        return handled;
    }

    private sealed class Line
    {
        public Queue<object> Waiting { get; } = new();

        public List<object> Early { get; } = [];

        public IReadOnlyList<object> Present { get; set; } = [];

        public bool IsBusy { get; set; }
    }
}
