using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Platform.Bus;

/// <summary>
/// The bus of a cluster: RabbitMQ. Work goes to the partition of its key and is handled by whichever node has that; what the
/// broker doesn't take over in time is handled here. Commits on one node wake the readers of the log on the others.
/// </summary>
internal sealed partial class RabbitBus(
    BusSettings settings, IEnumerable<BusQueue> queues, NodeRegistry nodes, FactSignal signal, Secrets secrets, TimeProvider time,
    ILogger<RabbitBus> log) : BackgroundService, IBus
{
    private const int OutgoingMax = 20_000;
    private const int UnconfirmedMax = 512;
    private const string NeverConnected = "not connected to the broker yet";
    private static readonly TimeSpan s_confirmMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_betweenWakes = TimeSpan.FromMilliseconds(20);

    private readonly string[] _names = [.. queues.Select(queue => queue.Name)];
    private readonly ConcurrentDictionary<string, Local> _local = new(StringComparer.Ordinal);
    private readonly Channel<Outgoing> _outgoing = Channel.CreateBounded<Outgoing>(
        new BoundedChannelOptions(OutgoingMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _unconfirmed = new(UnconfirmedMax);
    private volatile RabbitLink? _link;
    private volatile RabbitConsumers? _consumers;
    private volatile string? _fault = NeverConnected;
    private RabbitTopology? _topology;
    private long _published;
    private long _delivered;

    public string? Fault => _fault;

    public int Waiting => _outgoing.Reader.Count + UnconfirmedMax - _unconfirmed.CurrentCount;

    public long Published => Interlocked.Read(ref _published);

    public long Delivered => Interlocked.Read(ref _delivered);

    public int Backlog => _local.Sum(local => local.Value.Waiting);

    /// <summary>True when this node is given the work that it should be, beside the nodes that live.</summary>
    public bool IsSettled => _consumers is { IsSettled: true };

    /// <summary>Messages that were put aside since nobody could handle them; null when the broker can't be asked.</summary>
    public async Task<uint?> CountDeadAsync(CancellationToken stop)
    {
        if (_link is not { } link)
            return null;
        try
        {
            return await link.Consuming.MessageCountAsync(_topology!.Dead, stop);
        }
        catch (Exception e) when (e is AlreadyClosedException or OperationInterruptedException or IOException or TimeoutException)
        {
            return null;
        }
    }

    public void Offer<T>(string queue, string key, T work)
    {
        var lanes = LocalOf<T>(queue).Lanes;
        if (_link is null)
        {
            lanes.TryOffer(key, work, end: null);
            return;
        }
        var body = JsonSerializer.SerializeToUtf8Bytes(work, JsonSerializerOptions.Web);
        if (!_outgoing.Writer.TryWrite(new(queue, key, body, () => lanes.TryOffer(key, work, end: null))))
            lanes.TryOffer(key, work, end: null);
    }

    public Task HandleAsync<T>(string queue, Func<T, CancellationToken, Task<Handled>> handle, CancellationToken stop) =>
        LocalOf<T>(queue).Lanes.RunAsync(handle, LogFailed, stop);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signal.WatchOwn(() => _wakes.Writer.TryWrite(true));
        return Task.WhenAll(KeepLinkAsync(stoppingToken), PublishAsync(stoppingToken), WakeAsync(stoppingToken));
    }

    /// <summary>A short name of this installation, the same on all its nodes.</summary>
    private static async Task<string> InstallationAsync(Secrets secrets, CancellationToken stop) =>
        Convert.ToHexStringLower(SHA256.HashData(await secrets.GetAsync("bus", stop)).AsSpan(0, 4));

    private async Task KeepLinkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _topology ??= new(await InstallationAsync(secrets, stop));
                await using var link = await RabbitLink.OpenAsync(settings.Rabbit!, $"serviceos {nodes.Id}", stop);
                await _topology.DeclareAsync(link.Consuming, _names, stop);
                await using var consumers = new RabbitConsumers(link, _topology, nodes, signal, time, Take);
                await consumers.StartAsync(_names, stop);
                (_link, _consumers) = (link, consumers);
                _fault = null;
                LogConnected();
                signal.Hear();   // what was written elsewhere meanwhile had no wake-up
                await link.Ended.WaitAsync(stop);
                _fault = "the connection to the broker has ended";
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                _fault = e is BusException or StorageException ? e.Message : RabbitLink.ReasonOf(e);
            }
            finally
            {
                (_link, _consumers) = (null, null);
            }
            LogLost(_fault!);
            await Task.Delay(s_pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PublishAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var item in _outgoing.Reader.ReadAllAsync(stop))
            {
                await _unconfirmed.WaitAsync(stop);
                _ = PublishAsync(item);   // begun in order; only the waiting is side by side
            }
        }
        catch (OperationCanceledException)
        {
            // what was not published is offered again by whoever finds it undone
        }
    }

    private async Task PublishAsync(Outgoing item)
    {
        var link = _link;
        try
        {
            if (link is null)
            {
                item.HandleHere();
                return;
            }
            Interlocked.Increment(ref _published);
            var properties = new BasicProperties { Persistent = true, Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["key"] = item.Key } };
            await link.Publishing.BasicPublishAsync(_topology!.ExchangeOf(item.Queue), item.Key, mandatory: true, properties, item.Body)
                .AsTask().WaitAsync(s_confirmMax, time);
        }
        catch (PublishException)
        {
            item.HandleHere();   // the broker has no room for it
        }
        catch (Exception)
        {
            // it may have arrived all the same: handlers bear work that comes twice. A broker that is too slow is as good as none
            item.HandleHere();
            await link!.DisposeAsync();
        }
        finally
        {
            _unconfirmed.Release();
        }
    }

    private async Task WakeAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var _ in _wakes.Reader.ReadAllAsync(stop))
            {
                if (_link is { } link)
                    await WakeOthersAsync(link, stop);
                await Task.Delay(s_betweenWakes, time, stop);   // a storm of commits is one wake-up
            }
        }
        catch (OperationCanceledException)
        {
            // the others poll
        }
    }

    private async Task WakeOthersAsync(RabbitLink link, CancellationToken stop)
    {
        try
        {
            Interlocked.Increment(ref _published);
            await link.Consuming.BasicPublishAsync(
                _topology!.Wake, routingKey: "", mandatory: false, new BasicProperties { AppId = nodes.Id }, ReadOnlyMemory<byte>.Empty, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // a lost wake-up costs the others a poll
        }
    }

    /// <summary>Takes a delivered message into its lane.</summary>
    /// <returns>False when it never can be handled.</returns>
    private bool Take(string queue, string key, ReadOnlyMemory<byte> body, Action<bool> end)
    {
        Interlocked.Increment(ref _delivered);
        return _local.TryGetValue(queue, out var local) && local.Take(key, body, end);
    }

    private Local<T> LocalOf<T>(string queue) => (Local<T>)_local.GetOrAdd(queue, static _ => new Local<T>());

    private abstract class Local
    {
        public abstract int Waiting { get; }

        public abstract bool Take(string key, ReadOnlyMemory<byte> body, Action<bool> end);
    }

    private sealed class Local<T> : Local
    {
        public Lanes<T> Lanes { get; } = new();

        public override int Waiting => Lanes.Waiting;

        public override bool Take(string key, ReadOnlyMemory<byte> body, Action<bool> end)
        {
            T? work;
            try
            {
                work = JsonSerializer.Deserialize<T>(body.Span, JsonSerializerOptions.Web);
            }
            catch (JsonException)
            {
                return false;
            }
            if (work is null)
                return false;
            if (!Lanes.TryOffer(key, work, end))
                end(false);
            return true;
        }
    }

    private sealed record Outgoing(string Queue, string Key, byte[] Body, Action HandleHere);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the broker")]
    private partial void LogConnected();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work is handled where it comes in, other nodes poll for news: {Fault}. Trying again")]
    private partial void LogLost(string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A piece of work broke its handler; the broker gives it again, at most five times")]
    private partial void LogFailed(Exception e);
}
