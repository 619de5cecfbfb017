using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>Nudges: what a consumer's page and a desk hear, and from whom.</summary>
public sealed class LiveTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_consumers_page_hears_of_messages_of_typing_and_of_who_has_the_conversation(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        await using var page = await Nudges.ListenAsync(ana.Http, $"{ana.Path}/live");
        await page.UntilAsync(shop.Server, seen => seen == """message {"seq":0}""", "the newest place is told at once");

        await ana.AskAsync("hello");
        await page.UntilAsync(shop.Server, seen => seen == """message {"seq":2}""", "the bot's answer");
        using var mei = await shop.AgentAsync("mei", "busy");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
        await page.UntilAsync(shop.Server, seen => seen == "status {}", "somebody has it");
        (await mei.PostAsync($"{ana.Path}/typing")).Expect(HttpStatusCode.NoContent);
        await page.UntilAsync(shop.Server, seen => seen == """typing {"speaker":"agent","name":"Mei"}""", "Mei types");
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_desk_hears_of_its_own_shops_and_of_no_others(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        using var mei = await shop.SignInAsync("mei");
        using var lin = await shop.SignInAsync("lin");
        using var wei = await shop.SignInAsync("wei");
        await using var lantern = await Nudges.ListenAsync(mei, "/v1/live");
        await using var platform = await Nudges.ListenAsync(lin, "/v1/live");
        await using var harbour = await Nudges.ListenAsync(wei, "/v1/live");
        await lantern.UntilAsync(shop.Server, seen => seen.Contains("\"many\":true", StringComparison.Ordinal), "look at everything once");

        var ana = await shop.VisitAsync();
        await ana.SayAsync("hello");
        foreach (var desk in (Nudges[])[lantern, platform])
            await desk.UntilAsync(shop.Server, seen => seen.StartsWith("changed ", StringComparison.Ordinal) && seen.Contains(ana.Conversation, StringComparison.Ordinal), "Ana's conversation changed");
        (await ana.Http.PostAsync($"{ana.Path}/typing")).Expect(HttpStatusCode.NoContent);
        await lantern.UntilAsync(shop.Server, seen => seen.StartsWith("typing ", StringComparison.Ordinal) && seen.Contains("\"speaker\":\"consumer\"", StringComparison.Ordinal), "Ana types");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/viewing")).Expect(HttpStatusCode.NoContent);
        await platform.UntilAsync(shop.Server, seen => seen == $$"""viewing {"conversation":"{{ana.Conversation}}","agents":["Mei"]}""", "Mei looks");
        (await mei.DropAsync($"/v1/desk/conversations/{ana.Conversation}/viewing")).Expect(HttpStatusCode.NoContent);
        await platform.UntilAsync(shop.Server, seen => seen == $$"""viewing {"conversation":"{{ana.Conversation}}","agents":[]}""", "Mei looks no longer");
        var bo = await shop.VisitAsync("harbour");
        await bo.SayAsync("hello");
        await harbour.UntilAsync(shop.Server, seen => seen.Contains(bo.Conversation, StringComparison.Ordinal), "Bo's conversation changed");

        Assert.DoesNotContain(harbour.Seen, seen => seen.Contains(ana.Conversation, StringComparison.Ordinal));
        Assert.DoesNotContain(lantern.Seen, seen => seen.Contains(bo.Conversation, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Nobody_listens_to_what_is_not_theirs(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        var bo = await shop.VisitAsync();
        using var wei = await shop.SignInAsync("wei");

        (await bo.Http.GetJsonAsync($"{ana.Path}/live")).Expect(HttpStatusCode.NotFound);
        (await wei.GetJsonAsync($"{ana.Path}/live")).Expect(HttpStatusCode.NotFound);
        (await shop.Server.Http.GetJsonAsync($"{ana.Path}/live")).Expect(HttpStatusCode.Unauthorized);
        (await ana.Http.GetJsonAsync("/v1/live")).Expect(HttpStatusCode.Forbidden);
    }
}
