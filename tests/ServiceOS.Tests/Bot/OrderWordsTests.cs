using System.Text.RegularExpressions;
using ServiceOS.Bot.Skills;
using ServiceOS.Orders.Contracts;
using ServiceOS.Simulation;

namespace ServiceOS.Tests.Bot;

/// <summary>What is said of an order is what its card shows.</summary>
public sealed partial class OrderWordsTests
{
    private static readonly TimeZoneInfo s_shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset s_evening = new(2026, 11, 27, 12, 15, 0, TimeSpan.Zero);   // 20:15 in Shanghai

    [Fact]
    public void A_parcel_that_is_out_for_delivery_comes_when_the_card_says()
    {
        var tomorrow = OrderOf(ParcelState.OutForDelivery, estimate: s_evening.AddHours(12));
        Assert.EndsWith("It should arrive on November 28.", OrderWords.Whereabouts(tomorrow, "en", s_shanghai), StringComparison.Ordinal);
        Assert.EndsWith("预计 11月28日 送达。", OrderWords.Whereabouts(tomorrow, "zh-CN", s_shanghai), StringComparison.Ordinal);

        var late = OrderOf(ParcelState.OutForDelivery, estimate: null);   // it should have come: nobody knows
        Assert.DoesNotContain("today", OrderWords.Whereabouts(late, "en", s_shanghai), StringComparison.Ordinal);
        Assert.DoesNotContain("今天", OrderWords.Whereabouts(late, "zh-CN", s_shanghai), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_hurries_a_shipped_order_hears_that_it_is_shipped_by_whom_and_since_when()
    {
        var order = OrderOf(ParcelState.InTransit, estimate: null);

        Assert.StartsWith("Order L-1 was shipped on Nov 27 20:15 with SF. I have asked the carrier",
            Urged(new UrgeShipment.Outcome.Urged(OrderState.Shipped), order, "en"), StringComparison.Ordinal);
        Assert.StartsWith("订单 L-1 已于 11月27日 20:15 由SF发出。已经帮您催促快递",
            Urged(new UrgeShipment.Outcome.Urged(OrderState.Shipped), order, "zh-CN"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2, "The shop was asked today to ship it", "今天您催过发货，商家已经发出")]
    [InlineData(2, "The carrier was asked today already", "今天已经帮您催过快递")]
    public void Who_hurries_it_again_hears_what_was_urged_before(int hoursAfterShipping, string english, string chinese)
    {
        var (order, outcome) = (OrderOf(ParcelState.InTransit, estimate: null), new UrgeShipment.Outcome.UrgedAlready(s_evening.AddHours(hoursAfterShipping)));

        Assert.Contains($"with SF. {english}", Urged(outcome, order, "en"), StringComparison.Ordinal);
        Assert.Contains($"由SF发出。{chinese}", Urged(outcome, order, "zh-CN"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_demos_carriers_report_has_one_form_and_names_no_hour()
    {
        var texts = WorldContent.Parcels().Checkpoints.Values.SelectMany(text => text).ToList();

        Assert.All(texts, text => Assert.StartsWith("【{city}】", text.Zh, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.StartsWith("[{city}] ", text.En, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotMatch(Hour(), text.Zh + text.En));
    }

    private static string Urged(UrgeShipment.Outcome outcome, OrderCard order, string language) => OrderWords.Urged(outcome, order, language, s_shanghai);

    private static OrderCard OrderOf(string state, DateTimeOffset? estimate) => new()
    {
        Id = "1",
        Number = "L-1",
        PlacedAt = s_evening.AddDays(-2),
        State = OrderState.Shipped,
        Total = new(100, "CNY"),
        Items = [],
        Parcels =
        [
            new()
            {
                Id = "p",
                Carrier = "SF",
                TrackingNumber = "1",
                State = state,
                EstimatedDelivery = estimate,
                Checkpoints = [new() { At = s_evening, Text = "Sorted" }],
            },
        ],
    };

    [GeneratedRegex("[0-9]:[0-9]", RegexOptions.None, 1000)]
    private static partial Regex Hour();
}
