using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Consumers;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Bot;

/// <summary>What is to be done about an order: what can't be is said, and the rest comes before a person with all that is known.</summary>
public sealed class RequestTests
{
    private static readonly string s_secret = new('s', 32);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_only_order_that_it_can_be_for_is_passed_on_with_the_request(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", ("HH100001", "delivered", "Copper Lamp"), ("HH100002", "paid", "Desk Fan"));

        var said = await ana.AskAsync("please cancel my order");

        Assert.Equal(
            "I have passed your wish to cancel for order HH100002 on to a person, with everything I know, so you needn't repeat it. They will tell you what can be done.",
            said.Text("body"));
        var card = await CardAsync(shop, ana);
        Assert.Equal("request", card.Text("reason"));
        Assert.Equal(("cancel-order", "HH100002", "please cancel my order"),
            (card.GetProperty("request").Text("kind"), card.GetProperty("request").Text("orderNumber"), card.GetProperty("request").Text("words")));
        Assert.Equal("HH100002", card.GetProperty("order").Text("number"));
        Assert.Equal("queued", await ana.StateAsync());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_new_address_is_asked_for_once_and_the_next_words_are_it(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", ("HH100001", "paid", "Lamp"));

        var asked = await ana.AskAsync("这个订单地址写错了，帮我改一下");
        Assert.StartsWith("订单 HH100001 还没有发货，可以申请改地址。请把新的收货地址完整地发给我", asked.Text("body"), StringComparison.Ordinal);
        var said = await ana.AskAsync("杭州市西湖区文三路90号东部软件园2栋301");

        Assert.StartsWith("好的，订单 HH100001 的改地址申请已转给人工客服", said.Text("body"), StringComparison.Ordinal);
        var request = (await CardAsync(shop, ana)).GetProperty("request");
        Assert.Equal("change-address", request.Text("kind"));
        Assert.Equal("杭州市西湖区文三路90号东部软件园2栋301", SlotOf(request, "address"));
        Assert.Equal("这个订单地址写错了，帮我改一下", request.Text("words"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Which_order_is_asked_with_those_only_that_it_can_be_for_and_nothing_more_is_asked(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", ("HH100001", "delivered", "Lamp"), ("HH100002", "paid", "Fan"), ("HH100003", "delivered", "Clock"), ("HH100004", "cancelled", "Chair"));

        var asked = await ana.AskAsync("please arrange a return for me");
        var choices = asked.GetProperty("parts")[0].GetProperty("choices").EnumerateArray().ToList();
        Assert.Equal(["HH100003 · Clock", "HH100001 · Lamp"], choices.Select(choice => choice.Text("label")));
        await ana.AskAsync(choices[1].Text("label"), choices[1].Text("value"));

        var request = (await CardAsync(shop, ana)).GetProperty("request");
        Assert.Equal(("return-order", "HH100001", "reason"), (request.Text("kind"), request.Text("orderNumber"), request.Text("missing")));
        Assert.Equal("please arrange a return for me", request.Text("words"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_reason_may_be_tapped_or_said_and_goes_with_the_card(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", ("HH100001", "delivered", "Lamp"));
        var bo = await EnterAsync(shop, "bo", ("HH200001", "delivered", "Lamp"));

        var asked = await ana.AskAsync("帮我把这单退了");
        Assert.Equal("订单 HH100001 要退货，请问是什么原因？", asked.Text("body"));
        var faulty = asked.GetProperty("parts")[0].GetProperty("choices")[0];
        await ana.AskAsync(faulty.Text("label"), faulty.Text("value"));
        await bo.AskAsync("please refund my order");
        await bo.AskAsync("it looks nothing like my curtains");

        Assert.Equal("quality", SlotOf((await CardAsync(shop, ana)).GetProperty("request"), "reason"));
        Assert.Equal("it looks nothing like my curtains", SlotOf((await CardAsync(shop, bo)).GetProperty("request"), "reason"));
    }

    [Theory]
    [InlineData("paid", "please return my order HH100001", "Order HH100001 has not been shipped yet, so there is nothing to send back.", "do:cancel-order:hh100001")]
    [InlineData("shipped", "please cancel my order", "Order HH100001 has been shipped, so it can't be cancelled any more. You can refuse it", "person")]
    [InlineData("shipped", "帮我改这单的地址", "订单 HH100001 已经发货，地址改不了了。", "person")]
    [InlineData("delivered", "cancel my order please", "Order HH100001 was delivered, so it can't be cancelled any more.", "do:return-order:hh100001")]
    [InlineData("unpaid", "帮我取消订单", "订单 HH100001 还没有付款，没有扣过款。", "person")]
    [InlineData("unpaid", "please refund my order", "Order HH100001 is not paid yet: nothing was charged", "person")]
    [InlineData("refunded", "这单给我退款", "订单 HH100001 已经退款了", "person")]
    [InlineData("cancelled", "please cancel my order", "Order HH100001 has been cancelled already", "person")]
    public async Task What_can_no_longer_be_is_said_with_what_can_be_instead_and_nobody_is_bothered(string state, string words, string answer, string firstChoice)
    {
        await using var shop = await OpenAsync(Engine.Sqlite);
        var ana = await EnterAsync(shop, "ana", ("HH100001", state, "Lamp"));

        var said = await ana.AskAsync(words);

        Assert.StartsWith(answer, said.Text("body"), StringComparison.Ordinal);
        Assert.Equal(firstChoice, ChoicesOf(said)[0]);
        Assert.Equal("bot", await ana.StateAsync());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_is_not_signed_in_is_shown_no_order_and_told_what_is_needed(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        await EnterAsync(shop, "bo", ("HH200001", "paid", "Lamp"));
        var ana = await shop.VisitAsync();

        var said = await ana.AskAsync("please cancel my order HH200001");
        Assert.StartsWith("I need to know whose order it is: please sign in", said.Text("body"), StringComparison.Ordinal);
        Assert.Equal(["person"], ChoicesOf(said));
        Assert.DoesNotContain("Lamp", said.GetRawText(), StringComparison.Ordinal);
        await ana.AskAsync("it's HH200001");

        var card = await CardAsync(shop, ana);
        Assert.Equal("cancel-order", card.GetProperty("request").Text("kind"));
        Assert.Equal("HH200001", SlotOf(card.GetProperty("request"), "named"));
        Assert.False(card.GetProperty("request").TryGetProperty("orderNumber", out var number) && number.ValueKind == JsonValueKind.String);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Another_question_is_not_taken_for_the_answer_and_a_never_mind_ends_it(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        await shop.TeachAsync("en", "From nine to six.", "What are your hours?", "when are you open", "opening hours");
        var ana = await EnterAsync(shop, "ana", ("HH100001", "paid", "Lamp"));

        await ana.AskAsync("please change the address of my order");
        Assert.Equal("From nine to six.", (await ana.AskAsync("what are your hours?")).Text("body"));
        await ana.AskAsync("please change the address of my order");
        Assert.StartsWith("Happy to help", (await ana.AskAsync("never mind")).Text("body"), StringComparison.Ordinal);
        Assert.Equal("bot", await ana.StateAsync());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_is_angry_gets_a_person_who_knows_what_is_wanted_and_what_is_threatened(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", ("HH100001", "delivered", "Lamp"));
        var bo = await EnterAsync(shop, "bo", ("HH200001", "paid", "Lamp"));

        var said = await ana.AskAsync("骗子！灯是坏的，马上给我退款，不然我打12315");
        await bo.AskAsync("your courier was very rude");

        Assert.StartsWith("非常抱歉", said.Text("body"), StringComparison.Ordinal);
        var card = await CardAsync(shop, ana);
        Assert.Equal(("angry", "refund-order", "HH100001"), (card.Text("reason"), card.GetProperty("request").Text("kind"), card.GetProperty("request").Text("orderNumber")));
        Assert.Equal(("quality", "authority"), (SlotOf(card.GetProperty("request"), "reason"), SlotOf(card.GetProperty("request"), "risk")));
        Assert.Equal("complain", (await CardAsync(shop, bo)).GetProperty("request").Text("kind"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_shops_own_words_stand_first_and_have_a_button_to_have_it_done(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        await shop.TeachAsync("en", "Under Orders, then Invoice.", "How do I get an invoice?", "invoice", "I want an invoice", "request an invoice");
        var ana = await EnterAsync(shop, "ana", ("HH100001", "delivered", "Lamp"));

        foreach (var words in (string[])["how do I get an invoice", "I want an invoice"])
        {
            var said = await ana.AskAsync(words);
            Assert.Equal("Under Orders, then Invoice.", said.Text("body"));
            Assert.Equal(["skill:request-invoice"], ChoicesOf(said));
        }
        Assert.Contains("HH100001", (await ana.AskAsync("please make out an invoice for order HH100001")).Text("body"), StringComparison.Ordinal);
        var guest = await shop.VisitAsync();
        Assert.Equal("Under Orders, then Invoice.", (await guest.AskAsync("I want an invoice, please")).Text("body"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_person_who_is_asked_for_after_all_has_the_request_before_them(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", ("HH100001", "shipped", "Lamp"));

        await ana.AskAsync("please change the address of my order");
        await ana.AskAsync("Talk to a person", choice: "person");

        var card = await CardAsync(shop, ana);
        Assert.Equal(("asked-for-person", "change-address", "HH100001"),
            (card.Text("reason"), card.GetProperty("request").Text("kind"), card.GetProperty("request").Text("orderNumber")));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_question_of_before_a_person_had_the_conversation_is_forgotten(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", ("HH100001", "paid", "Lamp"));
        await ana.AskAsync("please change the address of my order");
        using var mei = await shop.AgentAsync("mei");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/transfer", new { toBot = true })).Expect(HttpStatusCode.OK);

        var said = await ana.AskAsync("xylophone quantum marmalade 12");

        Assert.StartsWith("Sorry, I don't understand", said.Text("body"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_shall_not_be_done_is_not_done(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", ("HH100001", "paid", "Lamp"));

        foreach (var words in (string[])["Don't cancel my order, please", "no need to hurry my order", "do not hand me over to a person"])
            Assert.Equal("Happy to help. Write to me if there is anything else.", (await ana.AskAsync(words)).Text("body"));
        Assert.Equal("好的，还有问题随时告诉我。", (await ana.AskAsync("千万别取消我的订单")).Text("body"));
        Assert.Equal("bot", await ana.StateAsync());
        Assert.Equal(0, await shop.Server.Database.ReadAsync(
            async db => await db.GetAsync<long>("select count(*) from order_urges", args: null, CancellationToken.None), CancellationToken.None));
        Assert.StartsWith("订单 HH100001 还没有发货，可以申请改地址", (await ana.AskAsync("我不想取消订单，只想改地址")).Text("body"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Another_request_in_reply_to_a_question_is_taken_up_instead(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", ("HH100001", "delivered", "Lamp"), ("HH100002", "delivered", "Fan"));

        Assert.Equal(2, ChoicesOf(await ana.AskAsync("帮我申请价保")).Count);
        var asked = await ana.AskAsync("我要开发票，订单HH100001");

        Assert.Equal("订单 HH100001 的发票，抬头开个人还是企业？", asked.Text("body"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_bare_order_number_asks_how_it_stands(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", ("HH100001", "paid", "Lamp"));
        await ana.AskAsync("你好");

        var said = await ana.AskAsync("HH100001");
        Assert.Contains("HH100001", said.Text("body"), StringComparison.Ordinal);
        Assert.Equal("skill", await OutcomeAsync(shop, ana, said));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_order_that_is_stuck_on_its_way_is_not_said_to_be_unshipped(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await EnterAsync(shop, "ana", ("HH100001", "shipped", "Lamp"));
        using var program = await shop.Cast.WithKeyAsync(Permission.OrdersWrite);
        (await program.PutAsync("/v1/parcels/p1", new
        {
            orderId = "hh100001",
            carrier = "Swift",
            trackingNumber = "SW1",
            checkpoints = new[] { new { id = "c1", at = shop.Server.Time.GetUtcNow().AddDays(-1), state = "exception", text = "Damaged label" } },
        })).Expect(HttpStatusCode.OK);

        var asked = await ana.AskAsync("帮我改地址");
        Assert.StartsWith("订单 HH100001 已经发货，不过物流有异常", asked.Text("body"), StringComparison.Ordinal);
        var passed = await ana.AskAsync("帮我取消订单");
        Assert.Contains("订单 HH100001 已经发货，目前物流有异常。", passed.Text("body"), StringComparison.Ordinal);
    }

    private static async Task<string?> OutcomeAsync(Shop shop, Visitor visitor, JsonElement said)
    {
        using var mei = await shop.SignInAsync("mei");
        return (await mei.GetJsonAsync($"/v1/desk/decisions/{visitor.Conversation}/{said.GetProperty("seq")}")).Expect(HttpStatusCode.OK).Get("outcome");
    }

    private static async Task<Shop> OpenAsync(Engine engine)
    {
        var shop = await Shop.OpenAsync(engine);
        await MemberTests.SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret = s_secret });
        return shop;
    }

    /// <summary>A member who has these orders, the last the newest, and is in its conversation.</summary>
    private static async Task<Visitor> EnterAsync(Shop shop, string member, params (string Number, string State, string Item)[] orders)
    {
        using var program = await shop.Cast.WithKeyAsync(Permission.OrdersWrite);
        foreach (var (at, (number, state, item)) in orders.Index())
        {
            (await program.PutAsync($"/v1/orders/{number.ToLowerInvariant()}", new
            {
                number,
                memberId = member,
                state,
                placedAt = shop.Server.Time.GetUtcNow().AddDays(-9).AddHours(at),
                total = new { amount = 100, currency = "CNY" },
                items = new[] { new { name = item, quantity = 1 } },
            })).Expect(HttpStatusCode.OK);
        }
        var session = (await MemberTests.EnterAsync(shop, Jwt.Hs256(s_secret, MemberTests.Claims(shop, member)))).Expect(HttpStatusCode.OK);
        var client = shop.Server.Client(session.Get("token"));
        var opened = (await client.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created);
        return new(shop, client, session.Get("consumerId"), opened.Get("id"));
    }

    private static async Task<JsonElement> CardAsync(Shop shop, Visitor visitor)
    {
        using var mei = await shop.SignInAsync("mei");
        return (await mei.GetJsonAsync($"/v1/desk/conversations/{visitor.Conversation}")).Expect(HttpStatusCode.OK).Json.GetProperty("handoff");
    }

    private static string? SlotOf(JsonElement request, string name) =>
        request.GetProperty("slots").EnumerateArray().Where(slot => slot.Text("name") == name).Select(slot => slot.Text("value")).SingleOrDefault();

    private static IReadOnlyList<string> ChoicesOf(JsonElement said) =>
        [.. said.GetProperty("parts").EnumerateArray().Where(part => part.Text("type") == "choices")
            .SelectMany(part => part.GetProperty("choices").EnumerateArray()).Select(choice => choice.Text("value"))];
}
