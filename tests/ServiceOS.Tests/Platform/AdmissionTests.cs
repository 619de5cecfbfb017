using System.Net;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

/// <summary>While more waits than can be answered soon, consumers are told so at the door, and nothing of theirs is begun.</summary>
public sealed class AdmissionTests
{
    private const int MoreThanAreAnsweredSoon = 4_000;

    [Fact]
    public async Task Who_comes_while_too_much_waits_hears_when_to_come_again_and_nothing_is_stored()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        var ana = await shop.VisitAsync();
        await using var jam = Jam.In(shop.Server);
        ana.Http.DefaultRequestHeaders.Add("Origin", "https://lantern.example");

        var refused = (await ana.SayAsync("hello", key: "1")).Expect(HttpStatusCode.TooManyRequests);

        Assert.Equal("overloaded", refused.Problem);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Response.Headers.RetryAfter!.Delta);
        Assert.Equal(refused.Response.Headers.GetValues("X-Trace-Id").Single(), refused.Get("traceId"));
        // or the shop's page could not read it
        Assert.Equal("*", refused.Response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("Retry-After", refused.Response.Headers.GetValues("Access-Control-Expose-Headers").Single(), StringComparison.Ordinal);
        Assert.Empty(await ana.MessagesAsync());
    }

    [Fact]
    public async Task Staff_get_in_all_the_same_and_everybody_does_when_it_is_over()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        var ana = await shop.VisitAsync();
        var mei = await shop.AgentAsync("mei", "busy");
        await using (Jam.In(shop.Server))
        {
            (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
            (await mei.PostAsync($"{ana.Path}/messages", new { clientKey = "1", body = "I'm here" })).Expect(HttpStatusCode.OK);
            (await ana.SayAsync("hello")).Expect(HttpStatusCode.TooManyRequests);
        }

        (await ana.SayAsync("hello")).Expect(HttpStatusCode.OK);
    }

    /// <summary>A queue of the bus that nobody gets on with.</summary>
    private sealed class Jam : IAsyncDisposable
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _handler;
        private readonly IBus _bus;

        private Jam(IBus bus)
        {
            _bus = bus;
            _handler = bus.HandleAsync<int>("jam", async (_, stop) =>
            {
                await _open.Task.WaitAsync(stop);
                return Handled.Done;
            }, _stop.Token);
            for (var i = 0; i < MoreThanAreAnsweredSoon; i++)
                bus.Offer("jam", $"k{i}", i);
        }

        public static Jam In(TestServer server) => new(server.Get<IBus>());

        public async ValueTask DisposeAsync()
        {
            _open.TrySetResult();
            await Eventually.TrueAsync(() => _bus.Backlog == 0, "the jam has cleared");
            await _stop.CancelAsync();
            await _handler.ContinueWith(static _ => { }, TaskScheduler.Default);
            _stop.Dispose();
        }
    }
}
