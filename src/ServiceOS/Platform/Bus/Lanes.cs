using System.Threading.Channels;

namespace ServiceOS.Platform.Bus;

/// <summary>
/// One queue's work in this process: many lanes at once, so that their writes share a commit; a key always has the same lane,
/// so that its work is handled in order.
/// </summary>
internal sealed class Lanes<T> : IHasWaiting
{
    private const int Count = 128;
    private const int LaneMax = 1_000;
    private const int EarlyMax = 100;

    private readonly Channel<Item>[] _lanes = [.. Enumerable.Range(0, Count).Select(_ => Channel.CreateBounded<Item>(
        new BoundedChannelOptions(LaneMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }))];

    private int _waiting;

    /// <summary>Work that no handler has got to yet.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Puts work into its lane.</summary>
    /// <param name="key">Whose lane.</param>
    /// <param name="work">What.</param>
    /// <param name="end">Told once it was handled: false when the handler broke. Null: nobody asks.</param>
    /// <returns>False when the lane is full: <paramref name="end"/> is never called.</returns>
    public bool TryOffer(string key, T work, Action<bool>? end)
    {
        if (!_lanes[(uint)key.GetHashCode(StringComparison.Ordinal) % Count].Writer.TryWrite(new(key, work, end)))
            return false;
        Interlocked.Increment(ref _waiting);
        return true;
    }

    /// <summary>Handles all lanes until told to stop.</summary>
    /// <param name="handle">Handles one piece.</param>
    /// <param name="failed">Told of a handler that broke.</param>
    /// <param name="stop">Ends it; what waits stays.</param>
    public Task RunAsync(Func<T, CancellationToken, Task<Handled>> handle, Action<Exception> failed, CancellationToken stop) =>
        Task.WhenAll(_lanes.Select(lane => RunLaneAsync(lane.Reader, handle, failed, stop)));

    private async Task RunLaneAsync(
        ChannelReader<Item> lane, Func<T, CancellationToken, Task<Handled>> handle, Action<Exception> failed, CancellationToken stop)
    {
        var early = new List<Item>();
        try
        {
            await foreach (var item in lane.ReadAllAsync(stop))
            {
                Interlocked.Decrement(ref _waiting);
                // two commits on PostgreSQL can be told of in the other order: what came too early follows what comes before it
                if (await HandleAsync(item, handle, failed, stop) == Handled.Done)
                    await FollowAsync(early, item.Key, handle, failed, stop);
                else if (early.Count < EarlyMax)
                    early.Add(item);
                else
                    item.End?.Invoke(true);   // it is offered again when whoever holds it gives it up
            }
        }
        catch (OperationCanceledException)
        {
            // the program ends; what was not handled is offered again to whoever runs next
        }
    }

    private static async Task<Handled> HandleAsync(
        Item item, Func<T, CancellationToken, Task<Handled>> handle, Action<Exception> failed, CancellationToken stop)
    {
        try
        {
            var handled = await handle(item.Work, stop);
            if (handled == Handled.Done)
                item.End?.Invoke(true);
            return handled;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failed(e);
            item.End?.Invoke(false);
            return Handled.Done;
        }
    }

    /// <summary>Handles what waited for a piece of work of the same key, and what waited for that.</summary>
    private static async Task FollowAsync(
        List<Item> early, string key, Func<T, CancellationToken, Task<Handled>> handle, Action<Exception> failed, CancellationToken stop)
    {
        for (var at = 0; at < early.Count;)
        {
            var item = early[at];
            if (item.Key != key || await HandleAsync(item, handle, failed, stop) == Handled.NotYet)
            {
                at++;
                continue;
            }
            early.RemoveAt(at);
            at = 0;
        }
    }

    private sealed record Item(string Key, T Work, Action<bool>? End);
}

/// <summary>Lanes, whatever they carry.</summary>
internal interface IHasWaiting
{
    int Waiting { get; }
}
