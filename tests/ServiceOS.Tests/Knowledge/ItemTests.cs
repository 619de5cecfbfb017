using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Knowledge;

/// <summary>Items are drafted, published in versions, rolled back and archived; nobody else's are to be seen.</summary>
public sealed class ItemTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_item_goes_from_draft_to_published_to_changed(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var (_, desk) = await StartAsync(server);

        var id = await desk.SaveAsync(KnowledgeDesk.Words("When do you ship?", similar: ["shipping time"]));
        var drafted = await desk.FindAsync(id);
        Assert.Equal("draft", drafted.Text("state"));
        Assert.Equal("When do you ship?", drafted.GetProperty("draft").Text("question"));
        Assert.Equal("lantern", drafted.GetProperty("origin").Text("name"));

        var answer = await desk.PublishAsync();
        Assert.Equal((1, 1), (answer.Json.GetProperty("published").GetInt32(), answer.Json.GetProperty("version").GetInt64()));
        var published = await desk.FindAsync(id);
        Assert.Equal("published", published.Text("state"));
        Assert.False(published.TryGetProperty("draft", out _));
        Assert.Equal(1, published.GetProperty("published").GetProperty("version").GetInt64());
        Assert.Equal("Kang", published.GetProperty("published").Text("by"));

        await desk.SaveAsync(KnowledgeDesk.Words("When do you ship?", "The same day."), id);
        Assert.Equal("changed", (await desk.FindAsync(id)).Text("state"));
        Assert.Equal(1, (await desk.ListAsync()).Json.GetProperty("unpublished").GetInt32());

        await desk.SaveAsync(KnowledgeDesk.Words("When do you ship?", similar: ["shipping time"]), id);
        Assert.Equal("published", (await desk.FindAsync(id)).Text("state"));
        Assert.Equal(0, (await desk.PublishAsync()).Json.GetProperty("published").GetInt32());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_answer_with_a_variable_that_nobody_fills_in_is_not_published(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var (_, desk) = await StartAsync(server);
        var fine = await desk.SaveAsync(KnowledgeDesk.Words("When?", "Order {{ order.number }} leaves today."));
        var wrong = await desk.SaveAsync(KnowledgeDesk.Words("Where?", "It goes to {{order.address}} and {{ order.adress }}."));

        foreach (var request in (object[])[new { }, new { items = new[] { fine, wrong } }])
        {
            var refused = (await desk.Http.PostAsync("/v1/knowledge:publish", request)).Expect(HttpStatusCode.BadRequest);
            var why = refused.Json.GetProperty("errors").GetProperty(wrong.ToString())[0].GetString()!;
            Assert.Contains("{{order.address}} {{order.adress}}", why, StringComparison.Ordinal);
        }
        Assert.Equal(("draft", "draft"), ((await desk.FindAsync(fine)).Text("state"), (await desk.FindAsync(wrong)).Text("state")));

        await desk.PublishAsync(tenant: null, fine);
        await desk.SaveAsync(KnowledgeDesk.Words("Where?", "It goes to you."), wrong);
        Assert.Equal(1, (await desk.PublishAsync()).Json.GetProperty("published").GetInt32());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Every_publication_is_kept_and_an_old_one_comes_back_at_once(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var (_, desk) = await StartAsync(server);
        var id = await desk.PublishedAsync(KnowledgeDesk.Words("Returns?", "7 days."));
        await desk.SaveAsync(KnowledgeDesk.Words("Returns?", "70 days."), id);
        await desk.PublishAsync();
        await desk.SaveAsync(KnowledgeDesk.Words("Returns?", "not finished"), id);

        var back = (await desk.Http.PostAsync($"/v1/knowledge/items/{id}/rollback", new { version = 1 })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("published", back.Text("state"));
        Assert.Equal(3, back.GetProperty("published").GetProperty("version").GetInt64());
        Assert.Equal([3L, 2L, 1L], back.GetProperty("versions").EnumerateArray().Select(line => line.GetProperty("version").GetInt64()));
        Assert.Equal("7 days. 70 days. 7 days.", string.Join(' ', await TextsAsync(desk, id, 1, 2, 3)));
        (await desk.Http.PostAsync($"/v1/knowledge/items/{id}/rollback", new { version = 9 })).Expect(HttpStatusCode.NotFound);
        (await desk.Http.GetJsonAsync($"/v1/knowledge/items/{id}/versions/9")).Expect(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_was_slower_is_told_who_was_quicker_and_overwrites_only_on_purpose(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var (_, desk) = await StartAsync(server);
        var id = await desk.SaveAsync(KnowledgeDesk.Words("Returns?", "7 days."));
        var read = (await desk.FindAsync(id)).Text("updatedAt");
        string Path(string expected) => $"/v1/knowledge/items/{id}?expectedUpdatedAt={Uri.EscapeDataString(expected)}";

        server.Time.Advance(TimeSpan.FromMilliseconds(1));
        var quicker = (await desk.Http.PutAsync(Path(read), KnowledgeDesk.Words("Returns?", "8 days."))).Expect(HttpStatusCode.OK);
        server.Time.Advance(TimeSpan.FromSeconds(1));
        var slower = (await desk.Http.PutAsync(Path(read), KnowledgeDesk.Words("Returns?", "9 days."))).Expect(HttpStatusCode.Conflict);

        Assert.Equal(("changed-meanwhile", "Kang"), (slower.Problem, slower.Get("by")));
        Assert.Equal("8 days.", (await desk.FindAsync(id)).GetProperty("draft").GetProperty("answer").Text("text"));
        (await desk.Http.PutAsync(Path(read), KnowledgeDesk.Words("Returns?", "8 days."))).Expect(HttpStatusCode.OK);   // the same words are no conflict
        (await desk.Http.PutAsync(Path(quicker.Get("updatedAt")), KnowledgeDesk.Words("Returns?", "9 days."))).Expect(HttpStatusCode.OK);
        (await desk.Http.PutAsync($"/v1/knowledge/items/{id}", KnowledgeDesk.Words("Returns?", "10 days."))).Expect(HttpStatusCode.OK);
        (await desk.Http.PutAsync(Path("yesterday"), KnowledgeDesk.Words("Returns?", "11 days."))).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Archiving_goes_live_with_the_next_publication_and_can_be_undone(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var (cast, desk) = await StartAsync(server);
        var id = await desk.PublishedAsync(KnowledgeDesk.Words("Gift wrap?"));

        (await desk.Http.DropAsync($"/v1/knowledge/items/{id}")).Expect(HttpStatusCode.NoContent);
        Assert.Empty((await desk.ListAsync()).Items());
        Assert.Equal(1, (await desk.ListAsync("state=archived")).Json.GetProperty("unpublished").GetInt32());
        Assert.Single(await Live.QuestionsAsync(server, cast.Lantern.Id));
        Assert.Equal("archived", (await desk.Http.PutAsync($"/v1/knowledge/items/{id}", KnowledgeDesk.Words("Gift?"))).Problem);
        (await desk.Http.PostAsync($"/v1/knowledge/items/{id}/restore")).Expect(HttpStatusCode.OK);
        Assert.Equal("published", (await desk.FindAsync(id)).Text("state"));

        await desk.Http.DropAsync($"/v1/knowledge/items/{id}");
        await desk.PublishAsync();
        Assert.Empty(await Live.QuestionsAsync(server, cast.Lantern.Id));
        Assert.Equal(0, (await desk.ListAsync()).Json.GetProperty("unpublished").GetInt32());

        var restored = (await desk.Http.PostAsync($"/v1/knowledge/items/{id}/restore")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("draft", restored.Text("state"));
        await desk.PublishAsync();
        Assert.Equal(2, (await desk.FindAsync(id)).GetProperty("published").GetProperty("version").GetInt64());
        Assert.Single(await Live.QuestionsAsync(server, cast.Lantern.Id));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Content_that_breaks_a_rule_is_refused_by_field(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var (_, desk) = await StartAsync(server);
        var id = KnowledgeDesk.NewId();
        var wrong = new
        {
            question = "  ",
            similar = new[] { "one", "ONE" },
            answer = new { text = new string('x', 4_001), links = new[] { new { label = "x", url = "javascript:alert(1)" } } },
            language = "fr",
            validFrom = "2026-11-11T00:00:00Z",
            validTo = "2026-11-11T00:00:00Z",
        };

        var answer = (await desk.Http.PutAsync($"/v1/knowledge/items/{id}", wrong)).Expect(HttpStatusCode.UnprocessableEntity);

        var fields = answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal);
        Assert.Equal("answer.links answer.text language question similar validTo", string.Join(' ', fields));
        (await desk.Http.GetJsonAsync($"/v1/knowledge/items/{id}")).Expect(HttpStatusCode.NotFound);
        (await desk.Http.PutAsync($"/v1/knowledge/items/{id}", "{\"question\":null}")).Expect(HttpStatusCode.UnprocessableEntity);
        (await desk.Http.PutAsync($"/v1/knowledge/items/{id}", "{\"question\":\"a\\u0000b\"}")).Expect(HttpStatusCode.UnprocessableEntity);
        (await desk.Http.PutAsync($"/v1/knowledge/items/{id}", "[]")).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_list_is_searched_filtered_counted_and_paged(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var (_, desk) = await StartAsync(server);
        for (var i = 0; i < 5; i++)   // the last ones at the same moment
        {
            await desk.SaveAsync(KnowledgeDesk.Words($"Question {i}", category: i < 2 ? "shipping" : null));
            server.Time.Advance(i < 2 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        }
        await desk.SaveAsync(KnowledgeDesk.Words("退货要几天", "七天内 100% 可退_退", "zh-CN", ["能不能退"]));
        await desk.PublishAsync();

        Assert.Equal(6, (await desk.ListAsync()).Json.GetProperty("total").GetInt32());
        Assert.Equal("Question 1 Question 0", await QuestionsAsync(desk, "category=shipping"));
        Assert.Equal("退货要几天", await QuestionsAsync(desk, "language=zh-CN"));
        Assert.Equal("退货要几天", await QuestionsAsync(desk, "q=能不能"));
        Assert.Equal("退货要几天", await QuestionsAsync(desk, "q=100%25"));
        Assert.Equal("退货要几天", await QuestionsAsync(desk, "q=_退"));
        Assert.Equal("", await QuestionsAsync(desk, "q=%25%25%25"));
        Assert.Equal("Question 3", await QuestionsAsync(desk, "q=QUESTION+3"));
        Assert.Equal("", await QuestionsAsync(desk, "state=draft"));

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await desk.ListAsync($"limit=4&after={after}");
            seen.AddRange(page.Items().Select(item => item.Text("question")));
            after = page.Json.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);
        Assert.Equal(6, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(6, seen.Count);
        (await desk.Http.GetJsonAsync("/v1/knowledge/items?after=x")).Expect(HttpStatusCode.BadRequest);
        (await desk.Http.GetJsonAsync("/v1/knowledge/items?limit=201")).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Another_shops_item_is_not_there(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var (cast, desk) = await StartAsync(server);
        var id = await desk.PublishedAsync(KnowledgeDesk.Words("Secret?"));
        var foreign = await KnowledgeDesk.OfAsync(cast, "wei");
        var item = $"/v1/knowledge/items/{id}";

        foreach (var path in (string[])[item, $"{item}/versions/1", $"{item}?tenant={cast.Lantern.Id}", $"/v1/knowledge/items?tenant={cast.Lantern.Id}",
            $"/v1/knowledge:export?tenant={cast.Lantern.Id}"])
            (await foreign.Http.GetJsonAsync(path)).Expect(HttpStatusCode.NotFound);
        (await foreign.Http.PutAsync(item, KnowledgeDesk.Words("Mine?"))).Expect(HttpStatusCode.NotFound);
        (await foreign.Http.DropAsync(item)).Expect(HttpStatusCode.NotFound);
        (await foreign.Http.PostAsync($"{item}/restore")).Expect(HttpStatusCode.NotFound);
        (await foreign.Http.PostAsync($"{item}/override")).Expect(HttpStatusCode.NotFound);
        (await foreign.Http.PostAsync($"{item}/rollback", new { version = 1 })).Expect(HttpStatusCode.NotFound);
        (await foreign.Http.PostAsync("/v1/knowledge:publish", new { items = new[] { id.ToString() } })).Expect(HttpStatusCode.NotFound);
        (await foreign.Http.PostAsync($"/v1/knowledge:publish?tenant={cast.Lantern.Id}")).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await foreign.ListAsync()).Items());

        var agent = await KnowledgeDesk.OfAsync(cast, "mei");
        await agent.FindAsync(id);
        (await agent.Http.PutAsync(item, KnowledgeDesk.Words("Mine?"))).Expect(HttpStatusCode.Forbidden);
        (await server.Http.GetJsonAsync(item)).Expect(HttpStatusCode.Unauthorized);
    }

    private static async Task<(Cast Cast, KnowledgeDesk Desk)> StartAsync(TestServer server)
    {
        var cast = await Cast.RaiseAsync(server);
        return (cast, await KnowledgeDesk.OfAsync(cast, "kang"));
    }

    private static async Task<string> QuestionsAsync(KnowledgeDesk desk, string query) =>
        string.Join(' ', (await desk.ListAsync(query)).Items().Select(item => item.Text("question")));

    private static async Task<IReadOnlyList<string>> TextsAsync(KnowledgeDesk desk, ItemId id, params long[] versions)
    {
        var texts = new List<string>();
        foreach (var version in versions)
        {
            var found = (await desk.Http.GetJsonAsync($"/v1/knowledge/items/{id}/versions/{version}")).Expect(HttpStatusCode.OK);
            texts.Add(found.Json.GetProperty("content").GetProperty("answer").Text("text"));
        }
        return texts;
    }
}
