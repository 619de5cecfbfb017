using ServiceOS.Bot.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Studio;

namespace ServiceOS.Tests.Studio;

/// <summary>What counts as a failure of the bot, and what is known again.</summary>
public sealed class MissTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("out-of-scope", null, false, null, "unknown")]
    [InlineData("answer", null, false, null, null)]
    [InlineData("answer", null, true, null, "wrong")]
    [InlineData("skill", null, false, null, null)]
    [InlineData("handover", "did-not-know", false, null, "handed-over")]
    [InlineData("handover", "angry", false, null, null)]
    [InlineData("choices", null, false, "choice", null)]
    [InlineData("choices", null, false, "wishes", "choices")]
    [InlineData("choices", null, false, "out-of-scope", "choices")]
    public void A_question_failed_or_not(string outcome, string? rule, bool isWrong, string? nextLayer, string? miss) =>
        Assert.Equal(miss, Miss.Of(
            Asked(outcome) with { Rule = rule, IsWrong = isWrong }, nextLayer is null ? null : Asked("answer") with { Layer = nextLayer }, s_now));

    [Fact]
    public void Choices_fail_once_nobody_has_touched_them_for_a_while()
    {
        Assert.Null(Miss.Of(Asked("choices"), next: null, s_now.AddMinutes(9)));
        Assert.Equal("choices", Miss.Of(Asked("choices"), next: null, s_now.AddMinutes(10)));
    }

    [Theory]
    [InlineData("answer", "knowledge", null, "do you gift wrap", true)]
    [InlineData("answer", "choice", null, "do you gift wrap", false)]
    [InlineData("greeting", "skill", null, "hello", false)]
    [InlineData("handover", "wishes", "asked-for-person", "a person please", false)]
    [InlineData("out-of-scope", "out-of-scope", null, "？？", false)]
    public void Some_things_said_are_no_questions(string outcome, string layer, string? rule, string text, bool isOne) =>
        Assert.Equal(isOne, Miss.IsQuestion(Asked(outcome) with { Layer = layer, Rule = rule, Text = text }));

    [Theory]
    [InlineData("我的手机号是13912345678，帮我查", "我的手机号是…，帮我查")]
    [InlineData("mail me at ana.b+x@shop.example.com please", "mail me at … please")]
    [InlineData("订单 HH20261120001 到哪了", "订单 … 到哪了")]
    [InlineData("身份证11010519491231002X", "身份证…")]
    [InlineData("满300减50，2026年双11有吗", "满300减50，2026年双11有吗")]
    [InlineData("139 1234 5678", "…")]
    public void What_says_who_somebody_is_is_covered(string text, string covered) => Assert.Equal(covered, PersonalData.Covered(text));

    private static AskedQuestion Asked(string outcome) => new()
    {
        TenantId = new(Guid.Empty),
        ConversationId = new(Guid.Empty),
        Seq = 2,
        Text = "do you gift wrap",
        Outcome = outcome,
        Layer = "knowledge",
        At = s_now,
        IsWrong = false,
    };
}
