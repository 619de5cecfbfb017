using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tests.Tenants;

/// <summary>When people are there, whatever the hours, the holidays and the zone.</summary>
public sealed class BusinessHoursTests
{
    private static readonly string[] s_zones = ["Asia/Shanghai", "UTC", "America/New_York", "Australia/Eucla", "Europe/Berlin"];

    [Fact]
    public void Without_hours_and_holidays_people_are_always_there() => For(one =>
        Assert.True(BusinessHours.IsOpen(one.Settings with { BusinessHours = [] }, one.At)));

    [Fact]
    public void People_are_there_in_a_period_from_its_first_minute_to_the_one_before_its_end() => For(one =>
    {
        var local = TimeZoneInfo.ConvertTime(one.At, TimeZoneInfo.FindSystemTimeZoneById(one.Settings.TimeZone));
        var minute = (local.Hour * 60) + local.Minute;
        var within = one.Periods.Any(period => period.Day == (int)local.DayOfWeek && period.From <= minute && minute < period.To);

        Assert.Equal(within || one.Periods.Count == 0, BusinessHours.IsOpen(one.Settings, one.At));
    });

    [Fact]
    public void Two_periods_that_touch_are_one() => For(one =>
    {
        var halves = one.Periods.SelectMany(period => Halves(period)).Select(Written).ToList();
        Assert.Equal(BusinessHours.IsOpen(one.Settings, one.At), BusinessHours.IsOpen(one.Settings with { BusinessHours = halves }, one.At));
    });

    [Fact]
    public void A_holiday_without_hours_is_closed_all_day_and_one_with_hours_is_open_in_them_alone() => For(one =>
    {
        var local = TimeZoneInfo.ConvertTime(one.At, TimeZoneInfo.FindSystemTimeZoneById(one.Settings.TimeZone));
        var day = local.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        Assert.False(BusinessHours.IsOpen(one.Settings with { Holidays = [new(day, "closed", Open: null)] }, one.At));
        Assert.True(BusinessHours.IsOpen(one.Settings with { Holidays = [new(day, "open", [new("00:00", "24:00")])] }, one.At));
        var tomorrow = local.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(BusinessHours.IsOpen(one.Settings, one.At),
            BusinessHours.IsOpen(one.Settings with { Holidays = [new(tomorrow, "closed", Open: null)] }, one.At));
    });

    [Theory]
    [InlineData("00:00", 0)]
    [InlineData("24:00", 1440)]
    [InlineData("09:30", 570)]
    [InlineData("24:01", null)]
    [InlineData("9:30", null)]
    [InlineData("09:60", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_time_is_hours_and_minutes(string? text, int? minute) => Assert.Equal(minute, BusinessHours.MinuteOf(text));

    private static IEnumerable<Period> Halves(Period period)
    {
        var middle = (period.From + period.To) / 2;
        return middle == period.From ? [period] : [period with { To = middle }, period with { From = middle }];
    }

    private static void For(Action<Case> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Cases().ToArbitrary(), holds));

    private static Gen<Case> Cases() =>
        from periods in Periods().ListOf()
        from zone in Gen.Elements(s_zones)
        from minutes in Gen.Choose(0, 366 * 24 * 60)
        select new Case([.. periods.Take(8)], zone, DateTimeOffset.UnixEpoch.AddYears(56).AddMinutes(minutes));

    private static Gen<Period> Periods() =>
        from day in Gen.Choose(0, 6)
        from begin in Gen.Choose(0, 1_439)
        from end in Gen.Choose(begin + 1, 1_440)
        select new Period(day, begin, end);

    private static BusinessPeriod Written(Period period) => new(period.Day, Clock(period.From), Clock(period.To));

    private static string Clock(int minute) => FormattableString.Invariant($"{minute / 60:00}:{minute % 60:00}");

    private sealed record Period(int Day, int From, int To);

    private sealed record Case(IReadOnlyList<Period> Periods, string Zone, DateTimeOffset At)
    {
        public Settings Settings { get; } = new() { TimeZone = Zone, BusinessHours = [.. Periods.Select(Written)] };
    }
}
