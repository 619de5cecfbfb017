using System.Net;
using ServiceOS.Bot.Skills.Catalogue;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Bot;

/// <summary>Products and offers are told of in the shop's own words, and only where no knowledge is sure.</summary>
public sealed class CatalogueTests
{
    private const string Chart = "M: height 160–170 cm, weight 50–60 kg; L: height 170–180 cm, weight 60–72 kg";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_attribute_is_told_as_the_catalogue_has_it_and_is_never_guessed(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await shop.VisitAsync();

        Assert.Equal("Wool Coat, material: 80 % wool.", (await ana.AskAsync("what is the wool coat made of?")).Text("body"));
        Assert.Equal("羊毛大衣的材质：羊毛 80%。", (await ana.AskAsync("羊毛大衣是什么材质")).Text("body"));
        Assert.DoesNotContain("Wool Coat", (await ana.AskAsync("what voltage does the wool coat take?")).Text("body"), StringComparison.Ordinal);
        Assert.DoesNotContain("material", (await ana.AskAsync("what is the grand piano made of?")).Text("body"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Where_two_products_fit_it_asks_which_and_a_tap_answers(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await shop.VisitAsync();

        var asked = await ana.AskAsync("what material is the coat?");
        var choices = asked.GetProperty("parts")[0].GetProperty("choices").EnumerateArray().ToList();
        Assert.Equal(["Rain Coat", "Wool Coat"], choices.Select(choice => choice.Text("label")).Order(StringComparer.Ordinal));
        var rain = choices.Single(choice => choice.Text("label") == "Rain Coat");

        Assert.Equal("Rain Coat, material: nylon.", (await ana.AskAsync("Rain Coat", rain.Text("value"))).Text("body"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_size_is_advised_by_the_shops_table_and_the_measures_are_asked_for_once(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await shop.VisitAsync();

        Assert.Equal("By the shop's size table, Wool Coat in L fits that.", (await ana.AskAsync("which size of the wool coat for 175 cm and 65 kg?")).Text("body"));
        Assert.Equal("To say which size of Wool Coat fits, I need: height (cm), weight (kg).", (await ana.AskAsync("what size of the wool coat should I take?")).Text("body"));
        Assert.Equal("By the shop's size table, Wool Coat in M fits that.", (await ana.AskAsync("165 cm and 55 kg")).Text("body"));
    }

    [Theory]
    [InlineData("165cm 55kg", "M", null)]
    [InlineData("身高1米75 体重130斤", "L", null)]
    [InlineData("height 170 weight 60", "L", "M")]
    [InlineData("I am 165 cm tall and 70 kg", "L", "M")]
    [InlineData("2 metres: 200 cm, 120 kg", null, null)]
    public void A_body_between_two_sizes_is_told_both(string text, string? size, string? orElse) =>
        Assert.Equal(new SizeChart.Advice(size, orElse), SizeChart.Read(Chart)!.For(text));

    [Theory]
    [InlineData("S/M/L")]
    [InlineData("M: for most people")]
    [InlineData("")]
    public void What_is_not_written_as_a_table_gives_no_advice(string written) => Assert.Null(SizeChart.Read(written));

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Offers_are_those_that_run_and_one_that_is_over_is_said_to_be(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await shop.VisitAsync();

        Assert.Equal("Running now:\n“Lantern week”, until " + Day(shop, 2) + ": Every second lantern half price.", (await ana.AskAsync("are there any offers at the moment?")).Text("body"));
        Assert.Equal("“双 11 狂欢”已经在" + Day(shop, -11, "M月d日") + "结束，活动优惠不再有效。", (await ana.AskAsync("双十一的活动现在还有吗")).Text("body"));
        Assert.StartsWith("“Spring Harvest” begins on", (await ana.AskAsync("what discount is there in the spring harvest?")).Text("body"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_the_shop_wrote_comes_first(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        await shop.TeachAsync("en", "It is woven in Suzhou.", "What is the wool coat made of?", "material of the wool coat");
        await shop.TeachAsync("en", "See our page of offers.", "Are there any offers at the moment?", "which offers are there");
        var ana = await shop.VisitAsync();

        Assert.Equal("It is woven in Suzhou.", (await ana.AskAsync("What is the wool coat made of?")).Text("body"));
        Assert.Equal("See our page of offers.", (await ana.AskAsync("are there any offers at the moment?")).Text("body"));
    }

    private static string Day(Shop shop, int days, string format = "MMMM d") => TimeZoneInfo.ConvertTime(
        shop.Server.Time.GetUtcNow().AddDays(days), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ToString(format, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<Shop> OpenAsync(Engine engine)
    {
        var shop = await Shop.OpenAsync(engine);
        using var program = await shop.Cast.WithKeyAsync(Permission.OrdersWrite);
        await PutAsync("products/wool", new
        {
            name = Both("羊毛大衣", "Wool Coat"),
            price = new { amount = 90_000, currency = "CNY" },
            attributes = new Dictionary<string, object> { ["material"] = Both("羊毛 80%", "80 % wool"), ["sizeChart"] = Both(Chart, Chart) },
        });
        await PutAsync("products/rain", new
        {
            name = Both("雨衣外套", "Rain Coat"),
            price = new { amount = 9_000, currency = "CNY" },
            attributes = new Dictionary<string, object> { ["material"] = Both("尼龙", "nylon") },
        });
        var now = shop.Server.Time.GetUtcNow();
        foreach (var (id, zh, en, from, to) in ((string, string, string, int, int)[])
            [("week", "灯笼周", "Lantern week", -2, 2), ("eleven", "双 11 狂欢", "11.11 sale", -20, -11), ("spring", "春收节", "Spring Harvest", 30, 40)])
            await PutAsync($"campaigns/{id}", new { name = Both(zh, en), rule = Both("第二件半价。", "Every second lantern half price."), validFrom = now.AddDays(from), validTo = now.AddDays(to).AddMilliseconds(1) });
        return shop;

        async Task PutAsync(string path, object body) =>
            (await program.PutAsync($"/v1/{path}", body)).Expect(HttpStatusCode.OK);
    }

    private static Dictionary<string, string> Both(string zh, string en) => new() { ["zh-CN"] = zh, ["en"] = en };
}
