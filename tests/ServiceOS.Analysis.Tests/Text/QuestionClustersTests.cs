using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Analysis.Tests.Support;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Analysis.Tests.Text;

public sealed class QuestionClustersTests
{
    private static readonly CancellationToken s_stop = TestContext.Current.CancellationToken;

    [Fact]
    public void Questions_that_ask_for_the_same_come_together_and_the_heaviest_first()
    {
        AskedText[] asked =
        [
            new("可以开发票吗", 4), new("怎么退货", 2), new("能开发票吗", 3), new("可以开发票吗亲", 1), new("怎么样退货", 1), new("你们家的猫真可爱", 1),
        ];
        var clusters = QuestionClusters.Of(Language.Chinese, asked, QuestionClusters.Nearness, s_stop);

        Assert.Equal([(0, 8), (1, 3), (5, 1)], clusters.Select(cluster => (cluster.Leader, cluster.Weight)));
        Assert.Equal([0, 2, 3], clusters[0].Members.Order());
    }

    [Fact]
    public void Every_question_is_in_just_one_cluster_and_near_enough_to_its_leader() =>
        Prop.ForAll(Texts.Questions(Texts.ChineseQuestion), questions =>
        {
            AskedText[] asked = [.. questions.DistinctBy(question => question.Text).Select(question => new AskedText(question.Text, question.Item + 1))];
            var clusters = QuestionClusters.Of(Language.Chinese, asked, QuestionClusters.Nearness, s_stop);

            Assert.Equal(Enumerable.Range(0, asked.Length), clusters.SelectMany(cluster => cluster.Members).Order());
            Assert.All(clusters, cluster => Assert.Equal(cluster.Leader, cluster.Members[0]));
            Assert.All(clusters, cluster => Assert.Equal(cluster.Members.Sum(at => asked[at].Weight), cluster.Weight));
            Assert.Equal(clusters.Select(cluster => cluster.Weight).OrderDescending(), clusters.Select(cluster => cluster.Weight));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_middle_is_the_question_that_is_most_like_the_others() =>
        Assert.Equal(1, QuestionClusters.Middle(Language.English,
            [new("do you by any chance have gift wrapping for a birthday", 1), new("do you have gift wrapping", 3), new("gift wrapping", 1), new("have gift wrapping", 1)]));

    [Fact]
    public void Nothing_asked_makes_no_cluster() =>
        Assert.Empty(QuestionClusters.Of(Language.English, [], QuestionClusters.Nearness, s_stop));

    [Fact]
    public void Twenty_thousand_questions_take_seconds()
    {
        string[] words = ["where", "when", "my", "parcel", "order", "refund", "invoice", "return", "late", "address", "coupon", "size", "gift", "broken"];
        AskedText[] asked = [.. Enumerable.Range(0, 20_000).Select(i => string.Join(' ', words[i % 14], words[i / 14 % 14], words[i / 196 % 14], words[i / 2744 % 14], $"{(char)('a' + (i % 26))}{i}"))
            .Select(text => new AskedText(text, 1))];
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var clusters = QuestionClusters.Of(Language.English, asked, QuestionClusters.Nearness, s_stop);

        Assert.Equal(20_000, clusters.Sum(cluster => cluster.Weight));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}, {clusters.Count} clusters");   // 1 s alone on two cores
    }
}
