using System.Diagnostics;
using System.Net;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Jobs;
using ServiceOS.Studio.Rollouts;
using ServiceOS.Tests.Knowledge;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Studio;

/// <summary>A roll-out goes on by itself when it isn't worse, and is taken back everywhere when it is.</summary>
public sealed class RolloutWatchTests
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_held = TimeSpan.FromSeconds(80);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task It_goes_on_when_it_was_seen_long_enough_and_publishes_itself(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var rollout = await StartAsync(shop, new { holdMinutes = 1, conversationsMin = 2, note = "autumn" });
        await rollout.AnswerAsync(isCandidate: true);
        await rollout.AnswerAsync(isCandidate: true);
        await Eventually.TrueAsync(async () => (await rollout.SeeAsync()).GetProperty("compared").GetInt64() == 2, "both were compared");

        await rollout.LookAsync(s_look);
        Assert.Equal((0, "hold"), await WhereAsync(rollout));
        await rollout.LookAsync(s_held);
        for (var stage = 1; stage <= 3; stage++)
        {
            Assert.Equal((stage, "hold"), await WhereAsync(rollout));
            await rollout.LookAsync(s_held);
            Assert.Equal((stage, "sample"), await WhereAsync(rollout));
            await rollout.ServeAsync(stage, isCandidate: true, "answer", 2);
            await rollout.ServeAsync(stage, isCandidate: false, "answer", 20);
            await rollout.LookAsync(s_look);
        }
        Assert.Equal("published", (await rollout.StandingAsync()).Text("state"));
        var moves = (await rollout.SeeAsync()).GetProperty("moves").EnumerateArray().ToList();
        Assert.Equal("Kang", moves[0].Text("by"));
        Assert.All(moves.Skip(1), move => Assert.False(move.TryGetProperty("by", out var by) && by.ValueKind != System.Text.Json.JsonValueKind.Null));
        Assert.Equal("Within two days.", await rollout.AnswerAsync(isCandidate: false));
        await rollout.LookAsync(s_look);
        Assert.Equal(0, await JobsAsync(rollout));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task By_hand_or_paused_it_waits_for_a_person_and_is_watched_all_the_same(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var rollout = await StartAsync(shop, new { holdMinutes = 1, conversationsMin = 1, automatic = false });
        await rollout.ToAsync(2);
        await rollout.ServeAsync(2, isCandidate: true, "answer", 5);
        await rollout.LookAsync(s_held);
        Assert.Equal((2, "person"), await WhereAsync(rollout));

        (await rollout.Kang.Http.PostAsync($"{rollout.Path}/pause")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("paused", (await rollout.StandingAsync()).Text("state"));
        await rollout.ServeAsync(2, isCandidate: true, "handover", 60);
        await rollout.ServeAsync(2, isCandidate: false, "handover", 60);
        await rollout.LookAsync(s_look);
        Assert.Equal("rolled-back", (await rollout.StandingAsync()).Text("state"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_worse_one_is_rolled_back_and_says_why_and_where_and_an_equal_one_is_not(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var rollout = await StartAsync(shop, new { holdMinutes = 60 });
        await rollout.ToAsync(3);
        foreach (var isCandidate in new[] { true, false })
        {
            await rollout.ServeAsync(3, isCandidate, "answer", 200);
            await rollout.ServeAsync(3, isCandidate, "out-of-scope", 30);
        }
        await rollout.LookAsync(s_look);
        Assert.Equal("running", (await rollout.StandingAsync()).Text("state"));

        await rollout.ServeAsync(3, isCandidate: true, "out-of-scope", 60);
        await rollout.LookAsync(s_look);
        var ended = await rollout.SeeAsync();
        Assert.Equal("rolled-back", ended.GetProperty("rollout").Text("state"));
        var reason = ended.GetProperty("moves").EnumerateArray().Last().GetProperty("reason");
        Assert.Equal(("worse", "missed"), (reason.Text("kind"), reason.Text("what")));
        Assert.Equal((90, 290), (reason.GetProperty("candidateFailed").GetInt32(), reason.GetProperty("candidateAll").GetInt32()));
        Assert.Equal((30, 230), (reason.GetProperty("controlFailed").GetInt32(), reason.GetProperty("controlAll").GetInt32()));
        Assert.Equal(50, (await rollout.Kang.Http.GetJsonAsync($"{rollout.Path}/failed?by=missed")).Items().Count);
        Assert.Equal("Within a day.", await rollout.AnswerAsync(isCandidate: true));
        Assert.Equal("changed", (await rollout.Kang.ListAsync()).Items()[0].Text("state"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Answers_that_are_lost_in_the_shadow_stop_it_before_anybody_gets_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var item = await kang.PublishedAsync(KnowledgeDesk.Words("When do you ship?", "Within a day."));
        (await kang.Http.DropAsync($"/v1/knowledge/items/{item}")).Expect(HttpStatusCode.NoContent);
        var rollout = await RolloutDesk.StartAsync(shop, kang, new { conversationsMin = 1 });
        const int Asked = 16;
        for (var i = 0; i < Asked; i++)
            Assert.Equal("Within a day.", (await (await shop.VisitAsync()).AskAsync("When do you ship?")).Text("body"));
        await Eventually.TrueAsync(async () => (await rollout.SeeAsync()).GetProperty("compared").GetInt64() == Asked, "all were compared");

        await rollout.LookAsync(s_look);
        var reason = (await rollout.SeeAsync()).GetProperty("moves").EnumerateArray().Last().GetProperty("reason");
        Assert.Equal(("worse", "lost"), (reason.Text("kind"), reason.Text("what")));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_rollback_reaches_every_server_in_five_seconds_by_the_machines_clock(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var shop = await Shop.OpenAsync(database);
        await using var other = await TestServer.StartAsync(database, new ManualTime());   // its clock stands still: only facts can tell
        var rollout = await StartAsync(shop, new { });
        await rollout.ToAsync(3);
        var conversation = Enumerable.Range(0, 100).Select(_ => new ConversationId(Guid.NewGuid())).First(id => Arm.Of(rollout.Id, 3, id).IsCandidate);
        async Task ReachAsync(string answer)
        {
            foreach (var server in new[] { shop.Server, other })
            {
                await Eventually.TrueAsync(
                    async () => (await server.Get<KnowledgeBase>().ServeAsync(shop.Cast.Lantern.Id, "en", conversation, CancellationToken.None))
                        .Snapshot.Items is [{ Answer.Text: var text }] && text == answer, $"a server answers “{answer}”");
            }
        }
        await ReachAsync("Within two days.");
        var clock = Stopwatch.StartNew();
        (await rollout.Kang.Http.PostAsync($"{rollout.Path}/rollback")).Expect(HttpStatusCode.NoContent);
        await ReachAsync("Within a day.");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"the rollback took {clock.Elapsed}");
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_node_that_was_thought_dead_moves_nothing_and_another_takes_the_watch_up(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var rollout = await StartAsync(shop, new { holdMinutes = 1, conversationsMin = 1 });
        await rollout.ToAsync(1);
        await rollout.ServeAsync(1, isCandidate: true, "answer", 1);
        var (stop, now) = (TestContext.Current.CancellationToken, shop.Server.Time.GetUtcNow().AddMinutes(2));
        async Task<Job> TakeAsync(string node, DateTimeOffset at) => Assert.Single(await shop.Server.Database.InTransactionAsync(
            async db => await JobQueue.TakeAsync(db, RolloutWorker.Queue, node, at, at.AddMinutes(2), 10, stop), stop));
        var dead = await TakeAsync("one", now);
        await TakeAsync("other", now.AddMinutes(3));

        var watch = shop.Server.Get<WatchRollout>();
        shop.Server.Time.Jump(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<FencedException>(() => watch.RunAsync(dead, stop));
        Assert.Equal(1, (await rollout.StandingAsync()).GetProperty("stage").GetInt32());
        await rollout.LookAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(2, (await rollout.StandingAsync()).GetProperty("stage").GetInt32());
    }

    private static async Task<RolloutDesk> StartAsync(Shop shop, object order)
    {
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var shipping = await kang.PublishedAsync(KnowledgeDesk.Words("When do you ship?", "Within a day."));
        await kang.SaveAsync(KnowledgeDesk.Words("When do you ship?", "Within two days."), shipping);
        return await RolloutDesk.StartAsync(shop, kang, order);
    }

    private static async Task<(int Stage, string? WaitsFor)> WhereAsync(RolloutDesk rollout)
    {
        var seen = await rollout.SeeAsync();
        return (seen.GetProperty("rollout").GetProperty("stage").GetInt32(), seen.GetProperty("waitsFor").GetString());
    }

    private static Task<long> JobsAsync(RolloutDesk rollout) => rollout.Shop.Server.Database.ReadAsync(
        async db => await db.GetAsync<long>("select count(*) from jobs where business = @Id", new { rollout.Id }, CancellationToken.None), CancellationToken.None);
}
