using System.Text;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ServiceOS.Platform.Events;

namespace ServiceOS.Platform.Bus;

/// <summary>
/// What this node takes from the broker over one connection: wake-ups, and the partitions that <see cref="PartitionPlan"/> gives
/// it. It stands in line second for others, so that the broker gives it those at once when their node dies.
/// </summary>
internal sealed class RabbitConsumers : IAsyncDisposable
{
    /// <summary>Unacknowledged messages a partition: what is given again when the node dies.</summary>
    private const ushort PrefetchMax = 200;

    /// <summary>The first in line must be there before the second.</summary>
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly RabbitLink _link;
    private readonly RabbitTopology _topology;
    private readonly NodeRegistry _nodes;
    private readonly FactSignal _signal;
    private readonly TimeProvider _time;
    private readonly TakeWork _take;
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<Ack> _acks = Channel.CreateUnbounded<Ack>(new UnboundedChannelOptions { SingleReader = true });   // bounded by the prefetch
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private Task _running = Task.CompletedTask;
    private volatile bool _isSettled;

    /// <summary>Takes a message into this process; false when it never can be handled.</summary>
    public delegate bool TakeWork(string queue, string key, ReadOnlyMemory<byte> body, Action<bool> end);

    public RabbitConsumers(
        RabbitLink link, RabbitTopology topology, NodeRegistry nodes, FactSignal signal, TimeProvider time, TakeWork take)
    {
        (_link, _topology, _nodes, _signal, _time, _take) = (link, topology, nodes, signal, time, take);
        _nodes.Changed += Change;
    }

    /// <summary>True when this node has the places that it should have beside the nodes that live.</summary>
    public bool IsSettled => _isSettled && _changes.Reader.Count == 0;

    public async Task StartAsync(IReadOnlyList<string> queues, CancellationToken stop)
    {
        var channel = _link.Consuming;
        await channel.BasicQosAsync(prefetchSize: 0, PrefetchMax, global: false, stop);
        var own = await channel.QueueDeclareAsync(queue: "", durable: false, exclusive: true, autoDelete: true, cancellationToken: stop);
        await channel.QueueBindAsync(own.QueueName, _topology.Wake, routingKey: "", cancellationToken: stop);
        var ears = new AsyncEventingBasicConsumer(channel);
        ears.ReceivedAsync += (_, message) =>
        {
            if (message.BasicProperties.AppId != _nodes.Id)
                _signal.Hear();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(own.QueueName, autoAck: true, ears, stop);
        _changes.Writer.TryWrite(true);
        _running = Task.WhenAll(OrEndAsync(AcknowledgeAsync(_ending.Token)), OrEndAsync(FollowNodesAsync(queues, _ending.Token)));
    }

    public async ValueTask DisposeAsync()
    {
        _nodes.Changed -= Change;
        await _ending.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    /// <summary>A node that takes no acknowledgements or follows no others must not keep its partitions: another connection begins anew.</summary>
    private async Task OrEndAsync(Task running)
    {
        try
        {
            await running;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await _link.DisposeAsync();
        }
    }

    private void Change(object? sender, EventArgs args) => _changes.Writer.TryWrite(true);

    /// <summary>Takes and gives up places in the partitions' lines whenever a node comes or goes.</summary>
    private async Task FollowNodesAsync(IReadOnlyList<string> queues, CancellationToken stop)
    {
        await foreach (var _ in _changes.Reader.ReadAllAsync(stop))
        {
            _isSettled = false;
            var live = _nodes.Live.Contains(_nodes.Id, StringComparer.Ordinal) ? _nodes.Live : [.. _nodes.Live, _nodes.Id];
            foreach (var rank in (int[])[0, 1])
            {
                if (rank == 1)
                    await Task.Delay(s_second, _time, stop);
                foreach (var queue in queues)
                {
                    for (var number = 0; number < RabbitTopology.Partitions; number++)
                        await StandAsync(queue, number, PartitionPlan.NodesFor(number, live), rank, stop);
                }
            }
            _isSettled = true;
        }
    }

    /// <summary>Sees to one partition: leaves a place that is no longer this node's, and takes the one of this round if it is.</summary>
    private async Task StandAsync(string queue, int number, IReadOnlyList<string> nodes, int round, CancellationToken stop)
    {
        var rank = nodes.ToList().IndexOf(_nodes.Id);
        var name = _topology.PartitionOf(queue, number);
        var place = _places.GetValueOrDefault(name);
        if (place is not null && (place.Rank != rank || place.First != nodes[0]))
        {
            _places.Remove(name);
            await _link.Consuming.BasicCancelAsync(place.Tag, noWait: false, stop);
            place = null;
        }
        if (place is null && rank == round)
            _places[name] = new(await ConsumeAsync(queue, name, stop), rank, nodes[0]);
    }

    private Task<string> ConsumeAsync(string queue, string partition, CancellationToken stop)
    {
        var consumer = new AsyncEventingBasicConsumer(_link.Consuming);
        consumer.ReceivedAsync += (_, message) =>
        {
            var tag = message.DeliveryTag;
            var key = message.BasicProperties.Headers?.TryGetValue("key", out var value) == true && value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : message.RoutingKey;
            if (!_take(queue, key, message.Body, isHandled => _acks.Writer.TryWrite(new(tag, isHandled, Again: true))))
                _acks.Writer.TryWrite(new(tag, IsHandled: false, Again: false));
            return Task.CompletedTask;
        };
        return _link.Consuming.BasicConsumeAsync(partition, autoAck: false, consumer, stop);
    }

    private async Task AcknowledgeAsync(CancellationToken stop)
    {
        await foreach (var ack in _acks.Reader.ReadAllAsync(stop))
        {
            if (ack.IsHandled)
                await _link.Consuming.BasicAckAsync(ack.Tag, multiple: false, stop);
            else
                await _link.Consuming.BasicNackAsync(ack.Tag, multiple: false, requeue: ack.Again, stop);
        }
    }

    /// <param name="Tag">The broker's name of the subscription.</param>
    /// <param name="Rank">0: this node should have the partition; 1: it is the next.</param>
    /// <param name="First">Who should have it. A second who came before its first must go behind it.</param>
    private sealed record Place(string Tag, int Rank, string First);

    private sealed record Ack(ulong Tag, bool IsHandled, bool Again);
}
