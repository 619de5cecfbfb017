using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Tenants;

public sealed class ApiKeyTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_key_works_until_it_is_revoked(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");

        var made = (await kang.PostAsync("/v1/api-keys", new { name = "ERP", tenant = cast.Lantern.Id, scopes = new[] { "settings.read", "ask" } }))
            .Expect(HttpStatusCode.Created);
        using var program = server.Client(made.Get("key"));

        Assert.StartsWith("sosk_", made.Get("key"), StringComparison.Ordinal);
        Assert.StartsWith(made.Get("prefix"), made.Get("key"), StringComparison.Ordinal);
        Assert.Equal(200, (await program.GetJsonAsync($"/v1/tenants/{cast.Lantern.Id}/settings")).Code);
        Assert.Equal(403, (await program.GetJsonAsync("/v1/staff")).Code);
        Assert.Equal(404, (await program.GetJsonAsync($"/v1/tenants/{cast.Harbour.Id}/settings")).Code);

        var listed = (await kang.GetJsonAsync("/v1/api-keys")).Items().Single(key => key.Text("name") == "ERP");
        Assert.Equal(server.Time.GetUtcNow(), listed.GetProperty("lastUsedAt").GetDateTimeOffset());
        Assert.False(listed.TryGetProperty("key", out _));

        (await kang.DropAsync($"/v1/api-keys/{made.Get("id")}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal(401, (await program.GetJsonAsync($"/v1/tenants/{cast.Lantern.Id}/settings")).Code);
        Assert.True((await kang.GetJsonAsync("/v1/api-keys")).Items().Single(key => key.Text("name") == "ERP").TryGetProperty("revokedAt", out _));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_last_use_is_noted_at_most_once_a_minute(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var program = await cast.WithKeyAsync(Permission.SettingsRead, Permission.KeysWrite);
        var first = server.Time.GetUtcNow();

        Assert.Equal(first, await LastUsedAsync(program));
        server.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(first, await LastUsedAsync(program));
        server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(server.Time.GetUtcNow(), await LastUsedAsync(program));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_key_can_do_no_more_than_whoever_makes_it(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var program = await cast.WithKeyAsync(Permission.KeysWrite, Permission.Ask);

        Assert.Equal(201, (await program.PostAsync("/v1/api-keys", new { name = "k", scopes = new[] { "ask" } })).Code);
        Assert.Equal(400, (await program.PostAsync("/v1/api-keys", new { name = "k", scopes = new[] { "desk.read" } })).Code);
        Assert.Equal(400, (await program.PostAsync("/v1/api-keys", new { name = "k", scopes = new[] { "staff" } })).Code);
        Assert.Equal(400, (await program.PostAsync("/v1/api-keys", new { name = "k", scopes = new[] { "consumer" } })).Code);
        Assert.Equal(400, (await program.PostAsync("/v1/api-keys", new { name = "k", scopes = Array.Empty<string>() })).Code);
        Assert.Equal(400, (await program.PostAsync("/v1/api-keys", new { name = "k", scopes = new string?[] { null } })).Code);
        Assert.Equal(404, (await program.PostAsync("/v1/api-keys", new { name = "k", scopes = new[] { "ask" }, tenant = cast.Market.Id })).Code);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Another_shops_key_is_not_there(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");
        using var wei = await cast.SignedInAsync("wei");
        var made = (await kang.PostAsync("/v1/api-keys", new { name = "ERP", scopes = new[] { "ask" } })).Expect(HttpStatusCode.Created);

        Assert.Empty((await wei.GetJsonAsync("/v1/api-keys")).Items());
        Assert.Equal(404, (await wei.GetJsonAsync($"/v1/api-keys?tenant={cast.Lantern.Id}")).Code);
        Assert.Equal(404, (await wei.DropAsync($"/v1/api-keys/{made.Get("id")}")).Code);
    }

    [Fact]
    public async Task A_program_has_no_presence_and_no_profile()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var cast = await Cast.RaiseAsync(server);
        using var program = await cast.WithKeyAsync(Permission.DeskRead, Permission.DeskReply);

        Assert.Equal(404, (await program.PutAsync("/v1/desk/presence", new { state = "online" })).Code);
        Assert.Equal(404, (await program.PostAsync("/v1/desk/presence/heartbeat")).Code);
        Assert.Equal(403, (await program.PutAsync("/v1/me", new { displayName = "x" })).Code);
    }

    private static async Task<DateTimeOffset> LastUsedAsync(HttpClient program) =>
        (await program.GetJsonAsync("/v1/api-keys")).Items().Single().GetProperty("lastUsedAt").GetDateTimeOffset();
}
