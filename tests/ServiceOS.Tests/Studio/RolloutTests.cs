using System.Net;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Knowledge;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Studio;

/// <summary>What is published in stages is given to ever more conversations, each of which stays on its side.</summary>
public sealed class RolloutTests
{
    private const string Publish = "/v1/knowledge:publish";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_is_rolled_out_is_kept_as_it_was_when_it_began_and_is_everybodys_in_the_end(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, shipping) = await OpenAsync(shop);
        var rollout = await RolloutDesk.StartAsync(shop, kang, new { note = "autumn" });
        await kang.SaveAsync(KnowledgeDesk.Words("When do you ship?", "Within three days."), shipping);

        await rollout.ToAsync(3);
        Assert.Equal("Within two days.", await rollout.AnswerAsync(isCandidate: true));
        Assert.Equal("Within a day.", await rollout.AnswerAsync(isCandidate: false));
        Assert.Equal("Within a day.", (await kang.Http.PostAsync("/v1/ask", new { question = "when do you ship" })).Json.GetProperty("answer").Text("text"));

        (await rollout.NextAsync(3)).Expect(HttpStatusCode.NoContent);
        var ended = await rollout.StandingAsync();
        Assert.Equal(("published", 1.0), (ended.Text("state"), ended.GetProperty("share").GetDouble()));
        Assert.Equal("Within two days.", await rollout.AnswerAsync(isCandidate: false));
        var item = await kang.FindAsync(shipping);
        Assert.Equal("changed", item.Text("state"));   // what was written since still waits
        var version = item.GetProperty("versions")[0];
        Assert.Equal((2, "autumn", "Kang"), (version.GetProperty("version").GetInt32(), version.Text("note"), version.Text("by")));
        Assert.Equal(3, (await shop.Server.FactsAsync("knowledge.published")).Count + 1);
        Assert.Equal([0, 1, 2, 3, 3], (await shop.Server.FactsAsync("knowledge.rollout-moved")).Select(fact => fact.Read<RolloutMoved>().Stage));

        await kang.PublishAsync();
        Assert.Equal("Within three days.", await rollout.AnswerAsync(isCandidate: true));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_conversation_stays_on_its_side_and_each_decision_says_on_which(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, _) = await OpenAsync(shop);
        var rollout = await RolloutDesk.StartAsync(shop, kang);
        await rollout.ToAsync(3);
        var (ana, ben) = (await rollout.VisitAsync(isCandidate: true), await rollout.VisitAsync(isCandidate: false));
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.Equal("Within two days.", (await ana.AskAsync("When do you ship?")).Text("body"));
            Assert.Equal("Within a day.", (await ben.AskAsync("When do you ship?")).Text("body"));
        }
        var missed = await ana.AskAsync("zebra crossing colours");
        using var mei = await shop.SignInAsync("mei");
        (await mei.PostAsync($"/v1/desk/decisions/{ana.Conversation}/{missed.GetProperty("seq").GetInt64()}/wrong")).Expect(HttpStatusCode.NoContent);

        var arms = (await rollout.SeeAsync()).GetProperty("arms").EnumerateArray().ToDictionary(arm => arm.Text("arm"));
        Assert.All(arms.Values, arm => Assert.Equal((3, 1), (arm.GetProperty("stage").GetInt32(), arm.GetProperty("conversations").GetInt32())));
        int Count(string arm, string figure) => arms[arm].GetProperty(figure).GetProperty("count").GetInt32();
        Assert.Equal((1, 1, 1, 0), (Count("candidate", "answered"), Count("candidate", "missed"), Count("candidate", "wrong"), Count("candidate", "handedOver")));
        Assert.Equal((1, 0, 0, 0), (Count("control", "answered"), Count("control", "missed"), Count("control", "wrong"), Count("control", "handedOver")));
        var failed = Assert.Single((await kang.Http.GetJsonAsync($"{rollout.Path}/failed?by=wrong")).Expect(HttpStatusCode.OK).Items());
        Assert.Equal((ana.Conversation, "zebra crossing colours"), (failed.Text("conversation"), failed.Text("text")));
        (await kang.Http.GetJsonAsync($"{rollout.Path}/failed?by=luck")).Expect(HttpStatusCode.BadRequest);
        using var wei = await shop.SignInAsync("wei");
        (await wei.GetJsonAsync($"{rollout.Path}/failed?by=wrong")).Expect(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task In_the_shadow_nobody_gets_it_and_what_it_would_do_otherwise_is_listed_worst_first(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, _) = await OpenAsync(shop);
        var wrapping = await kang.SaveAsync(KnowledgeDesk.Words("Gift wrapping available?", "Yes."));
        await kang.PublishAsync(tenant: null, wrapping);
        (await kang.Http.DropAsync($"/v1/knowledge/items/{wrapping}")).Expect(HttpStatusCode.NoContent);
        var rollout = await RolloutDesk.StartAsync(shop, kang);

        Assert.Equal("Within a day.", await rollout.AnswerAsync(isCandidate: true));
        var ana = await shop.VisitAsync();
        Assert.Equal("Yes.", (await ana.AskAsync("gift wrapping available? my number is 13812345678")).Text("body"));
        await ana.AskAsync("gift wrapping available");
        await ana.AskAsync("hello");
        await Eventually.TrueAsync(async () => (await rollout.SeeAsync()).GetProperty("compared").GetInt64() == 4, "all four were compared");

        var differences = (await kang.Http.GetJsonAsync($"{rollout.Path}/differences")).Expect(HttpStatusCode.OK).Items();
        Assert.Equal(["lost", "reworded"], differences.Select(one => one.Text("kind")));
        Assert.Equal((2, ana.Conversation), (differences[0].GetProperty("times").GetInt32(), differences[0].Text("conversation")));
        Assert.DoesNotContain("13812345678", differences[0].Text("question"), StringComparison.Ordinal);
        Assert.NotEqual("answer", differences[0].GetProperty("after").Text("outcome"));
        Assert.Equal("Within two days.", differences[1].GetProperty("after").Text("answer"));
        var counted = (await rollout.SeeAsync()).GetProperty("differences").EnumerateArray().Single(one => one.Text("kind") == "lost");
        Assert.Equal((1, 2), (counted.GetProperty("conversations").GetInt32(), counted.GetProperty("questions").GetInt32()));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task While_it_runs_the_node_publishes_nothing_else_and_may_be_written_on(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, shipping) = await OpenAsync(shop);
        var rollout = await RolloutDesk.StartAsync(shop, kang);
        foreach (var path in new[] { Publish, RolloutDesk.Rollouts })
        {
            var refused = (await kang.Http.PostAsync(path, new { })).Expect(HttpStatusCode.Conflict);
            Assert.Equal(("rollout-running", rollout.Id), (refused.Problem, refused.Get("rollout")));
        }
        Assert.Equal("rollout-running", (await kang.Http.PostAsync($"/v1/knowledge/items/{shipping}/rollback", new { version = 1 })).Expect(HttpStatusCode.Conflict).Problem);
        await kang.SaveAsync(KnowledgeDesk.Words("Gift wrapping available?", "Yes."));

        Assert.Equal("rollout-moved", (await rollout.NextAsync(1)).Expect(HttpStatusCode.Conflict).Problem);
        (await rollout.NextAsync(9)).Expect(HttpStatusCode.BadRequest);
        (await kang.Http.PostAsync($"{rollout.Path}/rollback")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("rolled-back", (await rollout.StandingAsync()).Text("state"));
        foreach (var act in new[] { "rollback", "pause", "resume" })
            Assert.Equal("rollout-ended", (await kang.Http.PostAsync($"{rollout.Path}/{act}")).Expect(HttpStatusCode.Conflict).Problem);
        Assert.Equal("rollout-ended", (await rollout.NextAsync(0)).Expect(HttpStatusCode.Conflict).Problem);
        Assert.Equal(2, (await kang.PublishAsync()).Json.GetProperty("published").GetInt32());
        Assert.Equal("nothing-waits", (await kang.Http.PostAsync(RolloutDesk.Rollouts, new { })).Expect(HttpStatusCode.UnprocessableEntity).Problem);
        foreach (var order in new object[] { new { holdMinutes = 0 }, new { conversationsMin = 0 }, new { tolerance = 1.5 }, new { note = new string('x', 201) } })
            (await kang.Http.PostAsync(RolloutDesk.Rollouts, order)).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Two_that_begin_at_once_are_one_and_the_other_is_told(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, shipping) = await OpenAsync(shop);
        for (var round = 0; round < 5; round++)
        {
            var begun = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => kang.Http.PostAsync(RolloutDesk.Rollouts, new { })));
            var one = Assert.Single(begun, answer => answer.Status == HttpStatusCode.Created);
            Assert.All(begun.Where(answer => answer != one), answer => Assert.Equal(HttpStatusCode.Conflict, answer.Status));
            // whoever rolls back and whoever takes it further at once: it ends rolled back, or has gone one step before
            var path = $"{RolloutDesk.Rollouts}/{one.Get("id")}";
            var acts = await Task.WhenAll(kang.Http.PostAsync($"{path}/rollback"), kang.Http.PostAsync($"{path}/next", new { stage = 0 }));
            acts[0].Expect(HttpStatusCode.NoContent);
            Assert.Equal("rolled-back", (await kang.Http.GetJsonAsync(path)).Json.GetProperty("rollout").Text("state"));
        }
        Assert.Equal("changed", (await kang.FindAsync(shipping)).Text("state"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_rollout_above_reaches_the_merchants_below_and_the_nearest_one_counts(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, lin) = (await KnowledgeDesk.OfAsync(shop.Cast, "kang"), await KnowledgeDesk.OfAsync(shop.Cast, "lin"));
        var above = await lin.PublishedAsync(KnowledgeDesk.Words("Is the paper lantern safe?", "Yes."));
        await lin.SaveAsync(KnowledgeDesk.Words("Is the paper lantern safe?", "Stop using it."), above);
        var rollout = await RolloutDesk.StartAsync(shop, lin);
        await rollout.ToAsync(3);
        Assert.Equal("Stop using it.", await rollout.AnswerAsync(isCandidate: true, "Is the paper lantern safe?"));
        Assert.Equal("Yes.", await rollout.AnswerAsync(isCandidate: false, "Is the paper lantern safe?"));
        var seen = Assert.Single((await kang.Http.GetJsonAsync(RolloutDesk.Rollouts)).Expect(HttpStatusCode.OK).Items());
        Assert.Equal((rollout.Id, true, "town"), (seen.Text("id"), seen.GetProperty("inherited").GetBoolean(), seen.Text("origin")));
        (await kang.Http.PostAsync($"{rollout.Path}/rollback")).Expect(HttpStatusCode.NotFound);

        // Lantern rolls out its own wording: its conversations are on the sides of that one alone
        var own = (await kang.Http.PostAsync($"/v1/knowledge/items/{above}/override")).Expect(HttpStatusCode.Created).Get("id");
        await kang.SaveAsync(KnowledgeDesk.Words("Is the paper lantern safe?", "Ask us."), ItemId.Parse(own, provider: null));
        var nearer = await RolloutDesk.StartAsync(shop, kang);
        await nearer.ToAsync(3);
        Assert.Equal("Ask us.", await nearer.AnswerAsync(isCandidate: true, "Is the paper lantern safe?"));
        Assert.Equal("Yes.", await nearer.AnswerAsync(isCandidate: false, "Is the paper lantern safe?"));
        var harbour = await rollout.VisitAsync(isCandidate: true, "harbour");
        Assert.Equal("Stop using it.", (await harbour.AskAsync("Is the paper lantern safe?")).Text("body"));

        // what is published above meanwhile reaches both sides
        (await lin.Http.PostAsync($"{rollout.Path}/rollback")).Expect(HttpStatusCode.NoContent);
        await lin.SaveAsync(KnowledgeDesk.Words("Which colours are there?", "Red."));
        await lin.PublishAsync();
        Assert.Equal("Red.", await nearer.AnswerAsync(isCandidate: true, "Which colours are there?"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task It_goes_through_the_gate_when_it_begins_and_when_it_is_published(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, shipping) = await OpenAsync(shop);
        await kang.SaveAsync(KnowledgeDesk.Words("Which colours are there?", "Red."), shipping);
        var golden = (await kang.Http.PostAsync("/v1/knowledge/golden", new { question = "when do you ship", expects = "item", item = shipping }))
            .Expect(HttpStatusCode.Created).Get("id");
        Assert.Equal("golden-broken", (await kang.Http.PostAsync(RolloutDesk.Rollouts, new { })).Expect(HttpStatusCode.Conflict).Problem);
        var despite = new { reason = "We ship no more.", questions = new[] { golden } };
        var rollout = await RolloutDesk.StartAsync(shop, kang, new { despite, holdMinutes = 1, conversationsMin = 1 });
        await rollout.ToAsync(3);

        // somebody agrees on more meanwhile: by itself it goes no further than that
        var other = (await kang.Http.PostAsync("/v1/knowledge/golden", new { question = "do you ship", expects = "item", item = shipping }))
            .Expect(HttpStatusCode.Created).Get("id");
        await rollout.ServeAsync(3, isCandidate: true, "answer", 1);
        await Eventually.TrueAsync(async () =>
        {
            await rollout.LookAsync(TimeSpan.FromMinutes(2));   // a look that finds the node just changed leaves it to the next
            return (await rollout.StandingAsync()).Text("state") == "paused";
        }, "it is paused");
        var reason = (await rollout.SeeAsync()).GetProperty("moves").EnumerateArray().Last().GetProperty("reason");
        Assert.Equal("golden-broken", reason.Text("kind"));
        Assert.Equal("golden-broken", (await rollout.NextAsync(3)).Expect(HttpStatusCode.Conflict).Problem);
        (await kang.Http.PostAsync($"{rollout.Path}/next", new { stage = 3, despite = new { reason = "Really.", questions = new[] { golden, other } } }))
            .Expect(HttpStatusCode.NoContent);
        Assert.Equal("Really.", Assert.Single((await kang.Http.GetJsonAsync("/v1/knowledge/overrulings")).Items()).Text("reason"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Where_nothing_is_rolled_out_serving_asks_the_database_nothing(Engine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await using var shop = await Shop.OpenAsync(data);
        await OpenAsync(shop);
        await using var own = Database.Open(engine, data.Connection);   // counts what is asked through it alone
        var (knowledge, stop) = (new KnowledgeBase(own, new(own), shop.Server.Time), TestContext.Current.CancellationToken);
        var live = await knowledge.SnapshotAsync(shop.Cast.Lantern.Id, "en", stop);
        var before = own.Statements;
        for (var turn = 0; turn < 100; turn++)
        {
            var served = await knowledge.ServeAsync(shop.Cast.Lantern.Id, "en", new(Guid.NewGuid()), stop);
            Assert.Null(served.Arm);
            Assert.Same(live, served.Snapshot);
        }
        Assert.Equal(before, own.Statements);
    }

    /// <summary>A shop that ships within a day, and is about to say two.</summary>
    private static async Task<(KnowledgeDesk Kang, ItemId Shipping)> OpenAsync(Shop shop)
    {
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var shipping = await kang.PublishedAsync(KnowledgeDesk.Words("When do you ship?", "Within a day."));
        await kang.SaveAsync(KnowledgeDesk.Words("When do you ship?", "Within two days."), shipping);
        return (kang, shipping);
    }
}
