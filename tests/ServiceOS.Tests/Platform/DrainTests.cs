using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

/// <summary>How a node leaves that was told to stop.</summary>
public sealed class DrainTests
{
    private static readonly DrainSettings s_settings = new() { DrainSeconds = 3 };

    [Fact]
    public async Task It_is_not_ready_sends_streams_away_and_serves_the_rest_until_its_time_is_over()
    {
        await using var server = await StartAsync(s_settings);
        await Cast.RaiseAsync(server);
        var session = (await server.Http.PostAsync("/v1/visitor-sessions", new { merchant = "lantern", locale = "en" })).Expect(HttpStatusCode.OK);
        using var ana = server.Client(session.Get("token"));
        var path = $"/v1/conversations/{(await ana.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created).Get("id")}";
        using var stream = await ana.GetAsync($"{path}/live", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Null((await ana.GetJsonAsync(path)).Response.Headers.ConnectionClose);

        Leave(server);

        await stream.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);   // it ends, and properly
        var ready = (await server.Http.GetJsonAsync("/health/ready")).Expect(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("This node is stopping.", ready.Get("detail"));
        var again = (await ana.GetJsonAsync($"{path}/live")).Expect(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(TimeSpan.FromSeconds(1), again.Response.Headers.RetryAfter!.Delta);
        var sent = (await ana.PostAsync($"{path}/messages", new { clientKey = "k1", body = "hello" })).Expect(HttpStatusCode.OK);
        Assert.True(sent.Response.Headers.ConnectionClose);

        server.Time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(HasStopped(server));
        server.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(HasStopped(server));
    }

    [Fact]
    public async Task A_second_signal_ends_the_wait()
    {
        await using var server = await StartAsync(s_settings);

        Leave(server);
        Assert.False(HasStopped(server));
        Leave(server);

        Assert.True(HasStopped(server));
    }

    [Fact]
    public async Task Without_a_drain_time_it_stops_at_once()
    {
        await using var server = await StartAsync(new());

        Leave(server);

        Assert.True(HasStopped(server));
    }

    private static Task<TestServer> StartAsync(DrainSettings settings) =>
        TestServer.StartAsync(Engine.Sqlite, services => services.Replace(ServiceDescriptor.Singleton(settings)));

    private static void Leave(TestServer server) => Assert.IsType<DrainingLifetime>(server.Get<IHostLifetime>()).Leave();

    private static bool HasStopped(TestServer server) => server.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;
}
