using ServiceOS.Bot.Skills;
using ServiceOS.Orders.Contracts;

namespace ServiceOS.Tests.Bot;

/// <summary>Which order a text names: rules, and the words that only look like a number.</summary>
public sealed class OrderChoiceTests
{
    private static readonly OrderCard[] s_orders =
        [Card("o3", "HH0000000003", OrderState.Delivered), Card("o2", "HH0000000002", OrderState.Paid, "SF123456789"), Card("o1", "LD-1024", OrderState.Delivered)];

    [Theory]
    [InlineData("订单HH0000000003到哪了", "o3")]
    [InlineData("订单ＨＨ０００００００００３到哪了", "o3")]
    [InlineData("where is hh0000000003?", "o3")]
    [InlineData("where is 0000000003", "o3")]
    [InlineData("where is ld-1024.", "o1")]
    [InlineData("my parcel SF123456789", "o2")]
    [InlineData("where is my order", "o2")]
    [InlineData("my phone is 13800138000, where is my order", "o2")]
    [InlineData("+86-13800138000 订单到哪了", "o2")]
    [InlineData("订单是 2026-11-11 下的，到哪了", "o2")]
    [InlineData("20261111下的单到哪了", "o2")]
    [InlineData("the iPhone15 with 256GB, 1299 yuan", "o2")]
    public void A_text_names_an_order_of_their_own(string text, string id) =>
        Assert.Equal(id, Assert.IsType<OrderChoice.Outcome.One>(Of(text)).Order.Id);

    [Theory]
    [InlineData("订单 HH9999999999 到哪了", "HH9999999999")]
    [InlineData("HH00000000031", "HH00000000031")]
    [InlineData("XHH0000000003", "XHH0000000003")]
    [InlineData("ld-9999 please", "ld-9999")]
    [InlineData("单号 202611110000123", "202611110000123")]
    public void A_number_that_is_none_of_theirs_is_told_as_it_was_written(string text, string number)
    {
        var other = Assert.IsType<OrderChoice.Outcome.NotTheirs>(Of(text));

        Assert.Equal(number, other.Number);
        Assert.Equal(s_orders, other.Orders);
    }

    [Theory]
    [InlineData("订单 HH9999999999 到哪了", "订单  到哪了")]
    [InlineData("where is ＨＨ9999999999?", "where is ?")]
    [InlineData("HH9999999999", "HH9999999999")]
    [InlineData("the iPhone15, call 13800138000", "the iPhone15, call 13800138000")]
    public void A_number_does_not_hide_what_is_wanted(string text, string read) => Assert.Equal(read, OrderNumbers.Without(text));

    [Fact]
    public void Where_several_are_meant_they_are_asked_for_and_a_tap_decides()
    {
        OrderCard[] orders = [Card("a", "AB-123456", OrderState.Paid), Card("b", "CD-123456", OrderState.Paid)];

        Assert.Equal(orders, Assert.IsType<OrderChoice.Outcome.Ask>(OrderChoice.Of(orders, new(Tapped: null, "123456?", OfPage: null))).Orders);
        Assert.Equal("b", Assert.IsType<OrderChoice.Outcome.One>(OrderChoice.Of(orders, new("b", "AB-123456", "a"))).Order.Id);
        Assert.Equal("a", Assert.IsType<OrderChoice.Outcome.One>(OrderChoice.Of(orders, new(Tapped: null, "", "a"))).Order.Id);
        Assert.IsType<OrderChoice.Outcome.NotTheirs>(OrderChoice.Of(orders, new("c", "", OfPage: null)));
        Assert.IsType<OrderChoice.Outcome.NotTheirs>(OrderChoice.Of(orders, new(Tapped: null, "", "c")));
        Assert.IsType<OrderChoice.Outcome.None>(OrderChoice.Of([], new("c", "HH9999999999", "c")));
    }

    private static OrderChoice.Outcome Of(string text) => OrderChoice.Of(s_orders, new(Tapped: null, text, OfPage: null));

    private static OrderCard Card(string id, string number, string state, string? tracking = null) => new()
    {
        Id = id,
        Number = number,
        PlacedAt = DateTimeOffset.UnixEpoch,
        State = state,
        Total = new(1, "CNY"),
        Items = [],
        Parcels = tracking is null ? [] : [new() { Id = "p", Carrier = "SF", TrackingNumber = tracking, State = ParcelState.InTransit, Checkpoints = [] }],
    };
}
