using System.Text.RegularExpressions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ServiceOS.Platform.Bus;

/// <summary>One connection to the broker, from opening to its end. It is never mended: the bus opens another.</summary>
internal sealed partial class RabbitLink : IAsyncDisposable
{
    private static readonly Version s_oldest = new(3, 10);
    private static readonly TimeSpan s_connectMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(5);

    private readonly IConnection _connection;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RabbitLink(IConnection connection, IChannel publishing, IChannel consuming)
    {
        (_connection, Publishing, Consuming) = (connection, publishing, consuming);
        connection.ConnectionShutdownAsync += EndAsync;
        publishing.ChannelShutdownAsync += EndAsync;
        consuming.ChannelShutdownAsync += EndAsync;
    }

    /// <summary>For what must arrive: a publish returns once a majority of the brokers has it on disk.</summary>
    public IChannel Publishing { get; }

    public IChannel Consuming { get; }

    /// <summary>Ends when the connection or one of its channels does, for whatever reason.</summary>
    public Task Ended => _ended.Task;

    /// <param name="addresses">AMQP addresses of one broker or of a cluster's, separated by commas.</param>
    /// <param name="name">Shown in the broker's list of connections.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="BusException">It can't be used: says why, and what to do.</exception>
    public static async Task<RabbitLink> OpenAsync(string addresses, string name, CancellationToken stop)
    {
        IConnection? connection = null;
        try
        {
            var uris = AddressesOf(addresses);
            connection = await FactoryFor(uris[0], name).CreateConnectionAsync(
                [.. uris.OrderBy(_ => Guid.NewGuid()).Select(uri => new AmqpTcpEndpoint(uri))], name, stop);
            RequireVersion(connection);
            var publishing = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), stop);
            return new(connection, publishing, await connection.CreateChannelAsync(options: null, stop));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (connection is not null)
                await connection.DisposeAsync();
            throw e as BusException ?? new BusException(ReasonOf(e), e);
        }
    }

    /// <summary>What a failed operation means, and what to do, in one line.</summary>
    public static string ReasonOf(Exception e) => Flatten(e) switch
    {
        AuthenticationFailureException or PossibleAuthenticationFailureException => "the broker refuses the name or the password in --rabbit",
        OperationInterruptedException { ShutdownReason: { ReplyCode: 503 or 540 } reason } when reason.ReplyText.Contains("exchange type", StringComparison.Ordinal) =>
            "the broker lacks a plugin: run rabbitmq-plugins enable rabbitmq_consistent_hash_exchange on each of its nodes",
        OperationInterruptedException { ShutdownReason: { ReplyCode: 530 } } => "the broker does not know the virtual host in --rabbit, or doesn't let this user in",
        OperationInterruptedException { ShutdownReason: { ReplyCode: 403 } reason } => $"the broker does not let this user do it: {reason.ReplyText}",
        OperationInterruptedException { ShutdownReason: { } reason } => $"the broker refused: {reason.ReplyText}",
        BrokerUnreachableException or ConnectFailureException or IOException or System.Net.Sockets.SocketException or TimeoutException =>
            "the broker can't be reached: does it run, and is the address in --rabbit right?",
        var other => $"the broker can't be used: {other.Message}",
    };

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        try
        {
            await _connection.CloseAsync(Constants.ReplySuccess, "the node is done with it", TimeSpan.FromSeconds(1), abort: true, CancellationToken.None);
            await _connection.DisposeAsync();
        }
        catch (Exception e) when (e is AlreadyClosedException or IOException or TimeoutException or ObjectDisposedException)
        {
            // it is gone, which is what was wanted
        }
    }

    private static List<Uri> AddressesOf(string addresses)
    {
        var uris = new List<Uri>();
        foreach (var text in addresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
                throw new BusException("--rabbit must be an address like amqp://name:password@host:5672/vhost, or several with commas");
            uris.Add(uri);
        }
        return uris.Count > 0 ? uris : throw new BusException("--rabbit names no broker");
    }

    private static ConnectionFactory FactoryFor(Uri uri, string name) => new()
    {
        Uri = uri,
        ClientProvidedName = name,
        AutomaticRecoveryEnabled = false,   // the bus does so itself: it must know when work goes nowhere
        TopologyRecoveryEnabled = false,
        RequestedConnectionTimeout = s_connectMax,
        ContinuationTimeout = s_connectMax,
        RequestedHeartbeat = s_beat,
    };

    private static void RequireVersion(IConnection connection)
    {
        var said = connection.ServerProperties?.TryGetValue("version", out var value) == true && value is byte[] bytes
            ? System.Text.Encoding.UTF8.GetString(bytes)
            : "";
        if (VersionNumber().Match(said) is { Success: true } match && Version.Parse(match.Value) < s_oldest)
            throw new BusException($"the broker is RabbitMQ {said}: {s_oldest} or newer is needed");
    }

    private static Exception Flatten(Exception e) => e switch
    {
        BrokerUnreachableException { InnerException: { } inner } => Flatten(inner),
        AggregateException { InnerExceptions: [var first, ..] } => Flatten(first),
        _ => e,
    };

    private Task EndAsync(object sender, RabbitMQ.Client.Events.ShutdownEventArgs args)
    {
        _ended.TrySetResult();
        return Task.CompletedTask;
    }

    [GeneratedRegex(@"^\d+\.\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionNumber();
}

/// <summary>The broker can't be used; the message says why and what to do, in one line.</summary>
internal sealed class BusException : Exception
{
    public BusException() { }

    public BusException(string message) : base(message) { }

    public BusException(string message, Exception inner) : base(message, inner) { }
}
