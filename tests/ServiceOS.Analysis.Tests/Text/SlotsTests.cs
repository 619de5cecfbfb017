using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Analysis.Tests.Text;

public sealed class SlotsTests
{
    private static readonly DateOnly s_today = new(2026, 11, 28);

    [Theory]
    [InlineData("我昨天下的单", "2026-11-27")]
    [InlineData("11月３日买的，前天才发货", "2026-11-03 2026-11-26")]
    [InlineData("1月5号前能到吗", "2027-01-05")]
    [InlineData("2026年10月1日签收", "2026-10-01")]
    [InlineData("It should come tomorrow, ordered on Nov 3rd", "2026-11-29 2026-11-03")]
    [InlineData("bought it the day before yesterday", "2026-11-26")]
    [InlineData("paid on 2026-11-20 and on 3 December", "2026-11-20 2026-12-03")]
    [InlineData("我于2026-11-20付款", "2026-11-20")]
    [InlineData("2月30日, 13月1日, 2031-01-01, version 2.10.3", "")]
    public void Days_are_found_and_the_nearest_year_is_meant(string text, string days) => Assert.Equal(days, Of(SlotKind.Date, text));

    [Theory]
    [InlineData("退我199元", "199.00 CNY")]
    [InlineData("优惠了３０块钱，实付￥１６９．５", "30.00 CNY|169.50 CNY")]
    [InlineData("charged me $1,299.00 instead of 20 dollars", "1299.00|20.00 USD")]
    [InlineData("订单 20261128, 3件, 5天", "")]
    public void Money_is_found_with_the_currency_that_the_text_names(string text, string amounts) =>
        Assert.Equal(amounts, Of(SlotKind.Amount, text, "|"));

    [Theory]
    [InlineData("42码的鞋有吗，XL号的衣服呢", "42 XL")]
    [InlineData("身高穿175/92A合适吗", "175/92A")]
    [InlineData("我平时穿XL的，这款要2XL吗", "XL 2XL")]
    [InlineData("open the XLSX file", "")]
    [InlineData("do you have size m or 2xl", "M 2XL")]
    [InlineData("I'm small, is it ok? 36 degrees", "")]
    public void Sizes_are_found(string text, string sizes) => Assert.Equal(sizes, Of(SlotKind.Size, text));

    [Fact]
    public void Any_text_is_read_and_every_place_is_inside_it() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
            Slots.Find(text ?? "", s_today).All(slot => slot.Start >= 0 && slot.Length > 0 && slot.Start + slot.Length <= text!.Length))
        .QuickCheckThrowOnFailure();

    private static string Of(SlotKind kind, string text, string between = " ") =>
        string.Join(between, Slots.Find(text, s_today).Where(slot => slot.Kind == kind).Select(slot => slot.Value));
}
