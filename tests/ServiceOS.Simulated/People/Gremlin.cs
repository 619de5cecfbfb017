using ServiceOS.Simulated.Running;
using ServiceOS.Simulated.World;
using ServiceOS.Simulation;

namespace ServiceOS.Simulated.People;

/// <summary>Breaks things, and lets them heal. Each run draws which kinds it has to fear, so that none hides behind another.</summary>
internal sealed class Gremlin
{
    private const double PauseSecondsMax = 9;
    private static readonly TimeSpan[] s_jumps =
    [
        TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(1), TimeSpan.FromDays(-1),
        TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(-20),
    ];

    private readonly City _city;
    private readonly Actor _actor;
    private readonly Dice _dice;
    private readonly Phone _phone;
    private readonly List<Func<Task>> _tricks;
    private bool _isHealed;

    public Gremlin(City city)
    {
        _city = city;
        _actor = city.NewActor("gremlin");
        _dice = city.DiceFor(_actor.Name);
        _phone = new(city, _actor, _dice);
        Func<Task>[] all =
        [
            CrashAsync, PowerAsync, PauseAsync, JumpAsync, FillDiskAsync, ReadOnlyAsync, SlowDiskAsync, LoseAnswersAsync,
            LoseWorkAsync, CutBrokerAsync,
        ];
        _tricks = [.. all.Where(_ => _dice.Happens(0.5))];
        city.Provider.Silences = _dice.OneOf([0, 0.2, 0.5]);
        city.Broker.Doubles = _dice.OneOf([0, 0.1, 0.5]);
        city.Disk.LostCommits = _dice.OneOf([0, 0.02, 0.1]);
    }

    public void Start() => _actor.Start("breaking things", async () =>
    {
        while (!_isHealed && _tricks.Count > 0)
        {
            await _phone.WaitAsync(_dice.Share() * PauseSecondsMax);
            if (!_isHealed)
                await _dice.OneOf(_tricks)();
        }
    });

    /// <summary>All is well from here on.</summary>
    public void Heal()
    {
        _isHealed = true;
        _city.Trace.Note($"all heals");
        (_city.Provider.Silences, _city.Broker.Doubles, _city.Broker.Losses, _city.Network.Losses, _city.Disk.LostCommits) = (0, 0, 0, 0, 0);
        _city.Disk.FullUntil = _city.Disk.GoneUntil = _city.Disk.ReadOnlyUntil = _city.Disk.SlowUntil = default;
        _city.Broker.DownUntil = _city.Broker.SlowUntil = default;
        for (var number = 0; number < _city.Nodes.Length; number++)
        {
            if (_city.Nodes[number] is not { } node)
            {
                _city.StartNode(number);
                continue;
            }
            node.Time.Offset = TimeSpan.Zero;
            if (node.Actor.IsPaused)
                node.Actor.GoOn();
        }
    }

    private DateTimeOffset Until(double secondsMax) => _city.Scheduler.Now + TimeSpan.FromSeconds(_dice.Share() * secondsMax);

    private async Task CrashAsync()
    {
        var number = _dice.Below(_city.Nodes.Length);
        _city.KillNode(number);
        await _phone.WaitAsync(_dice.Share() * 5);
        if (_city.Nodes[number] is null)
            _city.StartNode(number);
    }

    /// <summary>The power fails: all nodes at once, or the storage that they share.</summary>
    private async Task PowerAsync()
    {
        _city.Trace.Note($"the power fails");
        _city.Trace.Count(Happening.PowerFailed);
        if (_city.IsShared)
        {
            _city.Disk.Restart(TimeSpan.FromSeconds(_dice.Share() * 5));
            if (_dice.Happens(0.5))
                return;
        }
        for (var number = 0; number < _city.Nodes.Length; number++)
            _city.KillNode(number);
        await _phone.WaitAsync(_dice.Share() * 5);
        for (var number = 0; number < _city.Nodes.Length; number++)
        {
            if (_city.Nodes[number] is null)
                _city.StartNode(number);
        }
    }

    private async Task PauseAsync()
    {
        if (_dice.OneOf(_city.Nodes) is not { Actor.IsPaused: false } node)
            return;
        _city.Trace.Note($"{node.Actor.Name} stands still");
        _city.Trace.Count(Happening.NodePaused);
        node.Actor.Pause();
        await _phone.WaitAsync(_dice.Share() * 25);
        if (node.Actor is { IsPaused: true, IsDead: false })
            node.Actor.GoOn();
        _city.Trace.Note($"{node.Actor.Name} goes on");
    }

    private Task JumpAsync()
    {
        if (_dice.OneOf(_city.Nodes) is not { } node)
            return Task.CompletedTask;
        _city.Trace.Count(Happening.ClockJumped);
        node.Time.Offset = node.Time.Offset == TimeSpan.Zero ? _dice.OneOf(s_jumps) : TimeSpan.Zero;
        _city.Trace.Note($"the clock of {node.Actor.Name} is wrong by {node.Time.Offset}");
        return Task.CompletedTask;
    }

    private Task FillDiskAsync()
    {
        _city.Disk.FullUntil = Until(6);
        return Task.CompletedTask;
    }

    private Task ReadOnlyAsync()
    {
        _city.Disk.ReadOnlyUntil = Until(6);
        return Task.CompletedTask;
    }

    private Task SlowDiskAsync()
    {
        _city.Disk.SlowUntil = Until(10);
        return Task.CompletedTask;
    }

    private async Task LoseAnswersAsync()
    {
        _city.Network.Losses = 0.3;
        await _phone.WaitAsync(_dice.Share() * 12);
        _city.Network.Losses = 0;
    }

    private async Task LoseWorkAsync()
    {
        (_city.Broker.Losses, _city.Broker.SlowUntil) = (_dice.OneOf([0, 0.3, 1]), Until(15));
        await _phone.WaitAsync(_dice.Share() * 12);
        _city.Broker.Losses = 0;
    }

    private Task CutBrokerAsync()
    {
        _city.Broker.DownUntil = Until(20);
        return Task.CompletedTask;
    }
}
