using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>Conversations that are passed on: to a colleague, to a skill's line, back to the bot.</summary>
public sealed class TransferTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_colleague_who_is_there_gets_it_with_the_note_and_the_place(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (ana, mei) = await WithMeiAsync(shop);
        using var tom = await shop.AgentAsync("tom", "busy");

        (await TransferAsync(mei, ana, new { toAgent = shop.Cast.Tom.ToString(), note = "She wants blue" })).Expect(HttpStatusCode.OK);

        var row = (await tom.GetJsonAsync("/v1/desk/conversations?view=mine")).Items().Single();
        Assert.Equal("Tom", row.GetProperty("agent").Text("name"));
        Assert.Equal((0, 1), (await AssignedAsync(mei), await AssignedAsync(tom)));
        Assert.Equal("She wants blue", (await tom.GetJsonAsync($"/v1/desk/conversations/{ana.Conversation}/notes")).Items().Single().Text("body"));
        Assert.Equal("transferred", (await ana.MessagesAsync())[^1].GetProperty("parts")[0].Text("event"));
        Assert.DoesNotContain(await ana.MessagesAsync(), message => message.Text("body").Contains("blue", StringComparison.Ordinal));
        Assert.Equal("not-yours", (await mei.PostAsync($"{ana.Path}/messages", new { clientKey = "1", body = "hi" })).Expect(HttpStatusCode.Conflict).Problem);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Nobody_who_is_away_foreign_or_unknown_gets_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (ana, mei) = await WithMeiAsync(shop);
        using var wei = await shop.AgentAsync("wei");
        var foreignSkill = (await wei.PostAsync("/v1/skills", new { name = "harbour only" })).Expect(HttpStatusCode.Created).Get("id");

        Assert.Equal("not-present", (await TransferAsync(mei, ana, new { toAgent = shop.Cast.Tom.ToString() })).Expect(HttpStatusCode.Conflict).Problem);
        (await TransferAsync(mei, ana, new { toAgent = shop.Cast.Wei.ToString() })).Expect(HttpStatusCode.BadRequest);
        (await TransferAsync(mei, ana, new { toAgent = Guid.NewGuid().ToString("n") })).Expect(HttpStatusCode.BadRequest);
        (await TransferAsync(mei, ana, new { toSkill = foreignSkill })).Expect(HttpStatusCode.BadRequest);
        (await TransferAsync(mei, ana, new { toSkill = shop.Cast.AfterSale.ToString(), toBot = true })).Expect(HttpStatusCode.BadRequest);
        (await TransferAsync(mei, ana, new { })).Expect(HttpStatusCode.BadRequest);
        (await TransferAsync(wei, ana, new { toBot = true })).Expect(HttpStatusCode.NotFound);

        Assert.Equal("assigned", await ana.StateAsync());
        Assert.Equal(1, await AssignedAsync(mei));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_skills_line_is_for_those_who_have_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        using var tom = await shop.AgentAsync("tom", "busy");
        (await tom.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);

        (await TransferAsync(tom, ana, new { toSkill = shop.Cast.AfterSale.ToString() })).Expect(HttpStatusCode.OK);
        (await tom.PutAsync("/v1/desk/presence", new { state = "online" })).Expect(HttpStatusCode.OK);
        await shop.AssignAsync();
        Assert.Equal("queued", await ana.StateAsync());
        (await tom.PostAsync("/v1/desk/take-next")).Expect(HttpStatusCode.NoContent);

        using var mei = await shop.AgentAsync("mei");
        await Eventually.TrueAsync(async () => { await shop.AssignAsync(); return await ana.StateAsync() == "assigned"; }, "Mei gets it");
        Assert.Equal("Mei", (await ana.Http.GetJsonAsync(ana.Path)).Json.GetProperty("agent").Text("name"));
        Assert.Equal(0, await AssignedAsync(tom));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Another_line_keeps_the_time_waited_and_tells_the_consumer_nothing(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (ana, bo) = (await shop.VisitAsync(), await shop.VisitAsync());
        using var hua = await shop.AgentAsync("hua", "busy");
        await ana.Http.PostAsync($"{ana.Path}/handoff");
        shop.Server.Time.Advance(TimeSpan.FromSeconds(20));
        await bo.Http.PostAsync($"{bo.Path}/handoff");
        (await TransferAsync(hua, bo, new { toSkill = shop.Cast.AfterSale.ToString() })).Expect(HttpStatusCode.OK);
        var before = (await ana.MessagesAsync()).Count;

        (await TransferAsync(hua, ana, new { toSkill = shop.Cast.AfterSale.ToString() })).Expect(HttpStatusCode.OK);

        Assert.Equal(before, (await ana.MessagesAsync()).Count);
        Assert.Equal(1, (await ana.Http.GetJsonAsync(ana.Path)).Json.GetProperty("queue").GetProperty("position").GetInt32());
        Assert.Equal(2, (await bo.Http.GetJsonAsync(bo.Path)).Json.GetProperty("queue").GetProperty("position").GetInt32());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Back_with_the_bot_the_bot_answers_again(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (ana, mei) = await WithMeiAsync(shop);

        (await TransferAsync(mei, ana, new { toBot = true })).Expect(HttpStatusCode.OK);

        Assert.Equal("bot", (await ana.AskAsync("hello")).Text("speaker"));
        Assert.Equal(0, await AssignedAsync(mei));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_is_with_a_colleague_only_a_manager_passes_on(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (ana, _) = await WithMeiAsync(shop);
        using var tom = await shop.AgentAsync("tom", "busy");
        using var hua = await shop.SignInAsync("hua");

        Assert.Equal("not-yours", (await TransferAsync(tom, ana, new { toAgent = shop.Cast.Tom.ToString() })).Expect(HttpStatusCode.Conflict).Problem);
        (await TransferAsync(hua, ana, new { toAgent = shop.Cast.Tom.ToString() })).Expect(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_manager_takes_and_closes_what_is_with_an_agent_and_a_colleague_does_not_close_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (ana, mei) = await WithMeiAsync(shop);
        using var tom = await shop.AgentAsync("tom", "busy");
        using var hua = await shop.AgentAsync("hua", "busy");
        using var wei = await shop.AgentAsync("wei", "busy");

        Assert.Equal("not-yours", (await tom.PostAsync($"{ana.Path}/close")).Expect(HttpStatusCode.Conflict).Problem);
        (await wei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.NotFound);
        shop.Server.Time.Advance(TimeSpan.FromSeconds(11));   // what was just taken can't be taken away
        (await hua.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
        Assert.Equal((0, 1), (await AssignedAsync(mei), await AssignedAsync(hua)));

        (await hua.PostAsync($"/v1/desk/conversations/{ana.Conversation}/transfer", new { toAgent = shop.Cast.Mei.ToString() })).Expect(HttpStatusCode.OK);
        (await hua.PostAsync($"{ana.Path}/close", new { wrapUp = new { category = "other", resolved = false } })).Expect(HttpStatusCode.OK);
        Assert.Equal("closed", await ana.StateAsync());
        Assert.Equal((0, 0), (await AssignedAsync(mei), await AssignedAsync(hua)));
    }

    private static async Task<(Visitor Ana, HttpClient Mei)> WithMeiAsync(Shop shop)
    {
        var ana = await shop.VisitAsync();
        var mei = await shop.AgentAsync("mei", "busy");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
        return (ana, mei);
    }

    private static Task<Answer> TransferAsync(HttpClient by, Visitor visitor, object to) =>
        by.PostAsync($"/v1/desk/conversations/{visitor.Conversation}/transfer", to);

    private static async Task<int> AssignedAsync(HttpClient agent) =>
        (await agent.GetJsonAsync("/v1/desk/presence")).Expect(HttpStatusCode.OK).Json.GetProperty("assigned").GetInt32();
}
