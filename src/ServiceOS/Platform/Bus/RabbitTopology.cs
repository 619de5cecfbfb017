using RabbitMQ.Client;

namespace ServiceOS.Platform.Bus;

/// <summary>What an installation has on its RabbitMQ. Declared by every node on each connection: all of it is there, or nothing is sent.</summary>
/// <remarks>
/// A queue of the program is a consistent-hash exchange over <see cref="Partitions"/> quorum queues with one active consumer each,
/// so that work of one key stays in order. Work that can't be handled is kept in the dead-letter queue for a person.
/// https://www.rabbitmq.com/docs/quorum-queues, https://www.rabbitmq.com/docs/consumers#single-active-consumer
/// </remarks>
/// <param name="installation">Tells installations on one broker apart.</param>
internal sealed class RabbitTopology(string installation)
{
    public const int Partitions = 8;
    private const string HashExchange = "x-consistent-hash";
    private const int DeliveriesMax = 5;
    private const long PartitionMax = 1_000_000;
    private const long DeadMax = 100_000;

    public string Wake => Name("wake");

    public string Dead => Name("dead");

    public string ExchangeOf(string queue) => Name(queue);

    public string PartitionOf(string queue, int number) => Name(FormattableString.Invariant($"{queue}.{number}"));

    public async Task DeclareAsync(IChannel channel, IEnumerable<string> queues, CancellationToken stop)
    {
        await channel.ExchangeDeclareAsync(Wake, ExchangeType.Fanout, durable: true, cancellationToken: stop);
        await channel.ExchangeDeclareAsync(Dead, ExchangeType.Fanout, durable: true, cancellationToken: stop);
        await DeclareQueueAsync(channel, Dead, new(StringComparer.Ordinal) { ["x-max-length"] = DeadMax }, stop);
        await channel.QueueBindAsync(Dead, Dead, routingKey: "", cancellationToken: stop);
        foreach (var queue in queues)
            await DeclareAsync(channel, queue, stop);
    }

    /// <summary>Looks whether the broker can do all that is needed; leaves nothing there.</summary>
    /// <exception cref="BusException">It can't: says why, and what to do.</exception>
    public static async Task RequireAsync(string addresses, CancellationToken stop)
    {
        await using var link = await RabbitLink.OpenAsync(addresses, "serviceos looks at the broker", stop);
        var name = $"serviceos.look.{Guid.CreateVersion7():n}";
        try
        {
            await link.Consuming.ExchangeDeclareAsync(name, HashExchange, durable: false, autoDelete: true, cancellationToken: stop);
            await link.Consuming.ExchangeDeleteAsync(name, cancellationToken: stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new BusException(RabbitLink.ReasonOf(e), e);
        }
    }

    private async Task DeclareAsync(IChannel channel, string queue, CancellationToken stop)
    {
        await channel.ExchangeDeclareAsync(ExchangeOf(queue), HashExchange, durable: true, cancellationToken: stop);
        for (var number = 0; number < Partitions; number++)
        {
            await DeclareQueueAsync(channel, PartitionOf(queue, number), new(StringComparer.Ordinal)
            {
                ["x-single-active-consumer"] = true,
                ["x-delivery-limit"] = DeliveriesMax,
                ["x-max-length"] = PartitionMax,
                ["x-overflow"] = "reject-publish",   // the publisher hears of it and handles the work itself
                ["x-dead-letter-exchange"] = Dead,
                ["x-dead-letter-strategy"] = "at-least-once",
            }, stop);
            await channel.QueueBindAsync(PartitionOf(queue, number), ExchangeOf(queue), routingKey: "1", cancellationToken: stop);   // its weight
        }
    }

    private static async Task DeclareQueueAsync(IChannel channel, string name, Dictionary<string, object?> more, CancellationToken stop)
    {
        more["x-queue-type"] = "quorum";
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, more, cancellationToken: stop);
    }

    private string Name(string what) => $"serviceos.{installation}.{what}";
}
