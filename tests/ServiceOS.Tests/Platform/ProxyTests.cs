using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

/// <summary>Behind a proxy everybody comes from its address: limits must be by whom it asks for.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task Who_guesses_behind_a_proxy_locks_out_nobody_but_themselves()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        await Cast.RaiseAsync(server);
        using var guesser = From(server, "203.0.113.7");
        for (var i = 0; i < 30; i++)
            await guesser.PostAsync("/v1/staff-sessions", new { name = $"nobody{i}", password = "a wrong one" });

        (await guesser.PostAsync("/v1/staff-sessions", new { name = "tom", password = Cast.Password })).Expect(HttpStatusCode.TooManyRequests);
        using var tom = From(server, "203.0.113.8");
        (await tom.PostAsync("/v1/staff-sessions", new { name = "tom", password = Cast.Password })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cookie_is_for_TLS_only_when_the_sender_used_it()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        await Cast.RaiseAsync(server);
        using var secure = From(server, "203.0.113.7");
        secure.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var plain = From(server, "203.0.113.7");

        Assert.Contains("secure", await CookieAsync(secure), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", await CookieAsync(plain), StringComparison.OrdinalIgnoreCase);
    }

    private static HttpClient From(TestServer server, string address)
    {
        var client = server.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    private static async Task<string> CookieAsync(HttpClient client)
    {
        var answer = (await client.PostAsync("/v1/staff-sessions", new { name = "mei", password = Cast.Password })).Expect(HttpStatusCode.OK);
        return answer.Response.Headers.GetValues("Set-Cookie").Single();
    }
}
