using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;
using ServiceOS.Understanding;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Tests.Bot;

/// <summary>Words that ask for nothing get a short reply, and are never held against the bot.</summary>
public sealed class SmallTalkTests
{
    [Theory]
    [InlineData("好", Skill.Agreed)]
    [InlineData("嗯嗯", Skill.Agreed)]
    [InlineData("行", Skill.Agreed)]
    [InlineData("可以", Skill.Agreed)]
    [InlineData("ok", Skill.Agreed)]
    [InlineData("收到", Skill.Acknowledged)]
    [InlineData("明白了", Skill.Acknowledged)]
    [InlineData("好的,那我等着", Skill.Acknowledged)]
    [InlineData("ok i will wait", Skill.Acknowledged)]
    [InlineData("great, ordering now", Skill.Acknowledged)]
    [InlineData("fair enough", Skill.Acknowledged)]
    [InlineData("付了", Skill.Paid)]
    [InlineData("好的我付款了", Skill.Paid)]
    [InlineData("ok, just paid", Skill.Paid)]
    [InlineData("thx", Skill.Thanks)]
    [InlineData("好的谢谢", Skill.Thanks)]
    [InlineData("great, thanks!", Skill.Thanks)]
    [InlineData("你是机器人吗?", Skill.WhoAreYou)]
    [InlineData("你好,你是人工吗", Skill.WhoAreYou)]
    [InlineData("are you a bot", Skill.WhoAreYou)]
    [InlineData("hi, am i talking to a real person?", Skill.WhoAreYou)]
    public void What_asks_for_nothing_is_small_talk(string text, string kind) => Assert.Equal(kind, SmallTalk.Of(text));

    [Theory]
    [InlineData("好的,那怎么退货")]
    [InlineData("可以吗")]
    [InlineData("可以?")]
    [InlineData("收到货了")]
    [InlineData("收到的是坏的")]
    [InlineData("付了钱没发货")]
    [InlineData("好贵")]
    [InlineData("行李箱")]
    [InlineData("no delivery")]
    [InlineData("nice lamp")]
    [InlineData("how do i know when i paid")]
    [InlineData("这是扫地机器人吗")]
    [InlineData("are you a bottle shop")]
    [InlineData("")]
    [InlineData("!!")]
    public void What_says_more_is_not(string text) => Assert.Null(SmallTalk.Of(text));

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Small_talk_between_two_misses_neither_counts_nor_wipes_them(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();

        await ana.AskAsync("xylophone quantum marmalade");
        Assert.Equal("Happy to help. Write to me if there is anything else.", (await ana.AskAsync("Ok I will wait")).Text("body"));
        var second = await ana.AskAsync("zebra telescope opera");

        Assert.Single(second.GetProperty("parts")[0].GetProperty("choices").EnumerateArray());   // a person, as after two misses
        Assert.Equal("bot", await ana.StateAsync());
    }

    [Fact]
    public async Task A_yes_to_the_offer_of_a_person_brings_the_person()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        var ana = await shop.VisitAsync();

        await ana.AskAsync("xylophone quantum marmalade");
        await ana.AskAsync("zebra telescope opera");
        await ana.AskAsync("yes please");

        Assert.Equal("queued", await ana.StateAsync());
    }

    [Theory]
    [InlineData("are you a real person?", "en", "a program and not a person")]
    [InlineData("你是人工吗", "zh-CN", "不是真人")]
    public async Task Who_asks_what_it_is_gets_an_honest_answer_and_the_persons_button(string words, string locale, string answer)
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        var ana = await shop.VisitAsync(locale: locale);

        var said = await ana.AskAsync(words);

        Assert.Contains(answer, said.Text("body"), StringComparison.Ordinal);
        Assert.Equal("person", Assert.Single(said.GetProperty("parts")[0].GetProperty("choices").EnumerateArray()).Text("value"));
        Assert.Equal("bot", await ana.StateAsync());
    }

    [Fact]
    public async Task A_wish_for_a_person_beside_that_question_is_still_honoured()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        var ana = await shop.VisitAsync();

        await ana.AskAsync("are you a bot? get me a human");

        Assert.Equal("queued", await ana.StateAsync());
    }

    [Fact]
    public async Task What_the_shop_wrote_about_just_these_words_comes_before_small_talk()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        await shop.TeachAsync("en", "I am Lumi.", "Are you a bot?", "what is your name");
        var ana = await shop.VisitAsync();

        Assert.Equal("I am Lumi.", (await ana.AskAsync("are you a bot")).Text("body"));
    }
}
