using System.Net;
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

    [Fact]
    public async Task An_address_that_is_not_there_lets_nobody_in()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);

        var answer = await server.Http.GetJsonAsync("/v1/nowhere");

        Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized, answer.Text);
    }
}
