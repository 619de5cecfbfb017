using System.Globalization;
using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Knowledge;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Studio;

/// <summary>Nothing is published that a golden question breaks on, unless somebody says why.</summary>
public sealed class GateTests
{
    private const string Golden = "/v1/knowledge/golden";
    private const string Publish = "/v1/knowledge:publish";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_publication_that_breaks_a_golden_question_is_refused_and_says_which(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, shipping) = await OpenAsync(shop);
        await kang.SaveAsync(KnowledgeDesk.Words("Which colours are there?", "Red."), shipping);

        foreach (var request in new object[] { new { }, new { items = new[] { shipping } } })
        {
            var refused = (await kang.Http.PostAsync(Publish, request)).Expect(HttpStatusCode.Conflict);
            Assert.Equal("golden-broken", refused.Problem);
            var broken = Assert.Single(refused.Json.GetProperty("broken").EnumerateArray());
            Assert.Equal(("when do you ship", "item", "When do you ship?"), (broken.Text("question"), broken.Text("expects"), broken.Text("what")));
            Assert.Equal("Within a day.", broken.GetProperty("before").Text("answer"));
            Assert.Equal("choices", broken.GetProperty("after").Text("outcome"));
        }
        Assert.Equal("When do you ship?", Assert.Single(await Live.QuestionsAsync(shop.Server, shop.Cast.Lantern.Id)));

        await kang.SaveAsync(KnowledgeDesk.Words("When do you ship?", "Within two days."), shipping);
        await kang.PublishAsync();
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task It_is_published_all_the_same_with_a_reason_that_stays_with_the_version(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, shipping) = await OpenAsync(shop);
        await kang.SaveAsync(KnowledgeDesk.Words("Which colours are there?", "Red."), shipping);
        var id = (await kang.Http.PostAsync(Publish, new { })).Expect(HttpStatusCode.Conflict).Json.GetProperty("broken")[0].Text("id");

        (await kang.Http.PostAsync(Publish, new { despite = new { reason = " ", questions = new[] { id } } })).Expect(HttpStatusCode.BadRequest);
        (await kang.Http.PostAsync(Publish, new { despite = new { reason = "Unseen.", questions = Array.Empty<string>() } })).Expect(HttpStatusCode.Conflict);
        var done = (await kang.Http.PostAsync(Publish, new { note = "autumn", despite = new { reason = "We ship no more.", questions = new[] { id } } })).Expect(HttpStatusCode.OK);

        Assert.Equal("fails", Assert.Single((await kang.Http.PostAsync($"{Golden}:run", new { })).Items()).Text("standing"));
        var versions = (await kang.FindAsync(shipping)).GetProperty("versions").EnumerateArray().ToList();
        Assert.Equal(("autumn", "We ship no more.", "Kang"), (versions[0].Text("note"), versions[0].Text("despite"), versions[0].Text("by")));
        Assert.False(versions[1].TryGetProperty("despite", out _));
        var kept = Assert.Single((await kang.Http.GetJsonAsync("/v1/knowledge/overrulings")).Items());
        Assert.Equal(("We ship no more.", "Kang"), (kept.Text("reason"), kept.Text("by")));
        Assert.Equal("when do you ship", Assert.Single(kept.GetProperty("broken").EnumerateArray()).GetString());
        Assert.Equal(done.Json.GetProperty("version").GetInt64(), kept.GetProperty("version").GetInt64());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task One_that_fails_already_warns_and_hinders_nothing_and_a_withdrawal_goes_through_the_gate(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, shipping) = await OpenAsync(shop);
        (await kang.Http.PostAsync(Golden, new { question = "zebra crossing colours", expects = "handover" })).Expect(HttpStatusCode.Created);
        await kang.SaveAsync(KnowledgeDesk.Words("Gift wrapping available?", "Yes."));
        var warned = await kang.PublishAsync();
        Assert.Equal("zebra crossing colours", Assert.Single(warned.Json.GetProperty("failing").EnumerateArray()).Text("question"));

        (await kang.Http.DropAsync($"/v1/knowledge/items/{shipping}")).Expect(HttpStatusCode.NoContent);
        var refused = (await kang.Http.PostAsync(Publish, new { })).Expect(HttpStatusCode.Conflict);
        Assert.Equal("when do you ship", Assert.Single(refused.Json.GetProperty("broken").EnumerateArray()).Text("question"));
        Assert.Equal("zebra crossing colours", Assert.Single(refused.Json.GetProperty("failing").EnumerateArray()).Text("question"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_rollback_is_never_held_up_and_what_it_would_break_can_be_asked_before(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var item = await kang.PublishedAsync(KnowledgeDesk.Words("Which colours are there?", "Red."));
        await kang.SaveAsync(KnowledgeDesk.Words("When do you ship?"), item);
        await kang.PublishAsync();
        (await kang.Http.PostAsync(Golden, new { question = "when do you ship", expects = "item", item })).Expect(HttpStatusCode.Created);

        var foreseen = (await kang.Http.PostAsync($"{Golden}:run", new { rollBack = new { item, version = 1 } })).Expect(HttpStatusCode.OK);
        Assert.Equal("breaks", Assert.Single(foreseen.Items()).Text("standing"));
        (await kang.Http.PostAsync($"/v1/knowledge/items/{item}/rollback", new { version = 1 })).Expect(HttpStatusCode.OK);
        Assert.Equal("Which colours are there?", Assert.Single(await Live.QuestionsAsync(shop.Server, shop.Cast.Lantern.Id)));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_hot_fix_above_asks_the_questions_of_that_node_and_not_those_below(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, lin) = (await KnowledgeDesk.OfAsync(shop.Cast, "kang"), await KnowledgeDesk.OfAsync(shop.Cast, "lin"));
        var above = await lin.PublishedAsync(KnowledgeDesk.Words("Is the paper lantern safe?", "Yes."));
        (await kang.Http.PostAsync(Golden, new { question = "is the paper lantern safe", expects = "item", item = above })).Expect(HttpStatusCode.Created);
        await lin.SaveAsync(KnowledgeDesk.Words("Which colours are there?", "Red."), above);
        await lin.PublishAsync();
        Assert.Equal("fails", Assert.Single((await kang.Http.PostAsync($"{Golden}:run", new { })).Items()).Text("standing"));

        await lin.SaveAsync(KnowledgeDesk.Words("Is the paper lantern safe?", "Yes."), above);
        await lin.PublishAsync();
        (await lin.Http.PostAsync(Golden, new { question = "is the paper lantern safe", expects = "item", item = above })).Expect(HttpStatusCode.Created);
        await lin.SaveAsync(KnowledgeDesk.Words("Which colours are there?", "Red."), above);
        (await lin.Http.PostAsync(Publish, new { })).Expect(HttpStatusCode.Conflict);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Whoever_edits_and_publishes_meanwhile_slips_nothing_past_the_gate(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, shipping) = await OpenAsync(shop);
        var other = await kang.SaveAsync(KnowledgeDesk.Words("Gift wrapping available?", "Yes."));

        // one goes on publishing good words while the other saves words that break: whichever publication carries them is refused
        for (var round = 0; round < 10; round++)
        {
            var answer = round.ToString(CultureInfo.InvariantCulture);
            await kang.SaveAsync(KnowledgeDesk.Words("Gift wrapping available?", answer), other);
            await kang.SaveAsync(KnowledgeDesk.Words("When do you ship?", answer), shipping);
            var publications = Enumerable.Range(0, 3).Select(_ => kang.Http.PostAsync(Publish, new { })).ToList();
            var saved = kang.SaveAsync(KnowledgeDesk.Words("Which colours are there?", answer), shipping);
            foreach (var publication in await Task.WhenAll(publications))
                Assert.True(publication.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, publication.Status.ToString());
            await saved;
            Assert.Contains("When do you ship?", await Live.QuestionsAsync(shop.Server, shop.Cast.Lantern.Id));
        }
        Assert.Equal("golden-broken", (await kang.Http.PostAsync(Publish, new { })).Expect(HttpStatusCode.Conflict).Problem);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_replay_that_lost_too_much_holds_that_very_publication_up_until_somebody_says_why(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var shipping = await kang.PublishedAsync(KnowledgeDesk.Words("When do you ship?"));
        foreach (var _ in Enumerable.Range(0, 3))
            await (await shop.VisitAsync()).AskAsync("when do you ship");
        (await kang.Http.DropAsync($"/v1/knowledge/items/{shipping}")).Expect(HttpStatusCode.NoContent);
        await ReplayTests.RunAsync(kang.Http);
        var wrapping = await kang.SaveAsync(KnowledgeDesk.Words("Gift wrapping available?", "Yes."));
        await kang.PublishAsync(tenant: null, wrapping);   // other words than it was run of: it says nothing of these
        var replay = (await ReplayTests.RunAsync(kang.Http)).Text("id");

        foreach (var path in new[] { Publish, RolloutDesk.Rollouts })
        {
            var refused = (await kang.Http.PostAsync(path, new { })).Expect(HttpStatusCode.Conflict);
            var lost = refused.Json.GetProperty("lost");
            Assert.Equal(("replay-lost", replay), (refused.Problem, lost.Text("replay")));
            Assert.Equal((3, 3, 0.01), (lost.GetProperty("lost").GetInt32(), lost.GetProperty("questions").GetInt32(), lost.GetProperty("shareMax").GetDouble()));
        }
        (await kang.Http.PostAsync(Publish, new { despite = new { reason = "Unseen.", replay = "another" } })).Expect(HttpStatusCode.Conflict);
        var settings = $"/v1/tenants/{shop.Cast.Lantern.Id}/settings";
        (await kang.Http.PutAsync(settings, new { replayLostMax = 1.5 })).Expect(HttpStatusCode.BadRequest);
        (await kang.Http.PutAsync(settings, new { replayLostMax = 0.5 })).Expect(HttpStatusCode.OK);
        await Eventually.TrueAsync(async () => (await kang.Http.PostAsync(Publish, new { })).Expect(HttpStatusCode.Conflict)
            .Json.GetProperty("lost").GetProperty("shareMax").GetDouble().Equals(0.5), "the limit is the shop's own");
        (await kang.Http.PostAsync(Publish, new { despite = new { reason = "We ship no more.", replay } })).Expect(HttpStatusCode.OK);
        var kept = Assert.Single((await kang.Http.GetJsonAsync("/v1/knowledge/overrulings")).Items());
        Assert.Equal(("We ship no more.", 3, 0), (kept.Text("reason"), kept.GetProperty("lost").GetInt32(), kept.GetProperty("broken").GetArrayLength()));
    }

    /// <summary>A shop that says when it ships, and has agreed on it.</summary>
    private static async Task<(KnowledgeDesk Kang, ItemId Shipping)> OpenAsync(Shop shop)
    {
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var shipping = await kang.PublishedAsync(KnowledgeDesk.Words("When do you ship?"));
        (await kang.Http.PostAsync(Golden, new { question = "when do you ship", expects = "item", item = shipping })).Expect(HttpStatusCode.Created);
        return (kang, shipping);
    }
}
