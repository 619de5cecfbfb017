using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Consumers;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Bot;

/// <summary>The bot speaks of the order that was named, or says that it isn't theirs; never of another as if it were that one.</summary>
public sealed class NamedOrderTests
{
    private const string Anas = "HH2026110001";
    private const string AnasOther = "HH2026110002";
    private const string Bos = "HH2026119999";
    private const string Nobodys = "HH9999999999";
    private static readonly string s_secret = new('s', 32);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_number_that_is_not_theirs_is_said_to_be_so_and_their_own_are_offered(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", Anas, AnasOther);
        await EnterAsync(shop, "bo", Bos);

        foreach (var number in (string[])[Nobodys, Bos])
        {
            var english = await ana.AskAsync($"Where is my order {number}?");
            Assert.Equal($"I don't find {number} among your orders. Please check the number, or pick the order you mean.", english.Text("body"));
            Assert.Equal([AnasOther, Anas], OrdersIn(english));
            var chinese = await ana.AskAsync($"订单 {number} 到哪了");
            Assert.Equal($"在您的订单里没有找到 {number}。请核对一下单号，或者选择您要查询的订单。", chinese.Text("body"));
            Assert.Equal([AnasOther, Anas], OrdersIn(chinese));
        }
        Assert.Contains(Anas, (await ana.AskAsync($"订单 {Anas} 到哪了")).Text("body"), StringComparison.Ordinal);
        Assert.Contains(Anas, (await ana.AskAsync("where is my order …110001, ends with 2026110001?")).Text("body"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Nothing_is_urged_for_a_number_that_is_not_theirs(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", Anas);
        await EnterAsync(shop, "bo", Bos);

        var answer = await ana.AskAsync($"催一下订单 {Bos} 发货");

        Assert.Contains($"没有找到 {Bos}", answer.Text("body"), StringComparison.Ordinal);
        Assert.Equal([$"urge-shipment:{Anas.ToLowerInvariant()}"],
            answer.GetProperty("parts")[0].GetProperty("choices").EnumerateArray().Select(choice => choice.Text("value")));
        Assert.Equal(0, await shop.Server.Database.ReadAsync(
            async db => await db.GetAsync<long>("select count(*) from order_urges", args: null, CancellationToken.None), CancellationToken.None));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_page_or_a_button_of_somebody_elses_order_leads_to_their_own(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        await EnterAsync(shop, "bo", Bos);
        var ana = await EnterAsync(shop, "ana", Anas);
        (await ana.Http.PostAsync("/v1/conversations", new { order = Bos.ToLowerInvariant() })).Expect(HttpStatusCode.OK);

        foreach (var answer in (JsonElement[])
        [
            await ana.AskAsync("where is my order"),
            await ana.AskAsync("Order", choice: $"order:{Bos.ToLowerInvariant()}"),
            await ana.AskAsync("Order", choice: $"urge-shipment:{Bos.ToLowerInvariant()}"),
        ])
        {
            Assert.Equal("I don't find that order among yours. Which of your orders do you mean?", answer.Text("body"));
            Assert.Contains(Anas, answer.GetProperty("parts")[0].GetRawText(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Bos, answer.GetRawText(), StringComparison.OrdinalIgnoreCase);
        }
        var picked = await ana.AskAsync("Order", choice: $"order:{Anas.ToLowerInvariant()}");
        Assert.Contains(Anas, picked.Text("body"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_answer_and_a_handoff_card_do_not_take_another_order_for_the_one_that_was_named(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        await shop.TeachAsync("en", "Order {{order.number}} can be sent back within 7 days.", "Can I send an order back?", "send back my order", "return an order");
        var ana = await EnterAsync(shop, "ana", Anas);

        Assert.Equal($"Order {Anas} can be sent back within 7 days.", (await ana.AskAsync("Can I send an order back?")).Text("body"));
        Assert.Equal("Order (your order) can be sent back within 7 days.", (await ana.AskAsync($"Can I send an order back? {Nobodys}")).Text("body"));
        await ana.AskAsync($"I want to talk to a real person about {Nobodys}");

        using var mei = await shop.SignInAsync("mei");
        var card = (await mei.GetJsonAsync($"/v1/desk/conversations/{ana.Conversation}")).Expect(HttpStatusCode.OK).Json.GetProperty("handoff");
        Assert.DoesNotContain(Anas, card.GetRawText(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_own_order_is_found_by_its_number_however_old_it_is(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", [Anas, .. Enumerable.Range(10, 14).Select(i => $"HH20261100{i}")]);

        Assert.Contains(Anas, (await ana.AskAsync($"where is my order {Anas.ToLowerInvariant()}")).Text("body"), StringComparison.Ordinal);
        Assert.Contains(Anas, (await ana.AskAsync("Order", choice: $"order:{Anas.ToLowerInvariant()}")).Text("body"), StringComparison.Ordinal);
    }

    private static async Task<Shop> OpenAsync(Engine engine)
    {
        var shop = await Shop.OpenAsync(engine);
        await MemberTests.SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret = s_secret });
        return shop;
    }

    /// <summary>A member who has these orders, the last the newest, and is in its conversation.</summary>
    private static async Task<Visitor> EnterAsync(Shop shop, string member, params string[] numbers)
    {
        using var program = await shop.Cast.WithKeyAsync(Permission.OrdersWrite);
        for (var i = 0; i < numbers.Length; i++)
        {
            (await program.PutAsync($"/v1/orders/{numbers[i].ToLowerInvariant()}", new
            {
                number = numbers[i],
                memberId = member,
                state = "paid",
                placedAt = shop.Server.Time.GetUtcNow().AddDays(-30).AddHours(i),
                total = new { amount = 100, currency = "CNY" },
                items = new[] { new { name = "Lamp", quantity = 1 } },
            })).Expect(HttpStatusCode.OK);
        }
        var session = (await MemberTests.EnterAsync(shop, Jwt.Hs256(s_secret, MemberTests.Claims(shop, member)))).Expect(HttpStatusCode.OK);
        var client = shop.Server.Client(session.Get("token"));
        var opened = (await client.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created);
        return new(shop, client, session.Get("consumerId"), opened.Get("id"));
    }

    private static IEnumerable<string> OrdersIn(JsonElement answer) =>
        answer.GetProperty("parts").EnumerateArray().Single(part => part.Text("type") == "orders")
            .GetProperty("orders").EnumerateArray().Select(order => order.Text("number"));
}
