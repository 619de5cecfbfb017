using System.Net;
using ServiceOS.Conversations;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>Waiting, being forgotten, and being taken back.</summary>
public sealed class QueueTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_waits_moves_up_and_is_told_how_long_others_waited(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (ana, bo, chen) = (await shop.VisitAsync(), await shop.VisitAsync(), await shop.VisitAsync());
        using var mei = await shop.AgentAsync("mei", "busy");
        foreach (var visitor in (Visitor[])[ana, bo, chen])
        {
            await visitor.Http.PostAsync($"{visitor.Path}/handoff");
            shop.Server.Time.Advance(TimeSpan.FromSeconds(5));
        }
        Assert.Equal((3, null), await QueueAsync(chen));   // no past, no promise

        shop.Server.Time.Advance(TimeSpan.FromSeconds(30));
        (await mei.PostAsync("/v1/desk/take-next")).Expect(HttpStatusCode.OK);
        (await mei.PostAsync($"{ana.Path}/messages", new { clientKey = "1", body = "Hello" })).Expect(HttpStatusCode.OK);

        Assert.Equal("assigned", await ana.StateAsync());
        Assert.Equal((2, 45), await QueueAsync(chen));
        await bo.Http.PostAsync($"{bo.Path}/close");
        Assert.Equal((1, 45), await QueueAsync(chen));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_waits_is_told_whether_anybody_is_there_and_hears_no_estimate_when_nobody_is(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (ana, bo) = (await shop.VisitAsync(), await shop.VisitAsync());
        using var mei = await shop.AgentAsync("mei", "busy");
        await ana.Http.PostAsync($"{ana.Path}/handoff");
        shop.Server.Time.Advance(TimeSpan.FromSeconds(20));
        (await mei.PostAsync("/v1/desk/take-next")).Expect(HttpStatusCode.OK);
        (await mei.PostAsync($"{ana.Path}/messages", new { clientKey = "1", body = "Hello" })).Expect(HttpStatusCode.OK);
        await bo.Http.PostAsync($"{bo.Path}/handoff");
        Assert.True(await OnDutyAsync(bo));
        Assert.Equal((1, 20), await QueueAsync(bo));

        foreach (var state in (string[])["away", "offline"])   // a meeting, and the end of the day
        {
            (await mei.PutAsync("/v1/desk/presence", new { state })).Expect(HttpStatusCode.OK);
            Assert.False(await OnDutyAsync(bo));
            Assert.Null((await QueueAsync(bo)).EstimateSeconds);
        }

        static async Task<bool> OnDutyAsync(Visitor visitor) =>
            (await visitor.Http.GetJsonAsync(visitor.Path)).Expect(HttpStatusCode.OK).Json.GetProperty("queue").GetProperty("onDuty").GetBoolean();
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_is_tired_of_waiting_goes_back_to_the_bot_and_only_from_the_queue(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        await ana.Http.PostAsync($"{ana.Path}/handoff");

        Assert.Equal("bot", (await ana.Http.PostAsync($"{ana.Path}/back-to-bot")).Expect(HttpStatusCode.OK).Get("state"));
        Assert.Equal("bot-resumed", (await ana.MessagesAsync())[^1].GetProperty("parts")[0].Text("event"));
        Assert.Equal("bot", (await ana.AskAsync("hello")).Text("speaker"));
        var before = (await ana.MessagesAsync()).Count;
        (await ana.Http.PostAsync($"{ana.Path}/back-to-bot")).Expect(HttpStatusCode.OK);
        Assert.Equal(before, (await ana.MessagesAsync()).Count);

        using var mei = await shop.AgentAsync("mei", "busy");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
        Assert.Equal("not-queued", (await ana.Http.PostAsync($"{ana.Path}/back-to-bot")).Expect(HttpStatusCode.Conflict).Problem);
        Assert.Equal("assigned", await ana.StateAsync());
        await ana.Http.PostAsync($"{ana.Path}/close");
        Assert.Equal("closed", (await ana.Http.PostAsync($"{ana.Path}/back-to-bot")).Expect(HttpStatusCode.Conflict).Problem);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_agent_who_is_heard_of_keeps_the_conversation_and_a_silent_one_loses_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (ana, bo) = (await shop.VisitAsync(), await shop.VisitAsync());
        using var mei = await shop.AgentAsync("mei", "busy");
        using var tom = await shop.AgentAsync("tom", "busy");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
        (await tom.PostAsync($"/v1/desk/conversations/{bo.Conversation}/take")).Expect(HttpStatusCode.OK);

        for (var i = 0; i < 2; i++)
        {
            shop.Server.Time.Advance(TimeSpan.FromSeconds(31));
            (await mei.PostAsync("/v1/desk/presence/heartbeat")).Expect(HttpStatusCode.OK);
        }

        await Eventually.TrueAsync(async () => { await shop.AssignAsync(); return await bo.StateAsync() == "queued"; }, "Bo waits again");
        Assert.Equal("assigned", await ana.StateAsync());
        Assert.Equal("requeued", (await bo.MessagesAsync())[^1].GetProperty("parts")[0].Text("event"));
        (await mei.PostAsync("/v1/desk/take-next")).Expect(HttpStatusCode.OK);
        Assert.Equal("Mei", (await bo.Http.GetJsonAsync(bo.Path)).Json.GetProperty("agent").Text("name"));
        Assert.Equal(0, (await tom.GetJsonAsync("/v1/desk/presence")).Json.GetProperty("assigned").GetInt32());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_conversation_with_the_bot_ends_after_half_an_hour_of_silence_and_one_that_waits_does_not(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (ana, bo, chen) = (await shop.VisitAsync(), await shop.VisitAsync(), await shop.VisitAsync());
        await ana.AskAsync("hello");
        await bo.Http.PostAsync($"{bo.Path}/handoff");

        shop.Server.Time.Advance(TimeSpan.FromMinutes(20));
        await chen.AskAsync("hello");
        shop.Server.Time.Advance(TimeSpan.FromMinutes(11));
        await Eventually.TrueAsync(async () =>
        {
            await shop.Server.Get<IdleWorker>().RunOnceAsync(CancellationToken.None);
            return await ana.StateAsync() == "closed";
        }, "Ana's has ended");

        Assert.Equal(("queued", "bot"), (await bo.StateAsync(), await chen.StateAsync()));
        Assert.Equal("closed", (await ana.MessagesAsync())[^1].GetProperty("parts")[0].Text("event"));
        Assert.Equal("closed", (await ana.SayAsync("are you there?")).Expect(HttpStatusCode.Conflict).Problem);
        var anew = (await ana.Http.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created);
        Assert.NotEqual(ana.Conversation, anew.Get("id"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_opens_the_chat_is_shown_likely_questions_until_something_is_said(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "Yes.", "Is the lamp waterproof?");
        await shop.TeachAsync("zh-CN", "防水。", "灯防水吗？");
        var ana = await shop.VisitAsync();
        var wang = await shop.VisitAsync(locale: "zh-CN");

        Assert.Equal(["Is the lamp waterproof?"], await SuggestionsAsync(ana));
        Assert.Equal(["灯防水吗？"], await SuggestionsAsync(wang));
        await ana.AskAsync("hello");
        Assert.Empty(await SuggestionsAsync(ana));
    }

    private static async Task<(int Position, int? EstimateSeconds)> QueueAsync(Visitor visitor)
    {
        var queue = (await visitor.Http.GetJsonAsync(visitor.Path)).Expect(HttpStatusCode.OK).Json.GetProperty("queue");
        return (queue.GetProperty("position").GetInt32(), queue.TryGetProperty("estimateSeconds", out var estimate) ? estimate.GetInt32() : null);
    }

    private static async Task<IEnumerable<string>> SuggestionsAsync(Visitor visitor) =>
        (await visitor.Http.GetJsonAsync(visitor.Path)).Expect(HttpStatusCode.OK).Json.GetProperty("suggestions").EnumerateArray().Select(text => text.GetString()!);
}
