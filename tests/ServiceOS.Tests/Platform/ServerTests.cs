using System.Net.Http.Headers;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

/// <summary>The application as a whole starts, with its tree, on each engine.</summary>
public sealed class ServerTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task It_starts_and_knows_its_tree(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);

        var lantern = await server.Get<TenantTree>().FindBySlugAsync("lantern", CancellationToken.None);

        Assert.Equal(cast.Lantern, lantern);
        Assert.Equal([cast.Lantern.Id, cast.Market.Id, cast.Platform.Id], lantern!.Lineage());
        Assert.Equal("lantern", (await server.Get<TenantTree>().SettingsAsync(lantern.Id, CancellationToken.None)).Name.En);
    }

    [Theory]
    [InlineData("GET", "/v1/nowhere", null, 404, "not-found")]
    [InlineData("GET", "/v1/staff/not-an-id", null, 405, "method")]
    [InlineData("DELETE", "/v1/staff-sessions", null, 405, "method")]
    [InlineData("POST", "/v1/staff-sessions", "text/plain", 415, "media-type")]
    [InlineData("POST", "/v1/staff-sessions", "application/json; charset=nonsense", 415, "media-type")]
    [InlineData("POST", "/v1/staff-sessions", "application/json; charset=utf-16", 415, "media-type")]
    [InlineData("POST", "/v1/staff-sessions", "application/json; charset=\"UTF-8\"", 400, "invalid")]
    [InlineData("GET", "/v1/widget/lantern/and/more", null, 404, "not-found")]
    [InlineData("GET", "/v1/tenants/not-an-id/settings", null, 401, "not-signed-in")]
    public async Task Every_refusal_says_why(string method, string path, string? type, int code, string problem)
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        using var content = type is null ? null : new StringContent("{}", mediaType: MediaTypeHeaderValue.Parse(type));

        var answer = await server.Http.CallAsync(new HttpMethod(method), path, content);

        Assert.Equal((code, problem), (answer.Code, answer.Problem));
        Assert.True(code != 405 || answer.Response.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task An_id_or_a_number_that_is_none_is_refused_by_name()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var cast = await Cast.RaiseAsync(server);
        using var lin = await cast.SignedInAsync("lin");

        foreach (var path in (string[])["/v1/tenants/not-an-id/settings", "/v1/staff?tenant=7", "/v1/facts?limit=x"])
            Assert.Equal((400, "bad-request"), (await lin.GetJsonAsync(path)) is var answer ? (answer.Code, answer.Problem) : default);
    }
}
