using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Studio;
using ServiceOS.Tests.Knowledge;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Studio;

/// <summary>Whoever expected an item is told why the bot answers with something else.</summary>
public sealed class WhyNotTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_item_that_was_not_the_answer_is_told_what_shut_it_out(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, now) = (await KnowledgeDesk.OfAsync(shop.Cast, "kang"), shop.Server.Time.GetUtcNow());
        var live = await kang.PublishedAsync(KnowledgeDesk.Words("Do you wrap presents?"));
        var later = await kang.PublishedAsync(KnowledgeDesk.Words("Christmas opening hours", validFrom: now.AddDays(1)));
        var over = await kang.PublishedAsync(KnowledgeDesk.Words("Summer sale rules", validTo: now.AddDays(-1)));
        var chinese = await kang.PublishedAsync(KnowledgeDesk.Words("可以包装礼物吗", language: "zh-CN"));
        var draft = await kang.SaveAsync(KnowledgeDesk.Words("Birthday cards"));
        var gone = await kang.SaveAsync(KnowledgeDesk.Words("Old catalogue"));
        (await kang.Http.DropAsync($"/v1/knowledge/items/{gone}")).Expect(HttpStatusCode.NoContent);

        Assert.Equal("won", (await WhyAsync(kang, live, "do you wrap presents?")).Text("reason"));
        Assert.Equal("not-live", (await WhyAsync(kang, draft, "birthday cards")).Text("reason"));
        Assert.Equal("archived", (await WhyAsync(kang, gone, "old catalogue")).Text("reason"));
        Assert.Equal("not-yet", (await WhyAsync(kang, later, "christmas opening hours")).Text("reason"));
        Assert.Equal(now.AddDays(-1), (await WhyAsync(kang, over, "summer sale rules")).GetProperty("at").GetDateTimeOffset());
        Assert.Equal("other-language", (await WhyAsync(kang, chinese, "do you wrap presents?")).Text("reason"));
        Assert.Equal(("rule", "asked-for-person"), Pair(await WhyAsync(kang, live, "talk to a person please"), "reason", "rule"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_item_that_lost_is_told_to_whom_and_which_words_it_lacks(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var wrapping = await kang.SaveAsync(KnowledgeDesk.Words("Do you wrap presents?", similar: ["wrapping paper"]));
        var returning = await kang.SaveAsync(KnowledgeDesk.Words("Do you take presents back?"));
        await kang.PublishAsync();

        var exact = await WhyAsync(kang, wrapping, "do you take presents back");
        Assert.Equal(("exact", returning.ToString()), (exact.Text("reason"), exact.GetProperty("other").Text("item")));
        Assert.Equal("Do you wrap presents?", exact.Text("nearest"));
        Assert.Equal(["take", "back"], exact.GetProperty("missingWords").EnumerateArray().Select(word => word.GetString()));
        var closer = await WhyAsync(kang, wrapping, "can i get presents back");
        Assert.Equal("other-closer", closer.Text("reason"));
        Assert.True(closer.GetProperty("score").GetDouble() < closer.GetProperty("best").GetDouble());
        Assert.Equal("nothing-in-common", (await WhyAsync(kang, wrapping, "xylophone")).Text("reason"));

        using var wei = await shop.SignInAsync("wei");
        (await wei.PostAsync("/v1/knowledge/why-not", new { question = "presents", item = wrapping.ToString() })).Expect(HttpStatusCode.NotFound);
        (await kang.Http.PostAsync("/v1/knowledge/why-not", new { question = "presents" })).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_item_that_is_overridden_or_about_another_product_is_told_so(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var lin = await KnowledgeDesk.OfAsync(shop.Cast, "lin");
        var above = await lin.PublishedAsync(KnowledgeDesk.Words("Do you wrap presents?"));
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var own = (await kang.Http.PostAsync($"/v1/knowledge/items/{above}/override")).Expect(HttpStatusCode.Created).Get("id");
        await kang.SaveAsync(KnowledgeDesk.Words("Do you wrap presents?", "Only at Christmas."), new ItemId(Guid.Parse(own)));
        await kang.PublishAsync();
        var overridden = await WhyAsync(kang, above, "do you wrap presents");
        Assert.Equal(("overridden", own), (overridden.Text("reason"), overridden.GetProperty("overriddenBy").Text("item")));

        var about = KnowledgeDesk.NewId();
        (await kang.Http.PutAsync($"/v1/knowledge/items/{about}", new
        {
            question = "Is it waterproof?",
            answer = new { text = "Yes." },
            language = "en",
            products = new[] { "tent" },
        })).Expect(HttpStatusCode.OK);
        await kang.PublishAsync();
        Assert.Equal("other-product", (await WhyAsync(kang, about, "is it waterproof", "lamp")).Text("reason"));
        await Eventually.TrueAsync(
            async () => (await WhyAsync(kang, about, "is it waterproof", "tent")).Text("reason") == "won", "it answers once it is live");
        Assert.Equal("out-of-scope", (await kang.Http.PostAsync("/v1/ask", new { question = "is it waterproof", product = "lamp" })).Get("outcome"));
        Assert.Equal("answer", (await kang.Http.PostAsync("/v1/ask", new { question = "is it waterproof", product = "tent" })).Get("outcome"));
    }

    [Theory]
    [InlineData("可以送货上楼吗", "送货要多久", "可以|上楼吗")]
    [InlineData("iPhone15保护壳有吗", "保护壳怎么卖", "iphone15|有吗")]
    [InlineData("Do you ship to Norway?", "do you ship it", "to|norway")]
    [InlineData("退", "退货", "")]
    public void The_words_that_an_item_lacks_are_named(string text, string question, string missing) =>
        Assert.Equal(missing, string.Join('|', MissingWords.Of(text, [question])));

    private static async Task<JsonElement> WhyAsync(KnowledgeDesk desk, ItemId item, string question, string? product = null) =>
        (await desk.Http.PostAsync("/v1/knowledge/why-not", new { question, item = item.ToString(), locale = "en", product })).Expect(HttpStatusCode.OK).Json;

    private static (string, string) Pair(JsonElement json, string first, string second) => (json.Text(first), json.Text(second));
}
