using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Knowledge;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Studio;

/// <summary>Whoever writes an item is told of others that answer the same, before consumers find out.</summary>
public sealed class ConflictTests
{
    private const string List = "/v1/knowledge/conflicts";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_item_that_asks_what_a_live_one_asks_is_a_duplicate_and_with_other_numbers_a_contradiction(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var live = await kang.PublishedAsync(KnowledgeDesk.Words("How long may I return things?", "Within 7 days."));
        var draft = await kang.SaveAsync(KnowledgeDesk.Words("Sending back", "Within 7 days, unopened.", similar: ["how long may I return things"]));

        var warning = Assert.Single(await ReadAsync(kang, draft));
        Assert.Equal(("duplicate", "how long may I return things"), (warning.Text("kind"), warning.Text("mine")));
        Assert.Equal((live.ToString(), true), (warning.GetProperty("other").Text("id"), warning.GetProperty("other").GetProperty("isLive").GetBoolean()));

        await kang.SaveAsync(KnowledgeDesk.Words("Sending back", "Within 15 days.", similar: ["how long may I return things"]), draft);
        var worse = Assert.Single(await ReadAsync(kang, draft));
        Assert.Equal("contradiction", worse.Text("kind"));
        var difference = worse.GetProperty("differences")[0];
        Assert.Equal(("number", "15 days", "7 days"), (difference.Text("kind"), difference.Text("mine"), difference.Text("theirs")));
        Assert.Equal("contradiction", Assert.Single(await ReadAsync(kang, item: null)).Text("kind"));
        await kang.PublishAsync();   // it warns, and hinders nothing
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Drafts_are_compared_with_drafts_and_a_change_that_waits_counts_instead_of_what_is_live(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var first = await kang.PublishedAsync(KnowledgeDesk.Words("How long may I return things?"));
        var second = await kang.SaveAsync(KnowledgeDesk.Words("how long may I return things"));
        Assert.Single(await ReadAsync(kang, second));
        await kang.SaveAsync(KnowledgeDesk.Words("Opening hours of the tea house"), first);
        Assert.Empty(await ReadAsync(kang, second));
        var third = await kang.SaveAsync(KnowledgeDesk.Words("opening hours of the tea house?"));
        Assert.False(Assert.Single(await ReadAsync(kang, third)).GetProperty("other").GetProperty("isLive").GetBoolean());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_no_consumer_can_get_together_is_no_conflict(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, now) = (await KnowledgeDesk.OfAsync(shop.Cast, "kang"), shop.Server.Time.GetUtcNow());
        await kang.PublishedAsync(KnowledgeDesk.Words("Is there a discount?", validTo: now.AddDays(1)));
        Assert.Empty(await ReadAsync(kang, await kang.SaveAsync(KnowledgeDesk.Words("is there a discount", validFrom: now.AddDays(1)))));
        Assert.Empty(await ReadAsync(kang, await kang.SaveAsync(KnowledgeDesk.Words("有折扣吗", language: "zh-CN"))));
        Assert.Single(await ReadAsync(kang, await kang.SaveAsync(KnowledgeDesk.Words("is there a discount", validTo: now.AddHours(1)))));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_own_wording_of_an_item_from_above_is_no_duplicate_of_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var lin = await KnowledgeDesk.OfAsync(shop.Cast, "lin");
        var above = await lin.PublishedAsync(KnowledgeDesk.Words("How long may I return things?"));
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var other = await kang.SaveAsync(KnowledgeDesk.Words("how long may I return things"));
        var warning = Assert.Single(await ReadAsync(kang, other));
        Assert.True(warning.GetProperty("other").GetProperty("inherited").GetBoolean());
        (await kang.Http.DropAsync($"/v1/knowledge/items/{other}")).Expect(HttpStatusCode.NoContent);

        var own = (await kang.Http.PostAsync($"/v1/knowledge/items/{above}/override")).Expect(HttpStatusCode.Created).Get("id");
        Assert.Empty((await kang.Http.GetJsonAsync($"{List}?item={own}")).Expect(HttpStatusCode.OK).Items());
        using var wei = await shop.SignInAsync("wei");
        (await wei.GetJsonAsync($"{List}?item={own}")).Expect(HttpStatusCode.NotFound);
    }

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(KnowledgeDesk desk, ItemId? item) =>
        (await desk.Http.GetJsonAsync(item is null ? List : $"{List}?item={item}")).Expect(HttpStatusCode.OK).Items();
}
