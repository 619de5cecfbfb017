using System.Net;
using System.Text.Json;
using ServiceOS.Bot.Predicting;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Bot;

/// <summary>猜你想问: what is held out to whoever opens the chat, and how often it was what they came for.</summary>
public sealed class PredictionTests
{
    private const int Many = 24;
    private static readonly DateTimeOffset s_now = new(2026, 11, 28, 8, 0, 0, TimeSpan.Zero);
    private static readonly Situation s_nobody = new(Situation.NoOrder, "");

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_others_came_for_is_held_out_first_and_each_conversation_counts_once(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "Yes.", "Is the lamp waterproof?");
        await shop.TeachAsync("en", "Yes, for free.", "Can I have it gift wrapped?");
        var ana = await shop.VisitAsync();
        var byRule = Assert.Single(await HeldOutAsync(ana));   // one of those without a category stands for all
        var asked = byRule == "Is the lamp waterproof?" ? "Can I have it gift wrapped?" : "Is the lamp waterproof?";

        for (var i = 0; i < Many; i++)
        {
            var visitor = await shop.VisitAsync();
            await visitor.AskAsync("hello");
            await visitor.AskAsync(asked);
            await visitor.AskAsync(byRule);
        }

        await Eventually.TrueAsync(async () => (await PredictionsAsync(shop)).GetProperty("asked").GetInt64() == Many, "they are counted");
        Assert.Equal([asked, byRule], await HeldOutAsync(ana));
        var read = await PredictionsAsync(shop);
        Assert.Equal((Many, Many - 1), (read.GetProperty("asked").GetInt64(), read.GetProperty("hits").GetInt64()));   // nobody had asked it before the first
        Assert.InRange(read.GetProperty("firsts").GetInt64(), 1, Many - 2);
        Assert.Equal("none", Assert.Single(read.GetProperty("orders").EnumerateArray()).Text("order"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Another_shop_learns_nothing_from_it_and_what_is_withdrawn_is_not_held_out(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "Yes, for free.", "Can I have it gift wrapped?");
        await (await shop.VisitAsync()).AskAsync("can i have it gift wrapped");
        await Eventually.TrueAsync(async () => (await PredictionsAsync(shop)).GetProperty("asked").GetInt64() == 1, "it is counted");

        Assert.Empty(await HeldOutAsync(await shop.VisitAsync("harbour")));
        using var owner = await shop.SignInAsync("kang");
        var item = (await owner.GetJsonAsync($"/v1/knowledge/items?tenant={shop.Cast.Lantern.Id}")).Expect(HttpStatusCode.OK).Items()[0].Text("id");
        (await owner.DropAsync($"/v1/knowledge/items/{item}")).Expect(HttpStatusCode.NoContent);
        (await owner.PostAsync($"/v1/knowledge:publish?tenant={shop.Cast.Lantern.Id}", new { })).Expect(HttpStatusCode.OK);
        var ana = await shop.VisitAsync();
        await Eventually.TrueAsync(async () => !(await HeldOutAsync(ana)).Any(), "the item is no longer held out");
    }

    [Fact]
    public async Task A_span_of_no_days_or_of_years_is_refused()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        using var mei = await shop.SignInAsync("kang");
        foreach (var days in (int[])[0, 91, -1])
            Assert.Equal("invalid", (await mei.GetJsonAsync($"/v1/predictions?days={days}")).Expect(HttpStatusCode.BadRequest).Problem);
    }

    [Fact]
    public void A_new_shop_begins_with_the_rules() =>
        Assert.Equal(["a", "b", "c"], IssueRanking.Rank(["a", "b", "c"], new(), s_nobody, s_now));

    [Fact]
    public void What_was_asked_in_the_same_state_of_the_order_outweighs_what_all_ask()
    {
        var seen = new IssueWeights();
        See(seen, new(Situation.OnItsWay, ""), "where", 30);
        See(seen, new(OrderState.Delivered, ""), "return", 20);
        See(seen, s_nobody, "price", 200);

        Assert.Equal("where", IssueRanking.Rank(["rule"], seen, new(Situation.OnItsWay, ""), s_now)[0]);
        Assert.Equal("return", IssueRanking.Rank(["rule"], seen, new(OrderState.Delivered, ""), s_now)[0]);
        Assert.Equal("price", IssueRanking.Rank(["rule"], seen, s_nobody, s_now)[0]);
        Assert.Equal("price", IssueRanking.Rank(["price"], seen, new(OrderState.Refunded, ""), s_now)[0]);
    }

    [Fact]
    public void What_was_asked_on_the_page_counts_beside_the_order()
    {
        var seen = new IssueWeights();
        See(seen, new(Situation.NoOrder, "lamp"), "wattage", 25);
        See(seen, new(Situation.NoOrder, "chair"), "weight", 25);

        Assert.Equal("wattage", IssueRanking.Rank([], seen, new(Situation.NoOrder, "lamp"), s_now)[0]);
        Assert.Equal("weight", IssueRanking.Rank([], seen, new(Situation.NoOrder, "chair"), s_now)[0]);
    }

    [Fact]
    public void A_fortnight_ago_counts_half_and_last_year_nothing()
    {
        var seen = new IssueWeights();
        seen.Add(IssueWeights.All, "", "now", IssueWeights.GrowthAt(s_now));
        seen.Add(IssueWeights.All, "", "before", IssueWeights.GrowthAt(s_now.AddDays(-14)));
        seen.Add(IssueWeights.All, "", "long ago", IssueWeights.GrowthAt(s_now.AddDays(-365)));

        var weights = seen.At(IssueWeights.All, "", s_now);

        Assert.Equal((1.0, 0.5), (weights["now"], weights["before"]));
        Assert.InRange(weights["long ago"], 0, 1e-7);
        Assert.True(double.IsFinite(IssueWeights.GrowthAt(s_now.AddYears(30))));
    }

    [Theory]
    [InlineData(OrderState.Paid, 10, OrderState.Paid)]
    [InlineData(OrderState.Paid, 50, Situation.PaidLong)]
    [InlineData(OrderState.Delivered, 24, OrderState.Delivered)]
    [InlineData(OrderState.Delivered, 24 * 8, Situation.DeliveredLong)]
    [InlineData(OrderState.Cancelled, 1, OrderState.Cancelled)]
    [InlineData(OrderState.Shipped, 1, Situation.OnItsWay)]
    public void The_state_of_an_order_is_told_with_its_age(string state, int hours, string expected) =>
        Assert.Equal(expected, Situation.Of(OrderOf(state, s_now.AddHours(-hours)), product: null, s_now).Order);

    [Fact]
    public void Of_several_parcels_the_one_that_worries_most_tells()
    {
        var order = OrderOf(OrderState.Shipped, s_now.AddDays(-2)) with { Parcels = [Parcel(ParcelState.OutForDelivery), Parcel(ParcelState.Stalled)] };

        Assert.Equal(ParcelState.Stalled, Situation.Of(order, product: null, s_now).Order);
    }

    private static ParcelCard Parcel(string state) => new() { Id = state, Carrier = "Swift", TrackingNumber = state, State = state, Checkpoints = [] };

    private static OrderCard OrderOf(string state, DateTimeOffset placed) => new()
    {
        Id = "o1",
        Number = "O1",
        PlacedAt = placed,
        State = state,
        Total = new(100, "CNY"),
        Items = [],
        Parcels = [],
    };

    private static void See(IssueWeights seen, Situation situation, string target, int times)
    {
        foreach (var (axis, value) in IssueWeights.AxesOf(situation))
            seen.Add(axis, value, target, times * IssueWeights.GrowthAt(s_now));
    }

    private static async Task<JsonElement> PredictionsAsync(Shop shop)
    {
        using var owner = await shop.SignInAsync("kang");
        return (await owner.GetJsonAsync($"/v1/predictions?tenant={shop.Cast.Lantern.Id}")).Expect(HttpStatusCode.OK).Json;
    }

    private static async Task<IEnumerable<string>> HeldOutAsync(Visitor visitor) =>
        [.. (await visitor.Http.GetJsonAsync(visitor.Path)).Expect(HttpStatusCode.OK).Json.GetProperty("suggestions").EnumerateArray().Select(text => text.GetString()!)];
}
