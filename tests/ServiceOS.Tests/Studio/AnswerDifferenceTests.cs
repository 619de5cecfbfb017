using ServiceOS.Studio;

namespace ServiceOS.Tests.Studio;

/// <summary>When two answers can't both be true.</summary>
public sealed class AnswerDifferenceTests
{
    [Theory]
    [InlineData("签收后7天内可以退货。", "签收后15天内可以退货。", "number", "7天", "15天")]
    [InlineData("七天内可以退。", "十五天内可以退。", "number", "七天", "十五天")]
    [InlineData("We send within 2 days.", "We send within 3 days.", "number", "2 days", "3 days")]
    [InlineData("运费 ¥12，满 99 元包邮", "运费12元，满199元包邮", "number", "¥12 99 元", "12元 199元")]
    [InlineData("客服 9:00 上班", "客服 8:30 上班", "number", "9:00", "8:30")]
    [InlineData("活动 11月11日 结束", "活动 11月12日 结束", "number", "11日", "12日")]
    [InlineData("可以开发票。", "不能开发票。", "yes-no", "可以开发票", "不能开发票")]
    [InlineData("Yes, we gift wrap.", "We do not gift wrap.", "yes-no", "Yes, we gift wrap.", "We do not gift wrap.")]
    public void Other_numbers_of_the_same_or_yes_against_no_contradict(string mine, string theirs, string kind, string my, string their) =>
        Assert.Equal([new(kind, my, their)], AnswerDifference.Of(mine, theirs));

    [Theory]
    [InlineData("签收后7天内可以退货。", "7天内可以退货，超过15天不退。")]
    [InlineData("一般 3 天到", "当日 16:00 前付款，3天送达")]
    [InlineData("可以开发票，7天内寄出。", "支持开发票，我的订单里申请。")]
    [InlineData("不支持货到付款。", "暂不支持货到付款。")]
    [InlineData("请拨打 400-123-4567", "请拨打 400-765-4321")]
    [InlineData("不可以。", "确认收货后在订单里点“申请发票”。")]
    [InlineData("满 100 减 10", "About our gift wrapping")]
    [InlineData("", "可以")]
    public void What_only_says_more_or_something_else_does_not(string mine, string theirs) => Assert.Empty(AnswerDifference.Of(mine, theirs));
}
