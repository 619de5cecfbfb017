using System.Collections.Concurrent;
using ServiceOS.Platform.Bus;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform.Bus;

public sealed class RabbitBusTests : BusTests
{
    private static readonly CancellationToken s_stop = CancellationToken.None;

    private protected override async Task<IBusHome> OpenAsync(int nodes) => await RabbitHome.OpenAsync(nodes);

    [Fact]
    public async Task Nodes_share_the_work_and_what_a_dead_one_had_goes_to_another_at_once()
    {
        await using var home = await RabbitHome.OpenAsync(nodes: 2);
        var done = new ConcurrentQueue<(int Node, Piece Piece)>();
        using var stop = new CancellationTokenSource();
        foreach (var (at, node) in home.Nodes.Index())
        {
            // the second never gets anything done: all that it was given must be given to the first when it dies
            _ = node.Bus.HandleAsync<Piece>(Queue, async (piece, ending) =>
            {
                done.Enqueue((at, piece));
                if (at == 1)
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ending);
                return Handled.Done;
            }, stop.Token);
        }
        await Eventually.TrueAsync(async () =>
        {
            var key = Guid.NewGuid().ToString();
            home.Nodes[0].Bus.Offer(Queue, key, new Piece(key, 0));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, s_stop);
            return done.Any(taken => taken.Node == 1);
        }, "both are given work");
        for (var i = 0; i < 200; i++)
            home.Nodes[0].Bus.Offer(Queue, $"key {i}", new Piece($"key {i}", i));
        await Eventually.TrueAsync(() => done.Count(taken => taken.Piece.Key.StartsWith("key", StringComparison.Ordinal)) >= 100, "most is given out");

        await home.Nodes[1].DieAsync();

        await Eventually.TrueAsync(() => done.Where(taken => taken.Node == 0 && taken.Piece.Key.StartsWith("key", StringComparison.Ordinal))
            .DistinctBy(taken => taken.Piece.Number).Count() == 200, "the first does all of it");
    }

    [Fact]
    public async Task Without_the_broker_a_node_handles_its_own_work_says_so_and_comes_back_by_itself()
    {
        await using var home = await RabbitHome.OpenAsync(nodes: 1);
        using var hands = new Hands(home);
        var node = home.Nodes[0];

        node.Wire.Cut(true);
        for (var i = 0; i < 100; i++)
            node.Bus.Offer(Queue, $"key {i}", new Piece($"key {i}", i));
        await Eventually.TrueAsync(() => hands.Done.DistinctBy(piece => piece.Number).Count() == 100, "it handles all of it");
        await Eventually.TrueAsync(() => node.Bus.Fault is not null, "it says so");

        node.Wire.Cut(false);
        await Eventually.TrueAsync(() => node.Bus.Fault is null, "it is back");
        node.Bus.Offer(Queue, "after", new Piece("after", 1_000));
        await Eventually.TrueAsync(() => hands.Done.Any(piece => piece.Number == 1_000), "it goes on");
    }

    [Fact]
    public async Task A_broker_that_takes_and_says_nothing_is_as_good_as_none()
    {
        await using var home = await RabbitHome.OpenAsync(nodes: 1);
        using var hands = new Hands(home);
        var node = home.Nodes[0];

        node.Wire.Hold(up: false, down: true);   // what is published arrives, and the confirmation doesn't
        node.Bus.Offer(Queue, "key", new Piece("key", 1));

        await Eventually.TrueAsync(() => hands.Done.Any(piece => piece.Number == 1), "it is handled all the same");
        await Eventually.TrueAsync(() => node.Bus.Fault is not null, "the connection is given up");
        node.Wire.Hold(up: false, down: false);
        await Eventually.TrueAsync(() => node.Bus.Fault is null, "it is back");
    }

    [Fact]
    public async Task A_commit_on_one_node_wakes_the_readers_of_the_other_and_not_its_own_twice()
    {
        await using var home = await RabbitHome.OpenAsync(nodes: 2);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, s_stop);   // the wake-ups of the start
        var (own, other) = (home.Nodes[0].Signal.Version, home.Nodes[1].Signal.Version);

        home.Nodes[0].Signal.Raise();

        await Eventually.TrueAsync(() => home.Nodes[1].Signal.Version == other + 1, "the other is woken");
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, s_stop);
        Assert.Equal(own + 1, home.Nodes[0].Signal.Version);
    }

    [Fact]
    public async Task Work_that_nobody_can_handle_is_put_aside_after_some_tries()
    {
        await using var home = await RabbitHome.OpenAsync(nodes: 1);
        var tries = 0;
        using var hands = new Hands(home, _ =>
        {
            Interlocked.Increment(ref tries);
            throw new InvalidOperationException("it breaks");
        });

        home.Nodes[0].Bus.Offer(Queue, "key", new Piece("key", 1));

        await Eventually.TrueAsync(async () => await home.Nodes[0].Bus.CountDeadAsync(s_stop) == 1, "it is put aside");
        Assert.InRange(tries, 2, 10);
    }

    [Theory]
    [InlineData("nonsense", "must be an address like amqp://")]
    [InlineData("amqp://guest:wrong@127.0.0.1:{port}/", "refuses the name or the password")]
    [InlineData("amqp://guest:guest@127.0.0.1:{port}/nowhere", "does not know the virtual host")]
    [InlineData("amqp://guest:guest@127.0.0.1:1/", "can't be reached")]
    public async Task An_address_that_is_wrong_is_refused_with_the_reason(string address, string reason)
    {
        var port = new Uri(RabbitHome.Address()).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var refused = await Assert.ThrowsAsync<BusException>(() =>
            RabbitTopology.RequireAsync(address.Replace("{port}", port, StringComparison.Ordinal), s_stop));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
