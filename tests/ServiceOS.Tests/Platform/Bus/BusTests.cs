using System.Collections.Concurrent;
using ServiceOS.Platform.Bus;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform.Bus;

/// <summary>What every bus must do; one subclass a bus.</summary>
public abstract class BusTests
{
    internal const string Queue = "turns";

    /// <summary>So many nodes of one installation, or the one that this bus can have.</summary>
    private protected abstract Task<IBusHome> OpenAsync(int nodes);

    [Fact]
    public async Task All_work_is_handled_wherever_it_was_offered()
    {
        await using var home = await OpenAsync(nodes: 2);
        using var hands = new Hands(home);

        for (var i = 0; i < 1_000; i++)
            home.Buses[i % home.Buses.Count].Offer(Queue, $"key {i % 50}", new Piece($"key {i % 50}", i));

        await Eventually.TrueAsync(() => hands.Done.DistinctBy(piece => piece.Number).Count() == 1_000, "all of it is handled");
    }

    [Fact]
    public async Task Work_of_one_key_is_handled_in_order_and_never_two_pieces_at_once()
    {
        await using var home = await OpenAsync(nodes: 2);
        var busy = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var overlaps = 0;
        using var hands = new Hands(home, async piece =>
        {
            if (busy.AddOrUpdate(piece.Key, 1, (_, now) => now + 1) > 1)
                Interlocked.Increment(ref overlaps);
            await Task.Yield();
            busy.AddOrUpdate(piece.Key, 0, (_, now) => now - 1);
            return Handled.Done;
        });

        for (var i = 0; i < 500; i++)
            home.Buses[0].Offer(Queue, $"key {i % 5}", new Piece($"key {i % 5}", i));
        await Eventually.TrueAsync(() => hands.Done.Count >= 500, "all of it is handled");

        Assert.Equal(0, overlaps);
        Assert.All(hands.Done.GroupBy(piece => piece.Key, StringComparer.Ordinal), ofKey =>
            Assert.Equal(ofKey.Select(piece => piece.Number).Order(), ofKey.Select(piece => piece.Number)));
    }

    [Fact]
    public async Task What_comes_too_early_is_handled_after_what_it_waits_for()
    {
        await using var home = await OpenAsync(nodes: 1);
        var last = 0;
        using var hands = new Hands(home, piece =>
        {
            if (piece.Number != last + 1)
                return Task.FromResult(Handled.NotYet);
            last = piece.Number;
            return Task.FromResult(Handled.Done);
        });

        foreach (var number in (int[])[3, 4, 2, 5, 1])
            home.Buses[0].Offer(Queue, "key", new Piece("key", number));

        await Eventually.TrueAsync(() => last == 5, "all of it is handled");
        Assert.Equal([1, 2, 3, 4, 5], hands.Done.Select(piece => piece.Number));
    }

    [Fact]
    public async Task Work_that_breaks_its_handler_holds_nobody_up()
    {
        await using var home = await OpenAsync(nodes: 1);
        using var hands = new Hands(home, piece =>
            piece.Number == 1 ? throw new InvalidOperationException("it breaks") : Task.FromResult(Handled.Done));

        foreach (var number in (int[])[1, 2, 3])
            home.Buses[0].Offer(Queue, "key", new Piece("key", number));

        await Eventually.TrueAsync(() => hands.Done.Count == 2, "the rest is handled");
    }

    [Fact]
    public async Task What_comes_too_early_again_and_again_is_not_tried_again_for_each_that_is_done()
    {
        const int Pieces = 200;
        const int Times = 5;
        await using var home = await OpenAsync(nodes: 1);
        var (last, tries) = (0, 0);
        using var hands = new Hands(home, piece =>
        {
            tries++;
            if (piece.Number > last + 1)
                return Task.FromResult(Handled.NotYet);
            last = Math.Max(last, piece.Number);
            return Task.FromResult(Handled.Done);
        });

        for (var time = 0; time < Times; time++)
        {
            for (var number = Pieces; number > 1; number--)
                home.Buses[0].Offer(Queue, "key", new Piece("key", number));
        }
        home.Buses[0].Offer(Queue, "key", new Piece("key", 1));

        await Eventually.TrueAsync(() => last == Pieces, "all of it is handled");
        Assert.Equal(Enumerable.Range(1, Pieces), hands.Done.Select(piece => piece.Number));
        Assert.InRange(tries, Pieces, Pieces * (Times + 1));   // once when it comes in, and once when its time has come
    }

    internal sealed record Piece(string Key, int Number) : IPlacedWork
    {
        long IPlacedWork.Place => Number;
    }

    /// <summary>A handler on each bus, and what they did in order.</summary>
    private protected sealed class Hands : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public Hands(IBusHome home, Func<Piece, Task<Handled>>? handle = null)
        {
            handle ??= _ => Task.FromResult(Handled.Done);
            foreach (var bus in home.Buses)
            {
                _ = bus.HandleAsync<Piece>(Queue, async (piece, _) =>
                {
                    var handled = await handle(piece);
                    if (handled == Handled.Done)
                        Done.Enqueue(piece);
                    return handled;
                }, _stop.Token);
            }
        }

        public ConcurrentQueue<Piece> Done { get; } = [];

        public void Dispose() => _stop.Cancel();
    }
}

/// <summary>Buses that belong together, and what they stand on.</summary>
internal interface IBusHome : IAsyncDisposable
{
    IReadOnlyList<IBus> Buses { get; }
}
