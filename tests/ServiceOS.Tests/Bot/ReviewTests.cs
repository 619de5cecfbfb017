using System.Net;
using System.Text.Json;
using ServiceOS.Bot.Reviews;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Bot;

/// <summary>What the bot decided is drawn at random, judged by people, and says how precise each layer is.</summary>
public sealed class ReviewTests
{
    private const string Path = "/v1/reviews";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task So_many_of_each_layer_are_drawn_and_none_twice(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await TalkAsync(shop, known: 5, unknown: 3);
        using var hua = await shop.SignInAsync("hua");

        var drawn = await DrawAsync(hua, NewId(), perLayer: 2);
        Assert.Equal(6, drawn.Json.GetProperty("decisions").GetInt64());   // knowledge, out-of-scope, greeting
        var first = await OpenAsync(hua);
        Assert.Equal(["greeting", "knowledge", "out-of-scope"], first.Take(3).Select(one => one.Text("layer")).Order(StringComparer.Ordinal));   // in turns
        Assert.All(first.CountBy(one => one.Text("layer")), layer => Assert.Equal(2, layer.Value));
        foreach (var one in first.Where(one => one.Text("layer") == "knowledge"))
        {
            Assert.Equal(("is the lamp waterproof", "Yes, it may stand in the rain."), (one.Text("question"), one.Text("answer")));
            Assert.Equal("Is the lamp waterproof?", one.GetProperty("why").GetProperty("item").Text("question"));
        }

        shop.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await DrawAsync(hua, NewId(), perLayer: 50);
        var all = await OpenAsync(hua);
        Assert.Equal(13, all.Select(Key).Distinct().Count());   // 5 known, 3 unknown, 5 greetings: each once
        Assert.Equal(first.Select(Key), all.Take(6).Select(Key));
        Assert.Equal(0, (await DrawAsync(hua, NewId(), perLayer: 50)).Json.GetProperty("decisions").GetInt64());
        var precision = (await hua.GetJsonAsync($"{Path}/precision")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((13, 13), (precision.GetProperty("open").GetInt64(), precision.GetProperty("decisions").GetInt64()));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_double_click_draws_once_and_the_seed_draws_the_same_again(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await TalkAsync(shop, known: 12, unknown: 0);
        using var hua = await shop.SignInAsync("hua");
        var id = NewId();

        var clicks = await Task.WhenAll(DrawAsync(hua, id, perLayer: 3), DrawAsync(hua, id, perLayer: 3), DrawAsync(hua, id, perLayer: 3));
        Assert.Single(clicks.Select(click => click.Json.GetRawText()).Distinct(StringComparer.Ordinal));
        var open = await OpenAsync(hua);
        Assert.Equal(6, open.Count);

        var seed = clicks[0].Json.GetProperty("sample").GetProperty("seed").GetInt64();
        var inOrder = await shop.Server.Get<Database>().ReadAsync(async db => await db.ListAsync<string>(
            "select conversation_id from decisions where layer = 'knowledge' order by at, conversation_id, seq", args: null, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        Assert.Equal(
            new Lots(seed, "knowledge").Draw(inOrder.Count, 3).Select(place => inOrder[(int)place - 1]),
            open.Where(one => one.Text("layer") == "knowledge").Select(one => one.Text("conversation")));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_people_say_makes_the_precision_of_a_layer_and_of_all(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await TalkAsync(shop, known: 4, unknown: 2);
        using var kang = await shop.SignInAsync("kang");
        await DrawAsync(kang, NewId(), perLayer: 50);
        var verdicts = new Queue<string>(["right", "right", "wrong", "unknown"]);
        foreach (var one in await OpenAsync(kang))
            await JudgeAsync(kang, one, one.Text("layer") == "knowledge" ? verdicts.Dequeue() : "right");

        var precision = (await kang.GetJsonAsync($"{Path}/precision?days=1")).Expect(HttpStatusCode.OK).Json;
        var knowledge = precision.GetProperty("layers").EnumerateArray().Single(layer => layer.Text("layer") == "knowledge");
        Assert.Equal((4, 4, 2, 1, 1), (Of(knowledge, "traffic"), Of(knowledge, "drawn"), Of(knowledge, "right"), Of(knowledge, "wrong"), Of(knowledge, "unknown")));
        Assert.Equal(0.66667, knowledge.GetProperty("precision").GetProperty("share").GetDouble());
        Assert.Equal(0.4, knowledge.GetProperty("trafficShare").GetDouble());
        // 4 of 10 at two thirds, and 6 of 10 at one
        Assert.Equal((0.86667, 1), (precision.GetProperty("overall").GetProperty("share").GetDouble(), precision.GetProperty("overall").GetProperty("covered").GetDouble()));
        Assert.Equal(0, precision.GetProperty("open").GetInt64());
        var wrong = (await kang.GetJsonAsync($"{Path}?judged=true&layer=knowledge")).Expect(HttpStatusCode.OK).Items();
        Assert.Equal(4, wrong.Count);
        Assert.Single(wrong, one => one.Text("verdict") == "wrong" && one.Text("by") == "Kang");
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Of_two_reviewers_the_last_counts_until_they_take_it_back_and_both_are_kept(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await TalkAsync(shop, known: 1, unknown: 0);
        using var kang = await shop.SignInAsync("kang");
        using var hua = await shop.SignInAsync("hua");
        await DrawAsync(hua, NewId(), perLayer: 50);
        var one = (await OpenAsync(hua)).Single(each => each.Text("layer") == "knowledge");

        await JudgeAsync(hua, one, "right");
        shop.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await JudgeAsync(kang, one, "wrong");
        Assert.Equal(("wrong", "Kang"), await CountsAsync(hua, one));
        (await kang.DropAsync(PathOf(one))).Expect(HttpStatusCode.OK);
        Assert.Equal(("right", "Hua"), await CountsAsync(hua, one));
        (await kang.DropAsync(PathOf(one))).Expect(HttpStatusCode.OK);   // nothing of Kang's stands: Hua's word is not theirs to take
        Assert.Equal(("right", "Hua"), await CountsAsync(hua, one));

        var trail = (await kang.GetJsonAsync($"{PathOf(one)}/verdicts")).Expect(HttpStatusCode.OK).Items();
        Assert.Equal([("right", "Hua", false), ("wrong", "Kang", true)],
            trail.Select(said => (said.Text("verdict"), said.Text("by"), said.TryGetProperty("undoneAt", out var at) && at.ValueKind == JsonValueKind.String)));
        (await hua.DropAsync(PathOf(one))).Expect(HttpStatusCode.OK);
        Assert.Contains(await OpenAsync(hua), each => Key(each) == Key(one));
        (await hua.PutAsync(PathOf(one), new { verdict = "perhaps" })).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_says_who_somebody_is_is_covered_and_only_those_who_may_review_see_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await (await shop.VisitAsync()).AskAsync("Zebra colours, call 13912345678 or mail ana@lantern.test");
        using var hua = await shop.SignInAsync("hua");
        await DrawAsync(hua, NewId(), perLayer: 5);
        var listed = (await hua.GetJsonAsync(Path)).Expect(HttpStatusCode.OK);
        Assert.Equal("Zebra colours, call … or mail …", Assert.Single(listed.Items()).Text("question"));
        Assert.DoesNotContain("13912345678", listed.Json.GetRawText(), StringComparison.Ordinal);

        foreach (var name in (string[])["mei", "shen"])
        {
            using var other = await shop.SignInAsync(name);
            (await other.GetJsonAsync($"{Path}/precision")).Expect(HttpStatusCode.OK);
            (await other.GetJsonAsync(Path)).Expect(HttpStatusCode.Forbidden);
            (await other.PostAsync($"{Path}/samples", new { id = NewId() })).Expect(HttpStatusCode.Forbidden);
        }
        using var wei = await shop.SignInAsync("wei");   // of another shop: nothing to draw, nothing to see
        Assert.Equal(0, (await DrawAsync(wei, NewId(), perLayer: 5)).Json.GetProperty("decisions").GetInt64());
        Assert.Empty(await OpenAsync(wei));
        (await wei.PutAsync(PathOf(listed.Items()[0]), new { verdict = "right" })).Expect(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_drawing_that_makes_no_sense_is_refused(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        using var hua = await shop.SignInAsync("hua");
        foreach (var request in (object[])[new { }, new { id = "x" }, new { id = NewId(), days = 31 }, new { id = NewId(), perLayer = 0 }, new { id = NewId(), perLayer = 51 }])
            (await hua.PostAsync($"{Path}/samples", request)).Expect(HttpStatusCode.BadRequest);
        (await hua.GetJsonAsync($"{Path}/precision?days=0")).Expect(HttpStatusCode.BadRequest);
        (await hua.GetJsonAsync($"{Path}?limit=101")).Expect(HttpStatusCode.BadRequest);
    }

    /// <summary>Each says hello first; those who ask what nobody knows only that.</summary>
    private static async Task TalkAsync(Shop shop, int known, int unknown)
    {
        await shop.TeachAsync("en", "Yes, it may stand in the rain.", "Is the lamp waterproof?");
        for (var i = 0; i < known; i++)
        {
            var visitor = await shop.VisitAsync();
            await visitor.AskAsync("hello");
            await visitor.AskAsync("is the lamp waterproof");
            shop.Server.Time.Advance(TimeSpan.FromSeconds(1));
        }
        for (var i = 0; i < unknown; i++)
            await (await shop.VisitAsync()).AskAsync("xylophone marmalade");
        shop.Server.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private static async Task<Answer> DrawAsync(HttpClient client, string id, int perLayer) =>
        (await client.PostAsync($"{Path}/samples", new { id, days = 1, perLayer })).Expect(HttpStatusCode.OK);

    private static async Task<IReadOnlyList<JsonElement>> OpenAsync(HttpClient client) => (await client.GetJsonAsync(Path)).Expect(HttpStatusCode.OK).Items();

    private static async Task JudgeAsync(HttpClient client, JsonElement one, string verdict) =>
        (await client.PutAsync(PathOf(one), new { verdict })).Expect(HttpStatusCode.OK);

    private static async Task<(string Verdict, string By)> CountsAsync(HttpClient client, JsonElement one)
    {
        var judged = (await client.GetJsonAsync($"{Path}?judged=true")).Expect(HttpStatusCode.OK).Items();
        var found = judged.Single(each => Key(each) == Key(one));
        return (found.Text("verdict"), found.Text("by"));
    }

    private static string PathOf(JsonElement one) => $"{Path}/{one.Text("conversation")}/{one.GetProperty("seq").GetInt64()}";

    private static (string, long) Key(JsonElement one) => (one.Text("conversation"), one.GetProperty("seq").GetInt64());

    private static int Of(JsonElement layer, string name) => layer.GetProperty(name).GetInt32();

    private static string NewId() => Guid.NewGuid().ToString("n");
}
