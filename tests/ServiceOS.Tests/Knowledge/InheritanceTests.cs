using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Knowledge;

/// <summary>Knowledge comes down the tree, and a node may put its own in place of it.</summary>
public sealed class InheritanceTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_merchant_answers_from_its_own_its_units_and_the_platforms_items(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        var (kang, lin) = (await KnowledgeDesk.OfAsync(cast, "kang"), await KnowledgeDesk.OfAsync(cast, "lin"));
        var above = await lin.PublishedAsync(KnowledgeDesk.Words("Platform?"));
        await lin.PublishedAsync(KnowledgeDesk.Words("Market?"), cast.Market.Id);
        await lin.PublishedAsync(KnowledgeDesk.Words("Port?"), cast.Port.Id);
        await lin.SaveAsync(KnowledgeDesk.Words("Not ready?"));
        await kang.PublishedAsync(KnowledgeDesk.Words("Lantern?"));
        await kang.PublishedAsync(KnowledgeDesk.Words("灯笼?", language: "zh-CN"));

        Assert.Equal("Lantern? Market? Platform?", string.Join(' ', await Live.QuestionsAsync(server, cast.Lantern.Id)));
        Assert.Equal("灯笼?", string.Join(' ', await Live.QuestionsAsync(server, cast.Lantern.Id, "zh-CN")));
        Assert.Equal("Port? Platform?", string.Join(' ', await Live.QuestionsAsync(server, cast.Harbour.Id)));

        var rows = (await kang.ListAsync()).Items();
        Assert.Equal(4, rows.Count);
        Assert.Equal(2, rows.Count(row => row.GetProperty("inherited").GetBoolean()));
        var seen = await kang.FindAsync(above);
        Assert.True(seen.GetProperty("inherited").GetBoolean());
        Assert.Equal("platform", seen.GetProperty("origin").Text("kind"));
        Assert.Equal("inherited", (await kang.Http.PutAsync($"/v1/knowledge/items/{above}", KnowledgeDesk.Words("Mine?"))).Problem);
        (await kang.Http.DropAsync($"/v1/knowledge/items/{above}")).Expect(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_draft_of_a_published_item_above_stays_with_those_above(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        var (kang, lin) = (await KnowledgeDesk.OfAsync(cast, "kang"), await KnowledgeDesk.OfAsync(cast, "lin"));
        var id = await lin.PublishedAsync(KnowledgeDesk.Words("Invoice?", "Yes."));
        await lin.SaveAsync(KnowledgeDesk.Words("Invoice?", "Only on Mondays."), id);
        await lin.SaveAsync(KnowledgeDesk.Words("Second?"), KnowledgeDesk.NewId());

        var seen = await kang.FindAsync(id);

        Assert.False(seen.TryGetProperty("draft", out _));
        Assert.Equal("Yes.", seen.GetProperty("published").GetProperty("content").GetProperty("answer").Text("text"));
        Assert.Equal("published", seen.Text("state"));
        Assert.Single((await kang.ListAsync()).Items());
        Assert.Equal(0, (await kang.ListAsync("q=mondays")).Json.GetProperty("total").GetInt32());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_override_stands_in_for_the_item_above_once_it_is_published(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        var (kang, lin) = (await KnowledgeDesk.OfAsync(cast, "kang"), await KnowledgeDesk.OfAsync(cast, "lin"));
        var above = await lin.PublishedAsync(KnowledgeDesk.Words("Returns?", "7 days."));

        var copy = (await kang.Http.PostAsync($"/v1/knowledge/items/{above}/override")).Expect(HttpStatusCode.Created).Json;
        var own = ItemId.Parse(copy.Text("id"), provider: null);
        Assert.Equal(above.ToString(), copy.Text("overrides"));
        Assert.Equal("draft", copy.Text("state"));
        Assert.Equal(own.ToString(), (await kang.Http.PostAsync($"/v1/knowledge/items/{above}/override")).Expect(HttpStatusCode.OK).Get("id"));
        Assert.Equal("own", (await kang.Http.PostAsync($"/v1/knowledge/items/{own}/override")).Problem);
        Assert.Equal([own.ToString()], (await kang.ListAsync()).Items().Select(item => item.Text("id")));
        Assert.Equal("Returns?", Assert.Single(await Live.QuestionsAsync(server, cast.Lantern.Id)));

        await kang.SaveAsync(KnowledgeDesk.Words("Our returns?", "30 days."), own);
        await kang.PublishAsync();
        Assert.Equal("Our returns?", Assert.Single(await Live.QuestionsAsync(server, cast.Lantern.Id)));
        Assert.Equal("Returns?", Assert.Single(await Live.QuestionsAsync(server, cast.Harbour.Id)));

        await kang.Http.DropAsync($"/v1/knowledge/items/{own}");
        await kang.PublishAsync();
        Assert.Equal("Returns?", Assert.Single(await Live.QuestionsAsync(server, cast.Lantern.Id)));
        (await kang.Http.PostAsync($"/v1/knowledge/items/{above}/override")).Expect(HttpStatusCode.Created);
        Assert.Equal("replaced", (await kang.Http.PostAsync($"/v1/knowledge/items/{own}/restore")).Problem);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_item_is_given_only_within_its_window_and_an_override_hides_only_then(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        var (kang, lin) = (await KnowledgeDesk.OfAsync(cast, "kang"), await KnowledgeDesk.OfAsync(cast, "lin"));
        var above = await lin.PublishedAsync(KnowledgeDesk.Words("Postage?", "5 yuan."));
        var own = ItemId.Parse((await kang.Http.PostAsync($"/v1/knowledge/items/{above}/override")).Get("id"), provider: null);
        var now = server.Time.GetUtcNow();
        await kang.SaveAsync(
            KnowledgeDesk.Words("Free postage?", validFrom: now.AddHours(1), validTo: now.AddHours(2)), own);
        await kang.PublishAsync();

        Assert.Equal("Postage?", Assert.Single(await Live.QuestionsAsync(server, cast.Lantern.Id)));
        var before = await Live.SnapshotAsync(server, cast.Lantern.Id);
        server.Time.Advance(now.AddHours(1) - server.Time.GetUtcNow());
        var during = await Live.SnapshotAsync(server, cast.Lantern.Id);
        Assert.Equal("Free postage?", Assert.Single(during.Items).Question);
        Assert.NotEqual(before.Version, during.Version);
        server.Time.Advance(TimeSpan.FromHours(1));
        var after = await Live.SnapshotAsync(server, cast.Lantern.Id);
        Assert.Equal("Postage?", Assert.Single(after.Items).Question);
        Assert.Equal(before.Version, after.Version);
    }
}
