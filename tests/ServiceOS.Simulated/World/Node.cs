using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ServiceOS.Bot;
using ServiceOS.Conversations;
using ServiceOS.LanguageModel;
using ServiceOS.Metrics;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Platform.Live;
using ServiceOS.Simulated.Running;
using ServiceOS.Simulation;
using ServiceOS.Staff;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Simulated.World;

/// <summary>One process of the program, from its start to its death: the real use cases and workers on a simulated disk, bus and clock.</summary>
internal sealed class Node : IDisposable
{
    private static readonly ServiceCollection s_program = Program();

    private readonly ServiceProvider _services;
    private readonly SimulatedBus _bus;
    private readonly City _city;
    private readonly Dice _dice;
    private TaskCompletionSource _woken = new();

    public Node(City city, int number, int life)
    {
        _city = city;
        Number = number;
        Actor = city.NewActor(FormattableString.Invariant($"node {number}.{life}"));
        Time = new(city.Scheduler, Actor);
        _dice = city.DiceFor(Actor.Name);
        _bus = city.Broker.Join(Actor);
        var services = new ServiceCollection { s_program };
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(Database.OpenOn(new NodeStorage(city.Disk, Actor)));
        services.AddSingleton<IBus>(_bus);
        services.AddSingleton<IdMaker>(new SeededIds(city.DiceFor($"ids of {Actor.Name}")));
        services.AddSingleton<ILoggerFactory>(new ErrorLog(city.Trace, Actor));
        services.AddSingleton<IFactListener>(new Ear(city.Trace, Actor));
        _services = services.BuildServiceProvider();
    }

    public int Number { get; }

    public Actor Actor { get; }

    public SimulatedTime Time { get; }

    public Database Database => Get<Database>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts all that runs by itself in a process.</summary>
    public void Start()
    {
        Actor.Call(() => _ = Get<BotWorker>().RunAsync(CancellationToken.None));
        if (!_city.IsShared)
            Actor.Start("releasing turns", () => _city.TryAsync(Actor, () => Get<TurnSweeper>().ReleaseAllAsync(CancellationToken.None)));
        Get<FactSignal>().WatchOwn(_city.Wake);
        var minutes = ActivatorUtilities.CreateInstance<FactReaderLoop>(_services, Get<MinuteReader>());
        Repeat(TimeSpan.FromSeconds(3), Get<FactTail>().RunOnceAsync);
        Repeat(TimeSpan.FromSeconds(3), async stop =>
        {
            var swept = await Get<TurnSweeper>().RunOnceAsync(stop);
            if (swept > 0)
                _city.Trace.Count(Happening.TurnSwept);
            return swept;
        });
        Repeat(TimeSpan.FromSeconds(4), Get<AssignmentWorker>().RunOnceAsync, isWoken: true);
        Repeat(TimeSpan.FromSeconds(8), minutes.RunOnceAsync);
        Repeat(TimeSpan.FromSeconds(12), Get<PresenceWorker>().RunOnceAsync);
        Repeat(TimeSpan.FromSeconds(40), Get<IdleWorker>().RunOnceAsync);
        Repeat(TimeSpan.FromSeconds(4), new RefundWorker(_city, this).RunOnceAsync);
    }

    /// <summary>The log has grown: who waits for that goes on.</summary>
    public void Wake()
    {
        var woken = _woken;
        _woken = new();
        woken.TrySetResult();
    }

    public void Die()
    {
        _city.Trace.Note($"{Actor.Name} dies");
        _city.Trace.Count(Happening.NodeDied);
        Actor.Kill();
        _city.Disk.Forget(Actor);
        _city.Broker.Leave(_bus);
    }

    public void Dispose() => _services.Dispose();

    /// <summary>Rounds of a worker, as its own loop would do them: about so often, and again after a failure.</summary>
    private void Repeat(TimeSpan about, Func<CancellationToken, Task<int>> round, bool isWoken = false) => Actor.Start("a worker", async () =>
    {
        while (true)
        {
            var nap = Task.Delay(_dice.Between(about / 2, about * 1.5), Time);
            await (isWoken ? Task.WhenAny(nap, _woken.Task) : nap);
            await _city.TryAsync(Actor, () => round(CancellationToken.None));
        }
    });

    /// <summary>What every process has; the same objects are made anew in each.</summary>
    private static ServiceCollection Program()
    {
        var services = new ServiceCollection();
        services.AddConversations();
        services.AddLanguageModel(new());
        services.AddBot();
        services.AddSingleton<Secrets>();
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IMeterFactory>(new OneMeter());
        services.AddSingleton<FactSignal>();
        services.AddSingleton<FactLog>();
        services.AddSingleton(ReaderPace.Usual);
        services.AddSingleton<FactTail>();
        services.AddSingleton<LiveSettings>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<TenantTree>();
        services.AddSingleton<StaffDirectory>();
        services.AddSingleton<SkillDirectory>();
        services.AddSingleton<IFactListener>(provider => provider.GetRequiredService<TenantTree>());
        services.AddSingleton<IFactListener>(provider => provider.GetRequiredService<StaffDirectory>());
        services.AddSingleton<IFactListener>(provider => provider.GetRequiredService<SkillDirectory>());
        services.AddSingleton<SetPresence>();
        services.AddSingleton<PresenceWorker>();
        services.AddSingleton<OrderBook>();
        services.AddSingleton<UrgeShipment>();
        services.AddSingleton<MinuteReader>();
        services.AddSingleton<BotWorker>();
        services.AddSingleton(Knowing.Understander);
        return services;
    }

    /// <summary>Ids that follow from the seed. Their time is the node's, as it is of real ones.</summary>
    private sealed class SeededIds(Dice dice) : IdMaker
    {
        private const int Part = 1 << 30;

        public override Id<T> New<T>(DateTimeOffset now) => new(new Guid(
            dice.Below(Part), (short)dice.Below(short.MaxValue), (short)dice.Below(short.MaxValue),
            [.. Enumerable.Range(0, 8).Select(_ => (byte)dice.Below(256))]));
    }

    /// <summary>Hears the end of the log: each fact once, in order, none left out.</summary>
    private sealed class Ear(Trace trace, Actor node) : IFactListener
    {
        private long? _heard;

        public void Hear(FactRow fact)
        {
            if (_heard is { } before && fact.Position != before + 1)
                trace.Broken($"{node.Name} heard fact {fact.Position} after {before}");
            _heard = fact.Position;
        }
    }

    /// <summary>An error that is logged is a broken promise, unless the storage was away.</summary>
    private sealed class ErrorLog(Trace trace, Actor node) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider) { }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not StorageException)
                trace.Broken($"{node.Name} logged: {formatter(state, exception)} {exception}");
        }

        public void Dispose() { }
    }

    private sealed class OneMeter : IMeterFactory
    {
        private readonly Meter _meter = new("simulated");

        public Meter Create(MeterOptions options) => _meter;

        public void Dispose() => _meter.Dispose();
    }
}
