using ServiceOS.Analysis.Text;

namespace ServiceOS.Analysis.Tests.Text;

public sealed class LearnedSimilarityTests
{
    private static readonly string[] s_asks = ["怎么", "如何", "请问", "能不能", "我想", "帮我", "可以", "麻烦"];
    private static readonly string[] s_things = ["花呗", "借呗", "余额", "账单", "卡", "密码", "手机", "地址", "订单", "会员"];

    private static readonly Question[] s_questions =
        [new(1, "怎么注销花呗", true), new(2, "怎么开通花呗", true), new(3, "花呗额度是多少", true)];

    [Fact]
    public void Words_that_pairs_called_the_same_find_the_item_that_letters_miss()
    {
        var letters = QuestionMatcher.Build(Language.Chinese, s_questions);
        var learned = letters.With(LearnedSimilarity.Learn(Language.Chinese, Pairs(), Questions(), CancellationToken.None));

        // 关闭 and 注销 share no character; 开 of 开通 is nearer to nothing either
        Assert.NotEqual(1, First(letters, "关闭花呗怎么弄, 开通过的").Item);
        Assert.Equal(1, First(learned, "关闭花呗怎么弄, 开通过的").Item);
    }

    [Fact]
    public void Questions_added_and_removed_later_keep_their_places()
    {
        var similarity = LearnedSimilarity.Learn(Language.Chinese, Pairs(), Questions(), CancellationToken.None);
        var whole = QuestionMatcher.Build(Language.Chinese, s_questions).With(similarity);
        var grown = QuestionMatcher.Build(Language.Chinese, [new(9, "会员地址", true), s_questions[0]]).With(similarity)
            .WithAdded(s_questions[1..]).WithRemoved(new HashSet<int> { 9 });

        foreach (var text in (string[])["关闭花呗", "开启花呗", "花呗额度", "账单"])
            Assert.Equal(First(whole, text), First(grown, text));
    }

    [Fact]
    public void A_question_in_its_own_words_is_entirely_similar()
    {
        var learned = QuestionMatcher.Build(Language.Chinese, s_questions)
            .With(LearnedSimilarity.Learn(Language.Chinese, Pairs(), Questions(), CancellationToken.None));

        Assert.All(s_questions, question => Assert.Equal(question.Item, First(learned, question.Text).Item));
        Assert.All(s_questions, question => Assert.Equal(1, First(learned, question.Text).Similarity, 0.001));
    }

    [Fact]
    public void From_a_handful_of_pairs_nothing_is_learned() =>
        Assert.Null(LearnedSimilarity.Learn(Language.Chinese, [new("甲", "乙", IsSame: true)], Questions(), CancellationToken.None));

    /// <summary>注销 is 关闭, and neither is 开通; said of many things.</summary>
    private static List<JudgedPair> Pairs() =>
    [
        .. from ask in s_asks
           from thing in s_things
           from pair in (JudgedPair[])
           [
               new($"{ask}注销{thing}", $"{ask}关闭{thing}", IsSame: true),
               new($"{ask}开通{thing}", $"{ask}开启{thing}", IsSame: true),
               new($"{ask}{thing}关闭", $"{thing}{ask}注销", IsSame: true),
               new($"{ask}注销{thing}", $"{ask}开通{thing}", IsSame: false),
               new($"{ask}关闭{thing}", $"{ask}开启{thing}", IsSame: false),
               new($"{thing}{ask}关闭", $"{ask}{thing}开通", IsSame: false),
               new($"{thing}{ask}注销", $"{ask}{thing}开启", IsSame: false),
               new($"{thing}{ask}关闭", $"{ask}开通{thing}", IsSame: false),
               new($"{thing}{ask}注销", $"{ask}开启{thing}", IsSame: false),
               new($"{thing}关闭{ask}", $"{ask}开通{thing}", IsSame: false),
           ]
           select pair,
    ];

    private static IEnumerable<string> Questions() => s_questions.Select(question => question.Text);

    private static Candidate First(QuestionMatcher matcher, string text)
    {
        var top = new Candidate[QuestionMatcher.CandidatesMax];
        Assert.True(matcher.Match(text, top) > 0);
        return top[0];
    }
}
