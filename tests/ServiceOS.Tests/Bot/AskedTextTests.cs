using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;
using ServiceOS.Understanding;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Tests.Bot;

/// <summary>What consumers ask teaches a shop's model their words, where few were written down.</summary>
public sealed class AskedTextTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_was_near_to_something_is_learned_from_and_nothing_foreign(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await shop.VisitAsync();
        await ana.AskAsync("is the lamp waterproof, please");
        await ana.AskAsync("is the lamp waterproof, please");
        await ana.AskAsync("quantum marmalade xylophone");
        await ana.AskAsync("hello");
        await ana.AskAsync("灯防水吗");
        var seq = (await ana.AskAsync("waterproof lamp for the bathroom")).GetProperty("seq");
        using var mei = await shop.SignInAsync("mei");
        (await mei.PostAsync($"/v1/desk/decisions/{ana.Conversation}/{seq}/wrong", new { note = "no" })).Expect(System.Net.HttpStatusCode.NoContent);

        Assert.Equal(["is the lamp waterproof, please"], await AskedAsync(shop, shop.Cast.Lantern.Id, "en"));
        Assert.Equal(["灯防水吗"], await AskedAsync(shop, shop.Cast.Lantern.Id, "zh-CN"));
        Assert.Empty(await AskedAsync(shop, shop.Cast.Harbour.Id, "en"));
    }

    [Fact]
    public async Task A_model_in_use_is_trained_anew_a_day_later_and_one_that_nobody_asks_is_left()
    {
        await using var shop = await OpenAsync(Engine.Sqlite);
        var shelf = shop.Server.Get<ModelShelf>();
        var ana = await shop.VisitAsync();
        await ana.AskAsync("is the lamp waterproof, please");
        await WholeAsync(shelf, shop);
        var first = (await shelf.FindAsync(shop.Cast.Lantern.Id, "en", CancellationToken.None)).Model;

        shop.Server.Time.Advance(TimeSpan.FromHours(23));
        shelf.AgeAll();
        Assert.Same(first, await WholeAsync(shelf, shop));
        shop.Server.Time.Advance(TimeSpan.FromHours(2));
        shelf.AgeAll();
        await Eventually.LearnedAsync(async () => !ReferenceEquals(first, await WholeAsync(shelf, shop)), "it is trained anew");

        Assert.Equal(["is the lamp waterproof, please"], (await WholeAsync(shelf, shop)).Lessons.Asked);
    }

    private static async Task<Shop> OpenAsync(Engine engine)
    {
        var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "Yes.", "Is the lamp waterproof?", "can the lamp get wet");
        await shop.TeachAsync("en", "Seven days.", "How long can I return it?", "return window");
        await shop.TeachAsync("zh-CN", "防水。", "灯防水吗？", "灯可以淋雨吗");
        return shop;
    }

    private static Task<IReadOnlyList<string>> AskedAsync(Shop shop, TenantId merchant, string language) =>
        shop.Server.Get<IAskedTexts>().ListAsync(merchant, language, limit: 100, CancellationToken.None);

    private static async Task<MerchantModel> WholeAsync(ModelShelf shelf, Shop shop)
    {
        MerchantModel? whole = null;
        await Eventually.LearnedAsync(async () =>
        {
            whole = (await shelf.FindAsync(shop.Cast.Lantern.Id, "en", CancellationToken.None)).Model;
            return whole.IsWhole;
        }, "it has learned all");
        return whole!;
    }
}
