using System.Net;
using ServiceOS.Bot.Skills;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;
using ServiceOS.Understanding;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Tests.Bot;

/// <summary>A wish for a price or for stock is answered with that, or with "I don't know", never with another thing about the product.</summary>
public sealed class ProductPriceTests
{
    [Theory]
    [InlineData("血压计多少钱", Skill.ProductPrice)]
    [InlineData("多少钱", Skill.ProductPrice)]
    [InlineData("how much is the lantern", Skill.ProductPrice)]
    [InlineData("what's the price of it", Skill.ProductPrice)]
    [InlineData("a6血压计有货吗", Skill.ProductStock)]
    [InlineData("is the lantern in stock?", Skill.ProductStock)]
    [InlineData("运费多少钱", null)]
    [InlineData("how much is shipping?", null)]
    [InlineData("退款多少钱", null)]
    [InlineData("how much weight can it carry", null)]
    [InlineData("血压计怎么用", null)]
    public void A_wish_is_heard_by_its_own_words(string text, string? wish) => Assert.Equal(wish, ProductWishes.Of(text));

    [Theory]
    [InlineData("How much is the bronze lantern?", "en", "Bronze Lantern: ¥129.00. Offers may lower it; the amount at checkout holds.", Engine.Sqlite)]
    [InlineData("How much is the bronze lantern?", "en", "Bronze Lantern: ¥129.00. Offers may lower it; the amount at checkout holds.", Engine.Postgres)]
    [InlineData("铜灯笼多少钱", "zh-CN", "铜灯笼的价格是 ¥129.00。如有优惠，以下单时的金额为准。", Engine.Sqlite)]
    [InlineData("请问你们的铜灯笼现在什么价", "zh-CN", "铜灯笼的价格是 ¥129.00。如有优惠，以下单时的金额为准。", Engine.Postgres)]
    public async Task The_price_of_a_product_is_read_from_the_catalogue(string words, string locale, string answer, Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await shop.VisitAsync(locale: locale);

        Assert.Equal(answer, (await ana.AskAsync(words)).Text("body"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Among_hundreds_of_likes_the_one_that_was_named_is_found(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        await shop.Server.Database.InTransactionAsync(async db =>
        {
            for (var i = 0; i < ProductCatalog.ListMax; i++)
            {
                await TakeInAsync(db, shop, $"a{i:000}", "Wall Lamp");
                await TakeInAsync(db, shop, $"b{i:000}", "Round Table");
            }
            await TakeInAsync(db, shop, "z", "Round Wall Lamp");
        }, CancellationToken.None);
        var ana = await shop.VisitAsync();

        Assert.StartsWith("Round Wall Lamp: ¥5.00", (await ana.AskAsync("How much is the round wall lamp?")).Text("body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_several_fit_it_asks_which_and_a_tap_answers()
    {
        await using var shop = await OpenAsync();
        var ana = await shop.VisitAsync();

        var asked = await ana.AskAsync("How much is a lantern?");
        var choices = asked.GetProperty("parts")[0].GetProperty("choices").EnumerateArray().ToList();
        Assert.Equal(["Bronze Lantern", "Paper Lantern"], choices.Select(choice => choice.Text("label")));

        Assert.StartsWith("Paper Lantern: ¥9.90", (await ana.AskAsync(choices[1].Text("label"), choices[1].Text("value"))).Text("body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_that_nobody_knows_gets_no_price_but_the_persons_button()
    {
        await using var shop = await OpenAsync();
        var ana = await shop.VisitAsync();

        var said = await ana.AskAsync("How much is the grand piano?");

        Assert.Contains("I don't know its price", said.Text("body"), StringComparison.Ordinal);
        Assert.Equal("person", said.GetProperty("parts")[0].GetProperty("choices")[0].Text("value"));
        Assert.StartsWith("Which product do you mean?", (await ana.AskAsync("how much")).Text("body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stock_is_not_known_to_the_program_and_it_says_so()
    {
        await using var shop = await OpenAsync();
        var ana = await shop.VisitAsync();

        var said = await ana.AskAsync("Is the bronze lantern in stock?");

        Assert.StartsWith("Sorry, I can't see the stock", said.Text("body"), StringComparison.Ordinal);
        Assert.Equal("person", said.GetProperty("parts")[0].GetProperty("choices")[0].Text("value"));
    }

    [Fact]
    public async Task What_the_shop_wrote_about_prices_and_stock_comes_first()
    {
        await using var shop = await OpenAsync();
        await shop.TeachAsync("en", "It is made to order, from ¥500.", "How much is the grand piano?", "price of the piano");
        await shop.TeachAsync("en", "What can be ordered is in stock.", "Is it in stock?", "do you have it in stock");
        var ana = await shop.VisitAsync();

        Assert.Equal("It is made to order, from ¥500.", (await ana.AskAsync("how much is the grand piano")).Text("body"));
        Assert.Equal("What can be ordered is in stock.", (await ana.AskAsync("is it in stock?")).Text("body"));
    }

    [Fact]
    public void The_pages_product_is_meant_where_no_name_tells()
    {
        var (bronze, paper) = (ProductOf("bronze", "铜灯笼", "Bronze Lantern"), ProductOf("paper", "纸灯笼", "Paper Lantern"));

        Assert.Equal(new ProductChoice.Outcome.One(paper), ProductChoice.Of([], [], paper));
        Assert.Equal(new ProductChoice.Outcome.One(paper), ProductChoice.Of(["灯笼"], [bronze, paper], paper));
        Assert.Equal(new ProductChoice.Outcome.One(bronze), ProductChoice.Of(["铜灯", "灯笼"], [bronze, paper], paper));
        Assert.IsType<ProductChoice.Outcome.Unknown>(ProductChoice.Of(["钢琴"], [], paper));
        Assert.IsType<ProductChoice.Outcome.WhichOne>(ProductChoice.Of([], [], ofPage: null));
    }

    /// <summary>A shop with two lanterns, of which it knows how one is hung.</summary>
    private static async Task<Shop> OpenAsync(Engine engine = Engine.Sqlite)
    {
        var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "With the hook.", "How do I hang the bronze lantern?", "hanging the bronze lantern", "bronze lantern hook");
        await shop.TeachAsync("zh-CN", "用挂钩。", "铜灯笼怎么挂？", "铜灯笼挂钩", "怎么挂铜灯笼");
        using var program = await shop.Cast.WithKeyAsync(Permission.OrdersWrite);
        foreach (var (id, zh, en, fen) in ((string, string, string, int)[])[("bronze", "铜灯笼", "Bronze Lantern", 12_900), ("paper", "纸灯笼", "Paper Lantern", 990)])
            (await program.PutAsync($"/v1/products/{id}", new
            {
                name = new Dictionary<string, string> { ["zh-CN"] = zh, ["en"] = en },
                price = new { amount = fen, currency = "CNY" },
            })).Expect(HttpStatusCode.OK);
        return shop;
    }

    private static Task TakeInAsync(Session db, Shop shop, string id, string name) => OrderIntake.TakeInAsync(
        db, shop.Cast.Lantern.Id, id, new ProductReport { Name = new(name, name), Price = new(500, "CNY") }, shop.Server.Time.GetUtcNow(), CancellationToken.None);

    private static Product ProductOf(string id, string zh, string en) => new()
    {
        Id = id,
        Name = new(zh, en),
        Price = new(100, "CNY"),
        Description = new("", ""),
        Attributes = new Dictionary<string, LocalText>(),
    };
}
