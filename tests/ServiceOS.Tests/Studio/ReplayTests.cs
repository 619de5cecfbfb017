using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Studio;
using ServiceOS.Tests.Knowledge;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Studio;

/// <summary>Real questions are asked of what waits to be published, and what would be answered otherwise is listed.</summary>
public sealed class ReplayTests
{
    private const string Replays = "/v1/knowledge/replays";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_would_be_lost_reworded_or_gained_is_listed_worst_first_and_judged(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var shipping = await kang.PublishedAsync(KnowledgeDesk.Words("When do you ship?", "Within a day."));
        var wrapping = await kang.PublishedAsync(KnowledgeDesk.Words("Gift wrapping available?", "Yes."));
        await AskAsync(shop, "when do you ship?", "gift wrapping available", "gift wrapping available", "zebra crossing colours", "hello");
        await kang.SaveAsync(KnowledgeDesk.Words("When do you ship?", "Within two days."), shipping);
        (await kang.Http.DropAsync($"/v1/knowledge/items/{wrapping}")).Expect(HttpStatusCode.NoContent);
        await kang.SaveAsync(KnowledgeDesk.Words("Zebra crossing colours", "Black and white."));

        var done = await RunAsync(kang.Http);
        Assert.Equal(5, done.GetProperty("summary").GetProperty("questions").GetInt32());
        var flips = done.GetProperty("flips").EnumerateArray().ToList();
        Assert.Equal(["lost", "reworded", "gained"], flips.Select(flip => flip.Text("kind")));
        Assert.Equal((2, "gift wrapping available"), (flips[0].GetProperty("count").GetInt32(), flips[0].Text("question")));
        Assert.Equal(("answer", "Yes."), (flips[0].GetProperty("before").Text("outcome"), flips[0].GetProperty("before").Text("answer")));
        Assert.Equal("out-of-scope", flips[0].GetProperty("after").Text("outcome"));
        Assert.Equal("Within two days.", flips[1].GetProperty("after").Text("answer"));
        Assert.Equal("Zebra crossing colours", flips[2].GetProperty("after").Text("what"));
        Assert.Equal(2, done.GetProperty("summary").GetProperty("kinds").GetProperty("lost").GetInt32());

        var verdicts = $"{Replays}/{done.Text("id")}/verdicts";
        (await kang.Http.PutAsync(verdicts, new { place = 1, verdict = "worse" })).Expect(HttpStatusCode.NoContent);
        (await kang.Http.PutAsync(verdicts, new { place = 1, verdict = "perhaps" })).Expect(HttpStatusCode.BadRequest);
        (await kang.Http.PutAsync(verdicts, new { place = 501, verdict = "worse" })).Expect(HttpStatusCode.BadRequest);
        var again = (await kang.Http.GetJsonAsync($"{Replays}/{done.Text("id")}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("worse", again.GetProperty("flips")[0].Text("verdict"));
        using var wei = await shop.SignInAsync("wei");
        (await wei.GetJsonAsync($"{Replays}/{done.Text("id")}")).Expect(HttpStatusCode.NotFound);
        Assert.Equal("Within a day.", (await kang.Http.PostAsync("/v1/ask", new { question = "when do you ship" })).Json.GetProperty("answer").Text("text"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Without_anything_that_waits_nothing_changes_and_a_unit_has_no_questions_of_its_own(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "Within a day.", "When do you ship?");
        await AskAsync(shop, "when do you ship?");
        using var kang = await shop.SignInAsync("kang");
        var done = await RunAsync(kang);
        Assert.Empty(done.GetProperty("flips").EnumerateArray());
        Assert.Equal("Kang", Assert.Single((await kang.GetJsonAsync(Replays)).Items()).Text("by"));

        using var lin = await shop.SignInAsync("lin");
        Assert.Equal("not-a-merchant", (await lin.PostAsync(Replays, new { days = 7 })).Expect(HttpStatusCode.UnprocessableEntity).Problem);
        (await kang.PostAsync(Replays, new { days = 0 })).Expect(HttpStatusCode.BadRequest);
        using var mei = await shop.SignInAsync("mei");
        (await mei.PostAsync(Replays, new { days = 7 })).Expect(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task One_that_was_cancelled_stays_so_and_another_may_begin(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var stop = TestContext.Current.CancellationToken;
        var row = new ReplayRow
        {
            TenantId = shop.Cast.Lantern.Id,
            Id = Guid.NewGuid().ToString("n"),
            Days = 7,
            State = "waiting",
            Total = 0,
            Done = 0,
            StartedBy = "Kang",
            StartedAt = shop.Server.Time.GetUtcNow(),
        };
        await shop.Server.Database.InTransactionAsync(db => ReplayStore.InsertAsync(db, row, stop), stop);
        using var kang = await shop.SignInAsync("kang");
        var busy = (await kang.PostAsync(Replays, new { days = 7 })).Expect(HttpStatusCode.Conflict);
        Assert.Equal((row.Id, "running"), (busy.Get("replay"), busy.Problem));

        (await kang.DropAsync($"{Replays}/{row.Id}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("cancelled", (await kang.GetJsonAsync($"{Replays}/{row.Id}")).Get("state"));
        Assert.False(await shop.Server.Database.InTransactionAsync(db => ReplayStore.AdvanceAsync(db, row.Id, 1, 2, stop), stop));
        await RunAsync(kang);
    }

    private static async Task AskAsync(Shop shop, params string[] questions)
    {
        foreach (var question in questions)
            await (await shop.VisitAsync()).AskAsync(question);
    }

    /// <summary>Runs one to its end.</summary>
    public static async Task<JsonElement> RunAsync(HttpClient client)
    {
        var id = (await client.PostAsync(Replays, new { days = 7 })).Expect(HttpStatusCode.Accepted).Get("id");
        JsonElement replay = default;
        await Eventually.TrueAsync(async () =>
        {
            replay = (await client.GetJsonAsync($"{Replays}/{id}")).Expect(HttpStatusCode.OK).Json;
            return replay.Text("state") is "done" or "failed";
        }, "the replay ends");
        Assert.Equal("done", replay.Text("state"));
        return replay;
    }
}
