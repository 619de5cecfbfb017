using System.Collections.Concurrent;

namespace ServiceOS.Platform.Bus;

/// <summary>The bus of a node that has no other to share its work with: memory.</summary>
internal sealed partial class LocalBus(ILogger<LocalBus> log) : IBus
{
    private readonly ConcurrentDictionary<string, IHasWaiting> _queues = new(StringComparer.Ordinal);

    public string? Fault => null;

    public int Waiting => 0;

    public long Published => 0;

    public long Delivered => 0;

    public int Backlog => _queues.Sum(queue => queue.Value.Waiting);

    public void Offer<T>(string queue, string key, T work) => LanesOf<T>(queue).TryOffer(key, work, end: null);

    public Task HandleAsync<T>(string queue, Func<T, CancellationToken, Task<Handled>> handle, CancellationToken stop) =>
        LanesOf<T>(queue).RunAsync(handle, LogFailed, stop);

    private Lanes<T> LanesOf<T>(string queue) => (Lanes<T>)_queues.GetOrAdd(queue, static _ => new Lanes<T>());

    [LoggerMessage(Level = LogLevel.Error, Message = "A piece of work broke its handler; it is offered again when its hold ends")]
    private partial void LogFailed(Exception e);
}
