using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

public sealed class ReceptionTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_asks_for_a_person_waits_in_a_queue_with_a_place(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        var bo = await shop.VisitAsync();

        (await ana.Http.PostAsync($"{ana.Path}/handoff")).Expect(HttpStatusCode.OK);
        shop.Server.Time.Advance(TimeSpan.FromSeconds(1));
        var status = (await bo.Http.PostAsync($"{bo.Path}/handoff")).Expect(HttpStatusCode.OK);

        Assert.Equal("queued", status.Get("state"));
        Assert.Equal(2, status.Json.GetProperty("queue").GetProperty("position").GetInt32());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_waiting_conversation_goes_to_an_agent_who_is_there(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        await ana.Http.PostAsync($"{ana.Path}/handoff");
        Assert.Equal("queued", await ana.StateAsync());

        var mei = await shop.AgentAsync("mei");
        await Eventually.TrueAsync(async () => { await shop.AssignAsync(); return await ana.StateAsync() == "assigned"; }, "Mei gets it");
        (await mei.PostAsync($"{ana.Path}/messages", new { clientKey = "m1", body = "Hello, I am Mei" })).Expect(HttpStatusCode.OK);

        var said = (await ana.MessagesAsync())[^1];
        Assert.Equal("agent", said.Text("speaker"));
        Assert.Equal("Mei", said.Text("name"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Agents_get_no_more_than_they_have_places_for(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var mei = await shop.AgentAsync("mei");
        for (var i = 0; i < 7; i++)
        {
            var visitor = await shop.VisitAsync();
            await visitor.Http.PostAsync($"{visitor.Path}/handoff");
        }

        await Eventually.TrueAsync(async () =>
        {
            await shop.AssignAsync();
            var counts = (await mei.GetJsonAsync("/v1/desk/conversations?view=mine")).Json.GetProperty("counts");
            return counts.GetProperty("mine").GetInt64() == 5 && counts.GetProperty("queue").GetInt64() == 2;
        }, "five are Mei's and two wait");
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task When_an_agent_has_gone_for_a_minute_the_conversation_waits_again(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        await ana.Http.PostAsync($"{ana.Path}/handoff");
        await shop.AgentAsync("mei");
        await Eventually.TrueAsync(async () => { await shop.AssignAsync(); return await ana.StateAsync() == "assigned"; }, "Mei gets it");

        shop.Server.Time.Advance(TimeSpan.FromSeconds(61));
        await Eventually.TrueAsync(async () => { await shop.AssignAsync(); return await ana.StateAsync() == "queued"; }, "it waits again");
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_bot_never_writes_after_a_person_took_over(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var mei = await shop.AgentAsync("mei");
        for (var round = 0; round < 10; round++)
        {
            var ana = await shop.VisitAsync();
            // both at once: whichever comes first, the thread must make sense
            await Task.WhenAll(
                ana.SayAsync("hello"),
                mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take"));
            await ana.SayAsync("are you there?");
            var messages = await ana.MessagesAsync();
            var joined = messages.First(message => message.Text("speaker") == "system").GetProperty("seq").GetInt64();
            Assert.DoesNotContain(messages, message =>
                message.Text("speaker") == "bot" && message.GetProperty("seq").GetInt64() > joined);
            (await mei.PostAsync($"{ana.Path}/close", new { wrapUp = new { category = "other", resolved = true } })).Expect(HttpStatusCode.OK);
        }
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Two_agents_who_take_at_once_don_t_both_get_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var mei = await shop.AgentAsync("mei", "busy");
        var tom = await shop.AgentAsync("tom", "busy");
        for (var round = 0; round < 10; round++)
        {
            var ana = await shop.VisitAsync();
            await ana.Http.PostAsync($"{ana.Path}/handoff");

            var taken = await Task.WhenAll(
                mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take"),
                tom.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take"));

            Assert.Contains(taken, answer => answer.Status == HttpStatusCode.OK);
            Assert.Single(await ana.MessagesAsync(), message => message.Text("speaker") == "system" && message.Text("body").Contains("with you", StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_colleague_s_reply_is_shown_before_mine_goes_out(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        var mei = await shop.AgentAsync("mei", "busy");
        var tom = await shop.AgentAsync("tom", "busy");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
        (await mei.PostAsync($"{ana.Path}/messages", new { clientKey = "1", body = "It is on its way" })).Expect(HttpStatusCode.OK);
        shop.Server.Time.Advance(TimeSpan.FromSeconds(11));   // what was just taken can't be taken away
        (await tom.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);

        var late = await tom.PostAsync($"{ana.Path}/messages", new { clientKey = "2", body = "I'll look", expectedSeq = 1 });
        var forced = await tom.PostAsync($"{ana.Path}/messages", new { clientKey = "2", body = "I'll look", expectedSeq = 1, force = true });

        Assert.Equal("colleague-replied", late.Expect(HttpStatusCode.Conflict).Problem);
        Assert.Equal("Mei", late.Get("colleague"));
        forced.Expect(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_close_can_be_undone_and_the_places_stay_right(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        var mei = await shop.AgentAsync("mei", "busy");
        await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take");

        (await mei.PostAsync($"{ana.Path}/close", new { wrapUp = new { category = "delivery", resolved = true } })).Expect(HttpStatusCode.OK);
        Assert.Equal(0, (await mei.GetJsonAsync("/v1/desk/presence")).Json.GetProperty("assigned").GetInt64());
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/reopen")).Expect(HttpStatusCode.OK);

        Assert.Equal("assigned", await ana.StateAsync());
        Assert.Equal(1, (await mei.GetJsonAsync("/v1/desk/presence")).Json.GetProperty("assigned").GetInt64());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_desk_catches_up_with_one_question(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var mei = await shop.SignInAsync("mei");
        var page = (await mei.GetJsonAsync("/v1/desk/conversations?view=all")).Expect(HttpStatusCode.OK);
        Assert.Empty(page.Items());

        var ana = await shop.VisitAsync();
        await ana.AskAsync("hello");
        await ana.Http.PostAsync($"{ana.Path}/handoff");

        var changes = (await mei.GetJsonAsync($"/v1/desk/changes?after={page.Get("cursor")}")).Expect(HttpStatusCode.OK);
        var fresh = (await mei.GetJsonAsync("/v1/desk/conversations?view=all")).Expect(HttpStatusCode.OK);
        Assert.Equal(fresh.Items()[0].GetRawText(), Assert.Single(changes.Items()).GetRawText());
        Assert.Equal("queued", changes.Items()[0].Text("state"));
    }

    [Fact]
    public async Task A_desk_sees_who_waits_though_an_older_transaction_still_runs()
    {
        await using var shop = await Shop.OpenAsync(Engine.Postgres);
        var mei = await shop.SignInAsync("mei");
        var (wrote, mayCommit) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = shop.Server.Database.InTransactionAsync(async db =>
        {
            await db.RunAsync("update tenants set slug = slug", args: null, CancellationToken.None);
            wrote.SetResult();
            await mayCommit.Task;
        }, CancellationToken.None);
        await wrote.Task;
        var before = (await mei.GetJsonAsync("/v1/desk/conversations?view=all")).Get("cursor");
        var ana = await shop.VisitAsync();
        await ana.Http.PostAsync($"{ana.Path}/handoff");

        var during = (await mei.GetJsonAsync($"/v1/desk/changes?after={before}")).Expect(HttpStatusCode.OK);
        mayCommit.SetResult();
        await slow;

        Assert.Equal(ana.Conversation, Assert.Single(during.Items()).Text("id"));
        Assert.Equal(before, during.Get("cursor"));   // something may still come before it
        Assert.False(during.Json.GetProperty("more").GetBoolean());
        await Eventually.TrueAsync(
            async () => (await mei.GetJsonAsync($"/v1/desk/changes?after={before}")).Get("cursor") != before, "the cursor moves on");
    }
}
