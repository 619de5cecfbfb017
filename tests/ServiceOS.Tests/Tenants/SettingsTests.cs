using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Tenants;

public sealed class SettingsTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_a_node_does_not_say_comes_from_above(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var lin = await cast.SignedInAsync("lin");
        using var kang = await cast.SignedInAsync("kang");
        (await lin.PutAsync($"/v1/tenants/{cast.Market.Id}/settings", new { color = "#112233", agentCapacity = 9 })).Expect(HttpStatusCode.OK);

        var set = (await kang.PutAsync($"/v1/tenants/{cast.Lantern.Id}/settings", new { agentCapacity = 3, receptionMode = "mixed", botRatio = 0.25 }))
            .Expect(HttpStatusCode.OK);

        foreach (var seen in new[] { set, await kang.GetJsonAsync($"/v1/tenants/{cast.Lantern.Id}/settings") })
        {
            Assert.Equal(("lantern", "#112233", 3, 0.25), (seen.Get("name"), seen.Get("color"),
                seen.Json.GetProperty("agentCapacity").GetInt32(), seen.Json.GetProperty("botRatio").GetDouble()));
            var inherited = seen.Json.GetProperty("inherited").EnumerateArray().Select(field => field.GetString()).ToList();
            Assert.Contains("color", inherited);
            Assert.DoesNotContain("agentCapacity", inherited);
            Assert.DoesNotContain("name", inherited);
        }
        await Eventually.TrueAsync(async () =>
            (await server.Get<TenantTree>().SettingsAsync(cast.Lantern.Id, CancellationToken.None)) is { AgentCapacity: 3, Color: "#112233" },
            "the tree has heard");
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_new_name_is_in_the_language_of_whoever_gives_it(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");

        (await kang.PutAsync($"/v1/tenants/{cast.Lantern.Id}/settings", new { name = "灯笼" })).Expect(HttpStatusCode.OK);
        (await kang.PutAsync("/v1/me", new { locale = "en" })).Expect(HttpStatusCode.OK);

        Assert.Equal("lantern", (await kang.GetJsonAsync($"/v1/tenants/{cast.Lantern.Id}/settings")).Get("name"));
        var own = (await kang.GetJsonAsync("/v1/tenants")).Items();
        Assert.Equal([("lantern", "merchant")], own.Select(node => (node.Text("name"), node.Text("kind"))));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_tree_shows_what_is_in_scope_parents_first(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var lin = await cast.SignedInAsync("lin");

        var nodes = (await lin.GetJsonAsync("/v1/tenants")).Expect(HttpStatusCode.OK).Items();

        Assert.Equal(["town", "market", "port", "harbour", "lantern"], nodes.Select(node => node.Text("slug")));
        Assert.False(nodes[0].TryGetProperty("parentId", out _));
        Assert.Equal(cast.Market.Id.ToString(), nodes[4].Text("parentId"));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"color":"red"}""", "color" },
        { """{"name":" "}""", "name" },
        { """{"locale":"fr"}""", "locale" },
        { """{"receptionMode":"none"}""", "receptionMode" },
        { """{"botRatio":1.5}""", "botRatio" },
        { """{"greeting":{"zh-CN":"您好"}}""", "greeting.en" },
        { """{"timeZone":"Mars/Olympus"}""", "timeZone" },
        { """{"timeZone":"/etc/passwd"}""", "timeZone" },
        { """{"timeZone":"../../../etc/passwd"}""", "timeZone" },
        { """{"businessHours":[{"day":7,"from":"09:00","to":"12:00"}]}""", "businessHours[0].day" },
        { """{"businessHours":[{"day":1,"from":"9am","to":"12:00"}]}""", "businessHours[0].from" },
        { """{"businessHours":[{"day":1,"from":"12:00","to":"09:00"}]}""", "businessHours[0].to" },
        { """{"businessHours":[{"day":1,"from":"09:00","to":"12:00"},{"day":1,"from":"11:59","to":"13:00"}]}""", "businessHours[1].from" },
        { """{"businessHours":[null]}""", "businessHours[0].day" },
        { """{"holidays":[{"date":"2026-02-30"}]}""", "holidays[0].date" },
        { """{"holidays":[{"date":"2026-10-01"},{"date":"2026-10-01"}]}""", "holidays[1].date" },
        { """{"holidays":[{"date":"2026-10-01","open":[{"from":"09:00","to":"24:30"}]}]}""", "holidays[0].open[0].to" },
        { """{"holidays":[null]}""", "holidays[0].date" },
        { """{"firstResponseSeconds":0}""", "firstResponseSeconds" },
        { """{"agentCapacity":1000}""", "agentCapacity" },
        { """{"answerThreshold":-0.1}""", "answerThreshold" },
        { """{"allowedOrigins":["https://shop.example/path"]}""", "allowedOrigins[0]" },
        { """{"allowedOrigins":["javascript:alert(1)"]}""", "allowedOrigins[0]" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_field_that_cant_be_taken_is_named(string body, string field)
    {
        var faults = SettingsFaults.Of(JsonSerializer.Deserialize<SettingsChange>(body, JsonSerializerOptions.Web)!);

        Assert.Contains(field, faults.Keys);
        Assert.All(faults.Keys, other => Assert.StartsWith(field.Split('.')[0], other, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"color":"red","timeZone":"Mars/Olympus"}""", "color")]
    [InlineData("""{"choicesThreshold":0.9}""", "choicesThreshold")]   // above the answer threshold that is inherited
    [InlineData("""{"businessHours":"always"}""", null)]
    public async Task What_cant_be_taken_changes_nothing(string body, string? field)
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");
        var path = $"/v1/tenants/{cast.Lantern.Id}/settings";
        var before = (await kang.GetJsonAsync(path)).Text;

        var answer = (await kang.CallAsync(HttpMethod.Put, path, body)).Expect(HttpStatusCode.BadRequest);

        Assert.True(field is null || answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.Text);
        Assert.Equal(before, (await kang.GetJsonAsync(path)).Text);
    }

    [Fact]
    public void Good_settings_have_no_faults() => Assert.Empty(SettingsFaults.Of(JsonSerializer.Deserialize<SettingsChange>("""
        {"name":"灯笼","color":"#0F766E","locale":"en","receptionMode":"human-first","botRatio":1,
         "greeting":{"zh-CN":"您好","en":"Hello"},"timeZone":"Asia/Shanghai",
         "businessHours":[{"day":1,"from":"13:00","to":"24:00"},{"day":1,"from":"09:00","to":"13:00"},{"day":2,"from":"09:00","to":"13:00"}],
         "holidays":[{"date":"2026-10-01","name":"国庆节"},{"date":"2026-10-02","open":[{"from":"09:00","to":"10:00"}]}],
         "firstResponseSeconds":30,"agentCapacity":8,"answerThreshold":0.6,"choicesThreshold":0.3,
         "allowedOrigins":["https://shop.example","http://localhost:8080"]}
        """, JsonSerializerOptions.Web)!));

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_member_key_is_set_but_never_shown(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");
        var path = $"/v1/tenants/{cast.Lantern.Id}/member-key";
        Assert.False((await kang.GetJsonAsync(path)).Expect(HttpStatusCode.OK).Json.GetProperty("set").GetBoolean());

        (await kang.PutAsync(path, new { algorithm = "HS256", secret = new string('s', 32) })).Expect(HttpStatusCode.NoContent);
        var seen = await kang.GetJsonAsync(path);
        Assert.Equal(("HS256", true), (seen.Get("algorithm"), seen.Json.GetProperty("set").GetBoolean()));
        Assert.DoesNotContain("ssss", seen.Text, StringComparison.Ordinal);

        using var rsa = RSA.Create(2_048);
        (await kang.PutAsync(path, new { algorithm = "RS256", publicKey = rsa.ExportSubjectPublicKeyInfoPem() })).Expect(HttpStatusCode.NoContent);
        Assert.Equal("RS256", (await kang.GetJsonAsync(path)).Get("algorithm"));
    }

    [Fact]
    public async Task A_member_key_that_is_too_weak_or_private_is_refused()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");
        using var lin = await cast.SignedInAsync("lin");
        using var weak = RSA.Create(1_024);
        using var fine = RSA.Create(2_048);
        var path = $"/v1/tenants/{cast.Lantern.Id}/member-key";

        Assert.Equal(400, (await kang.PutAsync(path, new { algorithm = "HS256", secret = "short" })).Code);
        Assert.Equal(400, (await kang.PutAsync(path, new { algorithm = "none" })).Code);
        Assert.Equal(400, (await kang.PutAsync(path, new { algorithm = "RS256", publicKey = "PEM" })).Code);
        Assert.Equal(400, (await kang.PutAsync(path, new { algorithm = "RS256", publicKey = weak.ExportSubjectPublicKeyInfoPem() })).Code);
        Assert.Equal(400, (await kang.PutAsync(path, new { algorithm = "RS256", publicKey = fine.ExportPkcs8PrivateKeyPem() })).Code);
        Assert.Equal(422, (await lin.PutAsync($"/v1/tenants/{cast.Market.Id}/member-key", new { algorithm = "HS256", secret = new string('s', 32) })).Code);
    }
}
