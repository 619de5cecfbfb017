using System.Net;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Consumers;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>The shop's page says which order the consumer asks about.</summary>
public sealed class AboutOrderTests
{
    private static readonly string s_secret = new('s', 32);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_conversation_is_about_the_order_that_the_page_named_last_until_it_is_taken_back(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        await BuyAsync(shop, "o1", "HH1", "m-1");
        await BuyAsync(shop, "o2", "HH2", "m-1");
        using var ana = await MemberAsync(shop, "m-1");

        Assert.Equal("HH1", About(await ana.PostAsync("/v1/conversations", new { order = "o1" })));
        Assert.Equal("HH2", About(await ana.PostAsync("/v1/conversations", new { order = "o2" })));
        Assert.Equal("HH2", About(await ana.PostAsync("/v1/conversations", new { page = "https://lantern.example/" })));
        Assert.Equal("HH2", About(await ana.GetJsonAsync("/v1/conversations/current")));

        Assert.Null(About(await ana.PostAsync("/v1/conversations", new { order = "" })));
        Assert.Null(About(await ana.GetJsonAsync("/v1/conversations/current")));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_order_of_somebody_else_is_not_shown(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        await BuyAsync(shop, "o1", "HH1", "m-1");
        using var other = await MemberAsync(shop, "m-2");
        var guest = await shop.VisitAsync();

        Assert.Null(About(await other.PostAsync("/v1/conversations", new { order = "o1" })));
        Assert.Null(About(await guest.Http.PostAsync("/v1/conversations", new { order = "o1" })));
    }

    private static string? About(Answer status) =>
        status.Json.TryGetProperty("order", out var order) ? order.GetProperty("number").GetString() : null;

    private static async Task<Shop> OpenAsync(Engine engine)
    {
        var shop = await Shop.OpenAsync(engine);
        await MemberTests.SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret = s_secret });
        return shop;
    }

    private static Task BuyAsync(Shop shop, string id, string number, string member)
    {
        var now = shop.Server.Time.GetUtcNow();
        var order = new OrderReport
        {
            Number = number,
            MemberId = member,
            State = OrderState.Paid,
            Total = new(Amount: 100, Currency: "CNY"),
            PlacedAt = now,
            Items = [new(ProductId: null, Name: "Lamp", Quantity: 1, ImageUrl: null)],
        };
        return shop.Server.Get<Database>().InTransactionAsync(
            db => shop.Server.Get<OrderIntake>().TakeInAsync(db, shop.Cast.Lantern.Id, id, order, now, CancellationToken.None), CancellationToken.None);
    }

    private static async Task<HttpClient> MemberAsync(Shop shop, string subject) => shop.Server.Client(
        (await MemberTests.EnterAsync(shop, Jwt.Hs256(s_secret, MemberTests.Claims(shop, subject)))).Expect(HttpStatusCode.OK).Get("token"));
}
