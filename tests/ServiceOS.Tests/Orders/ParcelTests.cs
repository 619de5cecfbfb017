using ServiceOS.Orders.Contracts;

namespace ServiceOS.Tests.Orders;

/// <summary>How far a parcel has come, and when it may be said to arrive.</summary>
public sealed class ParcelTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 11, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_parcel_that_nobody_saw_is_created() => Assert.Equal("created", ParcelState.Of(null, s_now, s_now));

    [Theory]
    [InlineData("picked-up", 47, "picked-up")]
    [InlineData("picked-up", 48, "stalled")]
    [InlineData("in-transit", 47, "in-transit")]
    [InlineData("in-transit", 48, "stalled")]
    [InlineData("created", 100, "created")]
    [InlineData("delivered", 1_000, "delivered")]
    [InlineData("exception", 100, "exception")]
    public void A_parcel_on_its_way_is_stalled_after_48_hours_unseen(string newest, int hoursAgo, string expected) =>
        Assert.Equal(expected, ParcelState.Of(newest, s_now.AddHours(-hoursAgo), s_now));

    [Fact]
    public void A_parcel_on_its_way_arrives_by_the_promised_time() =>
        Assert.Equal(s_now.AddHours(20), Estimate("in-transit", seen: -2, expected: null, promised: 20));

    [Fact]
    public void What_the_carrier_expects_counts_before_what_the_shop_promised() =>
        Assert.Equal(s_now.AddHours(30), Estimate("in-transit", seen: -2, expected: 30, promised: 20));

    [Fact]
    public void A_courier_on_the_round_arrives_within_twelve_hours() =>
        Assert.Equal(s_now.AddHours(9), Estimate("out-for-delivery", seen: -3, expected: null, promised: 200));

    [Theory]
    [InlineData("in-transit", -2, null, -1)]          // the promise is broken
    [InlineData("in-transit", -2, -1, 20)]            // the carrier missed its own date
    [InlineData("in-transit", -2, null, null)]        // nobody promised
    [InlineData("out-for-delivery", -13, null, 20)]   // the round is over
    [InlineData("stalled", -50, 10, 20)]
    [InlineData("exception", -2, 10, 20)]
    [InlineData("delivered", -2, 10, 20)]
    public void When_nobody_knows_no_time_is_named(string state, int seen, int? expected, int? promised) =>
        Assert.Null(Estimate(state, seen, expected, promised));

    private static DateTimeOffset? Estimate(string state, int seen, int? expected, int? promised) => DeliveryEstimate.Of(
        state, s_now.AddHours(seen), At(expected), At(promised), s_now);

    private static DateTimeOffset? At(int? hours) => hours is null ? null : s_now.AddHours(hours.Value);
}
