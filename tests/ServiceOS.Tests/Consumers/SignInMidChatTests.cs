using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Consumers;

/// <summary>A visitor who signs in while it talks keeps its conversation; nobody gets anybody else's.</summary>
public sealed class SignInMidChatTests
{
    private static readonly string s_secret = new('s', 32);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_signs_in_goes_on_with_the_same_conversation_and_the_same_agent(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await shop.VisitAsync();
        await ana.AskAsync("hello");
        using var mei = await shop.AgentAsync("mei", "busy");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);

        var session = await SignInAsync(shop, before: TokenOf(ana));
        using var member = shop.Server.Client(session.Get("token"));

        Assert.NotEqual(ana.ConsumerId, session.Get("consumerId"));
        Assert.Equal(ana.Conversation, (await member.GetJsonAsync("/v1/conversations/current")).Expect(HttpStatusCode.OK).Get("id"));
        Assert.Equal(3, (await member.GetJsonAsync($"{ana.Path}/messages")).Expect(HttpStatusCode.OK).Items().Count);
        (await member.PostAsync($"{ana.Path}/messages", new { clientKey = "m1", body = "It is me" })).Expect(HttpStatusCode.OK);
        var row = (await mei.GetJsonAsync($"/v1/desk/conversations/{ana.Conversation}")).Expect(HttpStatusCode.OK).Json.GetProperty("row");
        Assert.Equal((true, "Ana", "gold"), (row.GetProperty("consumer").GetProperty("verified").GetBoolean(),
            row.GetProperty("consumer").Text("name"), row.GetProperty("consumer").Text("tier")));
        Assert.Equal(("assigned", "Mei"), (row.Text("state"), row.GetProperty("agent").Text("name")));

        // what the visitor held opens nothing of the member's any more
        (await ana.Http.GetJsonAsync($"{ana.Path}/messages")).Expect(HttpStatusCode.NotFound);
        (await ana.SayAsync("and me?")).Expect(HttpStatusCode.NotFound);
        (await ana.Http.GetJsonAsync("/v1/conversations/current")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(session.Get("consumerId"), System.Text.Json.JsonDocument.Parse(
            (await shop.Server.FactsAsync("conversation.carried-over")).Single().Body).RootElement.GetProperty("consumer").GetString());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_member_with_an_open_conversation_goes_on_with_that_and_nobody_waits_for_the_visitor(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        using var member = shop.Server.Client((await SignInAsync(shop)).Get("token"));
        var own = (await member.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created).Get("id");
        var ana = await shop.VisitAsync();
        using var mei = await shop.AgentAsync("mei", "busy");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);

        await SignInAsync(shop, before: TokenOf(ana));

        Assert.Equal(own, (await member.GetJsonAsync("/v1/conversations/current")).Expect(HttpStatusCode.OK).Get("id"));
        (await member.GetJsonAsync(ana.Path)).Expect(HttpStatusCode.NotFound);
        Assert.Equal("closed", await ana.StateAsync());
        Assert.Equal(0, (await mei.GetJsonAsync("/v1/desk/presence")).Json.GetProperty("assigned").GetInt32());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_signs_in_on_two_devices_at_once_has_one_conversation(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        using var member = shop.Server.Client((await SignInAsync(shop)).Get("token"));
        for (var round = 0; round < 10; round++)
        {
            var ana = await shop.VisitAsync();

            var carried = SignInAsync(shop, before: TokenOf(ana));
            var opened = (await member.PostAsync("/v1/conversations")).Get("id");
            await carried;

            Assert.Equal(opened, (await member.GetJsonAsync("/v1/conversations/current")).Expect(HttpStatusCode.OK).Get("id"));
            (await member.PostAsync($"/v1/conversations/{opened}/close")).Expect(HttpStatusCode.OK);
        }
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Without_the_visitors_own_token_nothing_is_carried_over(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await shop.VisitAsync();
        var bo = await shop.VisitAsync("harbour");
        var token = TokenOf(ana);
        using var other = shop.Server.Client((await SignInAsync(shop, subject: "m-2")).Get("token"));
        var others = (await other.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created).Get("id");

        foreach (var before in (string?[])[null, "x", token[..^2] + (token[^2] == 'A' ? "BB" : "AA"), TokenOf(bo), TokenOf(other)])
        {
            using var member = shop.Server.Client((await SignInAsync(shop, before)).Get("token"));
            (await member.GetJsonAsync("/v1/conversations/current")).Expect(HttpStatusCode.NotFound);
        }
        (await MemberTests.EnterAsync(shop, "not.a.token", before: token)).Expect(HttpStatusCode.Unauthorized);

        Assert.Equal(("bot", "bot"), (await ana.StateAsync(), await bo.StateAsync()));
        (await other.GetJsonAsync($"/v1/conversations/{others}")).Expect(HttpStatusCode.OK);
    }

    private static async Task<Shop> OpenAsync(Engine engine)
    {
        var shop = await Shop.OpenAsync(engine);
        await MemberTests.SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret = s_secret });
        return shop;
    }

    private static string TokenOf(Visitor visitor) => TokenOf(visitor.Http);

    private static string TokenOf(HttpClient client) => client.DefaultRequestHeaders.Authorization!.Parameter!;

    private static async Task<Answer> SignInAsync(Shop shop, string? before = null, string subject = "m-1") =>
        (await MemberTests.EnterAsync(shop, Jwt.Hs256(s_secret, MemberTests.Claims(shop, subject)), before: before)).Expect(HttpStatusCode.OK);
}
