using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Knowledge;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Studio;

/// <summary>Questions whose outcome is agreed on: kept at a node, asked of what is live and of what waits.</summary>
public sealed class GoldenTests
{
    private const string Golden = "/v1/knowledge/golden";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_comes_out_as_agreed_passes_and_a_run_shows_what_waits_would_break_and_mend(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var shipping = await kang.PublishedAsync(KnowledgeDesk.Words("When do you ship?"));
        var wrapping = await kang.SaveAsync(KnowledgeDesk.Words("Gift wrapping available?", "Yes."));
        var ships = await KeepAsync(kang, new { question = "when do you ship", expects = "item", item = shipping });
        await KeepAsync(kang, new { question = "gift wrapping available", expects = "item", item = wrapping });
        await KeepAsync(kang, new { question = "hello", expects = "skill", skill = "greeting" });
        await KeepAsync(kang, new { question = "let me talk to a person", expects = "handover" });
        await KeepAsync(kang, new { question = "zebra crossing colours", expects = "out-of-scope" });
        await KeepAsync(kang, new { question = "thanks a lot", expects = "handover" });
        (await kang.Http.DropAsync($"/v1/knowledge/items/{shipping}")).Expect(HttpStatusCode.NoContent);

        var all = await RunAsync(kang, new { });
        Assert.Equal("breaks", all["when do you ship"].Text("standing"));
        Assert.Equal(("answer", "choices"), (all["when do you ship"].GetProperty("before").Text("outcome"), all["when do you ship"].GetProperty("after").Text("outcome")));
        Assert.Equal("When do you ship?", all["when do you ship"].Text("what"));
        Assert.Equal("mends", all["gift wrapping available"].Text("standing"));
        Assert.Equal(
            ["passes", "passes", "passes"],
            new[] { "hello", "let me talk to a person", "zebra crossing colours" }.Select(question => all[question].Text("standing")));
        Assert.Equal("fails", all["thanks a lot"].Text("standing"));

        Assert.Equal("passes", (await RunAsync(kang, new { items = new[] { wrapping } }))["when do you ship"].Text("standing"));
        (await kang.Http.DropAsync($"{Golden}/{ships}")).Expect(HttpStatusCode.NoContent);
        Assert.False((await RunAsync(kang, new { })).ContainsKey("when do you ship"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_same_question_kept_again_gets_the_new_expectation_and_one_is_changed_under_its_id(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var id = await KeepAsync(kang, new { question = "Do you ship to Mars?", expects = "out-of-scope" });
        var again = (await kang.Http.PostAsync(Golden, new { question = "do you ship to mars", expects = "handover" })).Expect(HttpStatusCode.OK);
        Assert.Equal((id, "handover"), (again.Get("id"), again.Get("expects")));
        await KeepAsync(kang, new { question = "Do you ship to Mars?", expects = "handover", product = "lamp" });

        var changed = (await kang.Http.PutAsync($"{Golden}/{id}", new { question = "To the Moon?", expects = "skill", skill = "greeting", locale = "en" })).Expect(HttpStatusCode.OK);
        Assert.Equal(("To the Moon?", "greeting", "en"), (changed.Get("question"), changed.Get("skill"), changed.Get("locale")));
        var same = new { question = "do you ship to mars?", expects = "handover", product = "lamp" };
        Assert.Equal("exists", (await kang.Http.PutAsync($"{Golden}/{id}", same)).Expect(HttpStatusCode.Conflict).Problem);
        Assert.Equal(["Do you ship to Mars?", "To the Moon?"], (await ListAsync(kang)).Select(one => one.Text("question")).Order(StringComparer.Ordinal));
        Assert.Equal("Kang", (await ListAsync(kang))[0].Text("by"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_is_agreed_on_above_counts_below_and_an_own_wording_of_the_item_is_as_good(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, lin) = (await KnowledgeDesk.OfAsync(shop.Cast, "kang"), await KnowledgeDesk.OfAsync(shop.Cast, "lin"));
        var above = await lin.PublishedAsync(KnowledgeDesk.Words("May I return it?", "7 days."));
        var id = await KeepAsync(lin, new { question = "may I return it", expects = "item", item = above });
        Assert.True(Assert.Single(await ListAsync(kang)).GetProperty("inherited").GetBoolean());
        (await kang.Http.DropAsync($"{Golden}/{id}")).Expect(HttpStatusCode.NotFound);
        (await kang.Http.PutAsync($"{Golden}/{id}", new { question = "mine?", expects = "handover" })).Expect(HttpStatusCode.NotFound);

        var own = (await kang.Http.PostAsync($"/v1/knowledge/items/{above}/override")).Expect(HttpStatusCode.Created).Get("id");
        await kang.SaveAsync(KnowledgeDesk.Words("May I return it?", "30 days."), ItemId.Parse(own, provider: null));
        var one = (await RunAsync(kang, new { }))["may I return it"];
        Assert.Equal(("passes", own), (one.Text("standing"), one.GetProperty("after").Text("item")));

        await KeepAsync(kang, new { question = "May I return it?", expects = "handover" });
        Assert.Equal("handover", Assert.Single(await ListAsync(kang)).Text("expects"));
        Assert.Equal("item", Assert.Single(await ListAsync(lin)).Text("expects"));
        var wei = await KnowledgeDesk.OfAsync(shop.Cast, "wei");
        Assert.Equal("item", Assert.Single(await ListAsync(wei)).Text("expects"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_cannot_be_agreed_on_is_refused_by_its_field(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        foreach (var (field, body) in new (string, object)[]
        {
            ("question", new { question = " ", expects = "handover" }),
            ("question", new { question = new string('x', 501), expects = "handover" }),
            ("expects", new { question = "a?", expects = "magic" }),
            ("item", new { question = "a?", expects = "item" }),
            ("item", new { question = "a?", expects = "handover", item = KnowledgeDesk.NewId() }),
            ("skill", new { question = "a?", expects = "skill", skill = "juggling" }),
            ("skill", new { question = "a?", expects = "skill" }),
        })
        {
            var refused = (await kang.Http.PostAsync(Golden, body)).Expect(HttpStatusCode.BadRequest);
            Assert.True(refused.Json.GetProperty("errors").TryGetProperty(field, out _), $"{field}: {refused.Json}");
        }
        (await kang.Http.PostAsync(Golden, new { question = "a?", expects = "item", item = KnowledgeDesk.NewId() })).Expect(HttpStatusCode.NotFound);
        using var mei = await shop.SignInAsync("mei");
        (await mei.PostAsync(Golden, new { question = "a?", expects = "handover" })).Expect(HttpStatusCode.Forbidden);
    }

    private static async Task<string> KeepAsync(KnowledgeDesk desk, object golden) =>
        (await desk.Http.PostAsync(Golden, golden)).Expect(HttpStatusCode.Created).Get("id");

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(KnowledgeDesk desk) => (await desk.Http.GetJsonAsync(Golden)).Expect(HttpStatusCode.OK).Items();

    private static async Task<Dictionary<string, JsonElement>> RunAsync(KnowledgeDesk desk, object request) =>
        (await desk.Http.PostAsync($"{Golden}:run", request)).Expect(HttpStatusCode.OK).Items().ToDictionary(one => one.Text("question"), StringComparer.Ordinal);
}
