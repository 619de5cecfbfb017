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
    private const int EarlyMax = 1_000;

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
        var early = new Early();
        try
        {
            await foreach (var item in lane.ReadAllAsync(stop))
            {
                Interlocked.Decrement(ref _waiting);
                // two commits on PostgreSQL can be told of in the other order: what came too early follows what comes before it
                if (early.Has(item.Key))
                {
                    early.Add(item);
                    await FollowAsync(early, item.Key, handle, failed, stop);
                }
                else if (await HandleAsync(item, handle, failed, stop) == Handled.NotYet)
                {
                    early.Add(item);
                }
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

    /// <summary>Handles what came too early of a key, in order, as far as it can be by now: where one must wait, all after it must.</summary>
    private static async Task FollowAsync(
        Early early, string key, Func<T, CancellationToken, Task<Handled>> handle, Action<Exception> failed, CancellationToken stop)
    {
        while (early.First(key) is { } item && await HandleAsync(item, handle, failed, stop) == Handled.Done)
            early.Remove(item);
    }

    /// <summary>
    /// What came before its time, by key and place. Of one place only what was offered last is kept: it is the same work, and trying
    /// each copy of each would take longer than it takes until they are offered again.
    /// </summary>
    private sealed class Early
    {
        private readonly Dictionary<string, SortedDictionary<long, Item>> _byKey = new(StringComparer.Ordinal);
        private int _count;

        public bool Has(string key) => _byKey.ContainsKey(key);

        public Item? First(string key) => _byKey.TryGetValue(key, out var waiting) ? waiting.First().Value : null;

        /// <summary>Keeps it. When it is too much, all is dropped, much of it done elsewhere by now: what is undone is offered again.</summary>
        public void Add(Item item)
        {
            item.End?.Invoke(true);   // whoever waits for the end would give no more, and what must come first is among that
            if (item.Work is not IPlacedWork work)
                return;
            var isKnown = _byKey.TryGetValue(item.Key, out var waiting) && waiting.ContainsKey(work.Place);
            if (!isKnown && _count == EarlyMax)
            {
                _byKey.Clear();
                _count = 0;
            }
            if (!_byKey.TryGetValue(item.Key, out waiting))
                _byKey[item.Key] = waiting = [];
            _count += isKnown ? 0 : 1;
            waiting[work.Place] = item with { End = null, Place = work.Place };
        }

        public void Remove(Item item)
        {
            var waiting = _byKey[item.Key];
            if (waiting.Remove(item.Place))
                _count--;
            if (waiting.Count == 0)
                _byKey.Remove(item.Key);
        }
    }

    private sealed record Item(string Key, T Work, Action<bool>? End, long Place = 0);
}

/// <summary>Lanes, whatever they carry.</summary>
internal interface IHasWaiting
{
    int Waiting { get; }
}
