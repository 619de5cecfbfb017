using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Knowledge;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Studio;

/// <summary>What the bot misses comes before those who keep the knowledge, and what they decide about it is remembered.</summary>
public sealed class GapTests
{
    private const string List = "/v1/knowledge/gaps";
    private const string Verdicts = "/v1/knowledge/gap-verdicts";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_the_bot_misses_is_put_together_and_ranked_by_how_often_it_failed(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "Within a day.", "When do you ship?");
        await AskAsync(shop, "Gift wrapping possible?", "Gift wrapping possible here?", "zebra crossing colours");
        await AskAsync(shop, "gift wrapping possible", "When do you ship?");
        using var kang = await shop.SignInAsync("kang");

        var listed = (await kang.GetJsonAsync($"{List}?days=7")).Expect(HttpStatusCode.OK);
        var gaps = listed.Items();
        Assert.Equal([3, 1], gaps.Select(gap => gap.GetProperty("failed").GetInt32()));
        Assert.Equal(3, gaps[0].GetProperty("volume").GetInt32());
        Assert.Contains("gift wrapping", gaps[0].Text("title"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("zebra crossing colours", gaps[1].Text("title"));
        Assert.Equal(7, gaps[0].GetProperty("days").GetArrayLength());
        Assert.Equal(3, gaps[0].GetProperty("days")[6].GetProperty("failed").GetInt32());
        Assert.Equal(3, gaps[0].GetProperty("questions").GetArrayLength());
        Assert.Equal((3, 0), (gaps[0].GetProperty("misses").GetProperty("unknown").GetInt32(), gaps[0].GetProperty("misses").GetProperty("wrong").GetInt32()));
        Assert.Equal(5, listed.Json.GetProperty("questions").GetInt32());

        using var wei = await shop.SignInAsync("wei");
        Assert.Empty((await wei.GetJsonAsync(List)).Expect(HttpStatusCode.OK).Items());
        (await kang.GetJsonAsync($"{List}?days=31")).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_answer_that_an_agent_called_wrong_is_a_gap_and_shows_the_item_that_it_is_near_to(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "Within a day.", "When do you ship?");
        var ana = await shop.VisitAsync();
        var seq = (await ana.AskAsync("when do you ship?")).GetProperty("seq").GetInt64();
        using var kang = await shop.SignInAsync("kang");
        (await kang.PostAsync($"/v1/desk/decisions/{ana.Conversation}/{seq}/wrong")).Expect(HttpStatusCode.NoContent);

        var gap = Assert.Single((await kang.GetJsonAsync(List)).Items());
        Assert.Equal(1, gap.GetProperty("misses").GetProperty("wrong").GetInt32());
        Assert.Equal("When do you ship?", gap.GetProperty("nearest").Text("question"));
        Assert.True(gap.GetProperty("nearest").GetProperty("similarity").GetDouble() > 0.99);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_is_only_another_way_to_ask_goes_into_the_item_and_comes_out_again_when_it_is_taken_back(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await AskAsync(shop, "Do you gift wrap?");
        using var kang = await shop.SignInAsync("kang");
        var desk = new KnowledgeDesk(kang);
        var item = await desk.PublishedAsync(KnowledgeDesk.Words("Presents in paper and a bow"));
        var gap = Assert.Single((await kang.GetJsonAsync(List)).Items());

        var kept = (await kang.PostAsync(Verdicts, Judged(gap, "similar", item.ToString()))).Expect(HttpStatusCode.Created);
        Assert.Equal("Do you gift wrap?", Assert.Single(kept.Json.GetProperty("added").EnumerateArray()).GetString());
        Assert.Empty((await kang.GetJsonAsync(List)).Items());
        var draft = await desk.FindAsync(item);
        Assert.Equal("changed", draft.Text("state"));
        Assert.Equal("Do you gift wrap?", draft.GetProperty("draft").GetProperty("similar")[0].GetString());

        (await kang.DropAsync($"{Verdicts}/{kept.Get("id")}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("published", (await desk.FindAsync(item)).Text("state"));
        Assert.Single((await kang.GetJsonAsync(List)).Items());
        (await kang.DropAsync($"{Verdicts}/{kept.Get("id")}")).Expect(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_item_from_above_is_copied_to_get_the_questions(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await AskAsync(shop, "Do you gift wrap?");
        var lin = await KnowledgeDesk.OfAsync(shop.Cast, "lin");
        var above = await lin.PublishedAsync(KnowledgeDesk.Words("Presents in paper and a bow"));
        using var kang = await shop.SignInAsync("kang");
        var gap = Assert.Single((await kang.GetJsonAsync(List)).Items());

        var kept = (await kang.PostAsync(Verdicts, Judged(gap, "similar", above.ToString()))).Expect(HttpStatusCode.Created);
        Assert.NotEqual(above.ToString(), kept.Get("item"));
        var own = (await kang.GetJsonAsync($"/v1/knowledge/items/{kept.Get("item")}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(above.ToString(), own.Text("overrides"));
        (await kang.DropAsync($"{Verdicts}/{kept.Get("id")}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("archived", (await kang.GetJsonAsync($"/v1/knowledge/items/{kept.Get("item")}")).Get("state"));

        using var wei = await shop.SignInAsync("wei");
        var foreign = await new KnowledgeDesk(wei).PublishedAsync(KnowledgeDesk.Words("Harbour's own"));
        (await kang.PostAsync(Verdicts, Judged(gap, "similar", foreign.ToString()))).Expect(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_is_ignored_comes_back_when_twice_as_many_ask_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await AskAsync(shop, "Do you gift wrap?", "Do you gift wrap?");
        using var kang = await shop.SignInAsync("kang");
        var gap = Assert.Single((await kang.GetJsonAsync(List)).Items());
        (await kang.PostAsync(Verdicts, Judged(gap, "ignore"))).Expect(HttpStatusCode.Created);
        Assert.Empty((await kang.GetJsonAsync(List)).Items());

        await AskAsync(shop, "Do you gift wrap?");
        Assert.Empty((await LaterAsync(shop, kang)).Items());
        await AskAsync(shop, "Do you gift wrap?");
        var again = Assert.Single((await LaterAsync(shop, kang)).Items());
        Assert.Equal(("ignore", "Kang"), (again.GetProperty("earlier").Text("verdict"), again.GetProperty("earlier").Text("by")));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_gap_is_open_until_its_new_item_is_written_and_again_when_that_does_not_help(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await AskAsync(shop, "Do you gift wrap?");
        using var kang = await shop.SignInAsync("kang");
        var gap = Assert.Single((await kang.GetJsonAsync(List)).Items());
        var item = KnowledgeDesk.NewId();
        (await kang.PostAsync(Verdicts, Judged(gap, "new", item.ToString()))).Expect(HttpStatusCode.Created);
        Assert.Single((await kang.GetJsonAsync(List)).Items());
        await new KnowledgeDesk(kang).SaveAsync(KnowledgeDesk.Words("Do you gift wrap?"), item);
        Assert.Empty((await kang.GetJsonAsync(List)).Items());

        shop.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await AskAsync(shop, "Do you gift wrap?", "Do you gift wrap?", "Do you gift wrap?");
        Assert.Equal("new", Assert.Single((await LaterAsync(shop, kang)).Items()).GetProperty("earlier").Text("verdict"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_says_who_somebody_is_is_covered(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await AskAsync(shop, "Zebra colours, call 13912345678 or mail ana@lantern.test");
        using var kang = await shop.SignInAsync("kang");
        var gap = Assert.Single((await kang.GetJsonAsync(List)).Items());
        Assert.Equal("Zebra colours, call … or mail …", gap.Text("title"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_verdict_that_makes_no_sense_is_refused(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        using var kang = await shop.SignInAsync("kang");
        var good = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["verdict"] = "ignore",
            ["key"] = "0123456789abcdef",
            ["volume"] = 2,
            ["days"] = 7,
        };
        foreach (var (field, value) in new (string, object?)[]
        {
            ("verdict", "perhaps"), ("key", "no key"), ("volume", 0), ("days", 99), ("verdict", "similar"), ("verdict", "new"), ("keys", new[] { "x" }),
        })
            (await kang.PostAsync(Verdicts, new Dictionary<string, object?>(good, StringComparer.Ordinal) { [field] = value })).Expect(HttpStatusCode.BadRequest);
        (await kang.PostAsync(Verdicts, good)).Expect(HttpStatusCode.Created);
        using var mei = await shop.SignInAsync("mei");
        (await mei.PostAsync(Verdicts, good)).Expect(HttpStatusCode.Forbidden);
    }

    /// <summary>Each in a conversation of its own, as consumers do.</summary>
    private static async Task AskAsync(Shop shop, params string[] questions)
    {
        foreach (var question in questions)
            await (await shop.VisitAsync()).AskAsync(question);
    }

    /// <summary>The list once it is counted anew.</summary>
    private static async Task<Answer> LaterAsync(Shop shop, HttpClient client)
    {
        shop.Server.Time.Advance(TimeSpan.FromMinutes(1));
        return (await client.GetJsonAsync(List)).Expect(HttpStatusCode.OK);
    }

    private static object Judged(JsonElement gap, string verdict, string? item = null) => new
    {
        verdict,
        key = gap.Text("key"),
        keys = gap.GetProperty("questions").EnumerateArray().Select(one => one.Text("key")),
        volume = gap.GetProperty("volume").GetInt32(),
        days = 7,
        item,
        similar = verdict == "similar" ? gap.GetProperty("questions").EnumerateArray().Select(one => one.Text("text")) : null,
    };
}
