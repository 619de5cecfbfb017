using ServiceOS.Analysis.Text;
using ServiceOS.Understanding;

namespace ServiceOS.Tests.Bot;

/// <summary>What somebody says shall not be done is not done.</summary>
public sealed class NegationTests
{
    [Theory]
    [InlineData("不要帮我取消订单")]
    [InlineData("千万别取消我的订单")]
    [InlineData("不用给我退款了")]
    [InlineData("我不想退货了")]
    [InlineData("不用开发票")]
    [InlineData("别催了")]
    [InlineData("不要转人工")]
    [InlineData("Don't cancel my order, please")]
    [InlineData("no need to hurry my order")]
    [InlineData("I do not want a refund")]
    [InlineData("I never asked for a return")]
    [InlineData("please don't change the address")]
    [InlineData("do not hand me over to a person")]
    public void Nothing_is_left_where_all_is_negated(string text) => Assert.Equal("", Negations.Without(Normaliser.Normalise(text)));

    [Theory]
    [InlineData("我不想取消订单，只想改地址", "只想改地址")]
    [InlineData("不用退货，直接退款", "直接退款")]
    [InlineData("不用换货直接退款", "直接退款")]
    [InlineData("never mind, where is it?", "where is it")]
    [InlineData("算了，我的快递到哪了", "我的快递到哪了")]
    [InlineData("don't cancel it, just change the address", "just change the address")]
    [InlineData("I don't want a refund, I want an exchange", "i want an exchange")]
    public void What_is_wanted_instead_is_left(string text, string left) =>
        Assert.Contains(left, Negations.Without(Normaliser.Normalise(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("我不想要了，帮我退货")]
    [InlineData("不要了，取消吧")]
    [InlineData("别发货了")]
    [InlineData("不用发货了，我不买了")]
    [InlineData("别寄到学校了，寄家里")]
    [InlineData("I don't want it any more")]
    [InlineData("please don't send it, I no longer need it")]
    [InlineData("why don't you refund me")]
    [InlineData("我没收到退款")]
    [InlineData("能不能退货")]
    [InlineData("退不了货怎么办")]
    [InlineData("算了")]
    [InlineData("never mind")]
    public void A_wish_in_negative_words_stays_a_wish(string text) => Assert.Null(Negations.Without(Normaliser.Normalise(text)));
}
