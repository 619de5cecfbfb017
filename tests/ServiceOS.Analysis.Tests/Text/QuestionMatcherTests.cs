using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Analysis.Tests.Support;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Analysis.Tests.Text;

public sealed class QuestionMatcherTests
{
    private static readonly Question[] s_english =
    [
        new(10, "Where is my parcel?", true), new(10, "has my order been shipped", false),
        new(10, "track my package", false),
        new(20, "How do I get a refund?", true), new(20, "give me my money back", false),
        new(20, "refund my order", false),
        new(30, "Can I change the address?", true), new(30, "deliver to another address please", false),
    ];

    private static readonly Question[] s_chinese =
    [
        new(1, "快递到哪了", true), new(1, "什么时候能收到货", false),
        new(2, "怎么申请退款", true), new(2, "我要退钱", false),
        new(3, "可以修改收货地址吗", true), new(3, "地址写错了", false),
    ];

    private static readonly QuestionMatcher[] s_all =
        [.. Both(Language.English, s_english), .. Both(Language.Chinese, s_chinese)];

    [Theory]
    [InlineData("where's my package??", 10)]
    [InlineData("I want my money back", 20)]
    [InlineData("wrong address, can you change it", 30)]
    public void An_English_question_finds_its_item(string text, int item) =>
        Assert.All(Both(Language.English, s_english), matcher => Assert.Equal(item, Match(matcher, text)[0].Item));

    [Theory]
    [InlineData("我的快递到哪里了？", 1)]
    [InlineData("申请退款", 2)]
    [InlineData("地址填错了怎么修改", 3)]
    public void A_Chinese_question_finds_its_item(string text, int item) =>
        Assert.All(Both(Language.Chinese, s_chinese), matcher => Assert.Equal(item, Match(matcher, text)[0].Item));

    [Fact]
    public void The_very_question_is_found_with_similarity_1_and_named_as_the_reason()
    {
        var matcher = QuestionMatcher.Build(Language.English, s_english);
        foreach (var question in s_english)
        {
            var best = Match(matcher, question.Text.ToUpperInvariant())[0];

            Assert.Equal(question, best.Nearest);
            Assert.Equal(1, best.Similarity, 1e-4);
        }
    }

    [Fact]
    public void Words_nobody_uses_here_lower_the_similarity()
    {
        var matcher = QuestionMatcher.Build(Language.English, s_english);

        Assert.True(
            Match(matcher, "refund my quantum xylophone before wednesday")[0].Similarity
            < Match(matcher, "refund my order")[0].Similarity / 2);
        Assert.Empty(Match(matcher, "你好"));
    }

    [Fact]
    public void Scores_are_between_0_and_1_and_the_most_confident_comes_first() =>
        Prop.ForAll(Texts.Wild, text =>
        {
            foreach (var matcher in s_all)
            {
                var found = Match(matcher, text);
                Assert.All(found, c => Assert.True(c is { Score: >= 0 and <= 1, Confidence: >= 0 and <= 1.0001f }));
                Assert.Equal(found.OrderByDescending(c => c.Confidence), found);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hundred_thousand_characters_are_matched_by_their_beginning()
    {
        var matcher = QuestionMatcher.Build(Language.English, s_english);
        var text = "track my package " + new string('\uD800', 50_000) + new string('x', 50_000);

        Assert.Equal(10, Match(matcher, text)[0].Item);
    }

    [Fact]
    public void An_added_item_is_found_at_once_and_a_removed_one_no_more() =>
        Assert.All(Both(Language.English, s_english), before =>
        {
            var added = before.WithAdded([new Question(40, "Do you sell gift cards?", true)]);
            var removed = added.WithRemoved(new HashSet<int> { 40 });

            Assert.DoesNotContain(Match(before, "gift cards"), c => c.Item == 40);
            Assert.Equal(40, Match(added, "gift cards")[0].Item);
            Assert.Equal(Match(before, "gift cards my order"), Match(removed, "gift cards my order"));
        });

    [Fact]
    public void An_added_question_leads_to_its_item_before_the_next_training() =>
        Assert.All(Both(Language.English, s_english), before =>
        {
            const string Text = "wheres my stuff mate";
            var after = before.WithAdded([new Question(20, Text, false)]);

            Assert.NotEqual(20, Match(before, Text)[0].Item);
            Assert.Equal(20, Match(after, Text)[0].Item);
            Assert.Equal(Text, Match(after, Text)[0].Nearest.Text);
        });

    [Fact]
    public void Training_never_brings_back_a_removed_item()
    {
        var trained = Both(Language.English, s_english)[1].WithRemoved(new HashSet<int> { 20 });
        var again = trained.Trained(new TrainingOptions(), CancellationToken.None);

        Assert.DoesNotContain(Match(trained, "give me my money back"), c => c.Item == 20);
        Assert.DoesNotContain(Match(again, "give me my money back"), c => c.Item == 20);
    }

    [Fact]
    public void One_item_alone_needs_no_training()
    {
        var matcher = Both(Language.English, s_english[..3])[1];

        Assert.False(matcher.IsTrained);
        Assert.Equal(10, Match(matcher, "my parcel")[0].Item);
    }

    [Fact]
    public void Without_questions_nothing_is_found() =>
        Assert.All(Both(Language.English, []), matcher => Assert.Empty(Match(matcher, "hi")));

    [Fact]
    public void The_order_of_building_changes_no_score() =>
        Prop.ForAll(Texts.Questions(Texts.ChineseQuestion), Texts.ChineseQuestion.ToArbitrary(), (questions, text) =>
        {
            var forth = questions.Select(q => new Question(q.Item, q.Text, false)).ToArray();
            var back = forth.Reverse().ToArray();

            Assert.Equal(
                Match(QuestionMatcher.Build(Language.Chinese, forth), text).Select(c => c.Similarity),
                Match(QuestionMatcher.Build(Language.Chinese, back), text).Select(c => c.Similarity));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Many_threads_find_the_same() =>
        Assert.All(Both(Language.English, s_english), matcher =>
        {
            var expected = s_english.Select(q => Match(matcher, q.Text)).ToArray();

            Parallel.For(0, 1_000, i => Assert.Equal(expected[i % 8], Match(matcher, s_english[i % 8].Text)));
        });

    [Fact]
    public void A_match_allocates_nothing() =>
        Assert.All(Both(Language.English, s_english), matcher =>
        {
            var top = new Candidate[3];
            for (var i = 0; i < 10; i++)
                matcher.Match("has my order been refunded", top);

            var before = GC.GetAllocatedBytesForCurrentThread();
            matcher.Match("has my order been refunded", top);

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        });

    private static QuestionMatcher[] Both(Language language, Question[] questions)
    {
        var untrained = QuestionMatcher.Build(language, questions);
        return [untrained, untrained.Trained(new TrainingOptions(), CancellationToken.None)];
    }

    private static Candidate[] Match(QuestionMatcher matcher, string text)
    {
        var top = new Candidate[5];
        return top[..matcher.Match(text, top)];
    }
}
