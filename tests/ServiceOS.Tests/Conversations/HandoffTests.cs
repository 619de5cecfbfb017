using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Consumers;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>What a person reads of what was said to the bot.</summary>
public sealed class HandoffTests
{
    private const string Secret = "a secret of thirty-two characters";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_card_has_the_question_the_answer_and_the_order_that_was_spoken_of(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await MemberAsync(shop);
        await ana.AskAsync("Where is my order SO-10001?");   // not the newest
        await ana.AskAsync("human");

        var card = await CardAsync(shop, ana);

        Assert.Equal("asked-for-person", card.Text("reason"));
        Assert.Equal("SO-10001", card.GetProperty("order").Text("number"));
        Assert.Equal(["order: SO-10001"], SlotsOf(card));
        var lines = card.Text("summary").Split('\n');
        Assert.Equal("Where is my order SO-10001?", lines[0]);
        Assert.StartsWith("Order SO-10001 is paid", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
        Assert.Equal(["consumer", "bot"], SpeakersOf(card));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_card_has_the_days_money_and_sizes_that_were_named(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await MemberAsync(shop);
        await ana.AskAsync("You charged me $30.50 for a coat in size M, this is a scam");

        var slots = SlotsOf(await CardAsync(shop, ana));

        Assert.Contains("amount: 30.50", slots);
        Assert.Contains("size: M", slots);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_button_hands_over_the_same_and_what_was_said_since(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await MemberAsync(shop);
        await ana.AskAsync("Where is my order SO-10001?");
        await ana.AskAsync("thanks");
        await ana.Http.PostAsync($"{ana.Path}/handoff");

        var card = await CardAsync(shop, ana);

        Assert.Equal("SO-10001", card.GetProperty("order").Text("number"));
        Assert.Equal("Where is my order SO-10001?", card.Text("summary").Split('\n')[0]);
        Assert.Equal(["consumer", "bot"], SpeakersOf(card));   // the thanks tell nothing
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_is_still_open_stands_before_what_was_answered_last(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await MemberAsync(shop);
        await ana.AskAsync("hello");
        await ana.AskAsync("Where is my order SO-10001?");
        await ana.AskAsync("xylophone quantum marmalade");
        await ana.AskAsync("Ok I will wait");
        await ana.AskAsync("zebra telescope opera");
        await ana.AskAsync("thanks");
        await ana.AskAsync("human");

        var card = await CardAsync(shop, ana);

        var lines = card.Text("summary").Split('\n');
        Assert.Equal(["xylophone quantum marmalade", "zebra telescope opera", "Where is my order SO-10001?"], lines[..3]);
        Assert.StartsWith("Order SO-10001 is paid", lines[3], StringComparison.Ordinal);
        Assert.Equal(["consumer", "consumer", "consumer", "bot"], SpeakersOf(card));
    }

    [Fact]
    public async Task What_was_asked_back_and_picked_is_not_open()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        var ana = await MemberAsync(shop);
        var asked = await ana.AskAsync("Hurry up with my order");
        var choice = asked.GetProperty("parts")[0].GetProperty("choices")[0];
        await ana.AskAsync(choice.Text("label"), choice.Text("value"));
        await ana.AskAsync("human");

        Assert.Equal(["consumer", "bot"], SpeakersOf(await CardAsync(shop, ana)));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Nothing_is_said_of_an_order_that_nobody_spoke_of(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await MemberAsync(shop);
        await ana.AskAsync("human");

        var card = await CardAsync(shop, ana);

        Assert.False(card.TryGetProperty("order", out var order) && order.ValueKind == JsonValueKind.Object);
        Assert.Empty(SlotsOf(card));
    }

    private static IEnumerable<string> SpeakersOf(JsonElement card) => card.GetProperty("lines").EnumerateArray().Select(line => line.Text("speaker"));

    private static IEnumerable<string> SlotsOf(JsonElement card) =>
        card.GetProperty("slots").EnumerateArray().Select(slot => $"{slot.Text("name")}: {slot.Text("value")}");

    private static async Task<JsonElement> CardAsync(Shop shop, Visitor visitor)
    {
        using var mei = await shop.SignInAsync("mei");
        return (await mei.GetJsonAsync($"/v1/desk/conversations/{visitor.Conversation}")).Expect(HttpStatusCode.OK).Json.GetProperty("handoff");
    }

    /// <summary>A member with two orders under way.</summary>
    private static async Task<Visitor> MemberAsync(Shop shop)
    {
        await MemberTests.SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret = Secret });
        using var program = await shop.Cast.WithKeyAsync(Permission.OrdersWrite);
        foreach (var (number, day) in ((string, string)[])[("SO-10001", "2026-11-08"), ("SO-10002", "2026-11-10")])
            (await program.PutAsync($"/v1/orders/{number}", new
            {
                number,
                memberId = "m-1",
                state = "paid",
                total = new { amount = 100, currency = "CNY" },
                placedAt = $"{day}T00:00:00Z",
                items = new[] { new { name = "Lantern", quantity = 1 } },
            })).Expect(HttpStatusCode.OK);
        var session = (await MemberTests.EnterAsync(shop, Jwt.Hs256(Secret, MemberTests.Claims(shop)))).Expect(HttpStatusCode.OK);
        var http = shop.Server.Client(session.Get("token"));
        return new(shop, http, session.Get("consumerId"), (await http.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created).Get("id"));
    }
}
