using ServiceOS.Analysis.Text;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Tests.Bot;

/// <summary>What is learned of a merchant's knowledge, however little or much there is, and as it changes.</summary>
public sealed class MerchantModelTests
{
    private static readonly TenantId s_shop = new(Guid.CreateVersion7());

    [Fact]
    public void Without_knowledge_the_skills_are_still_heard()
    {
        var model = MerchantModel.Build(new("1", []), Locales.Chinese).Trained(Lessons.None, CancellationToken.None);

        Assert.Equal(Skill.WhereIsMyOrder, model.SkillAt(First(model, "我的快递到哪里了").Item));
        Assert.Null(model.ItemAt(First(model, "我的快递到哪里了").Item));
    }

    [Fact]
    public void One_item_is_found_beside_the_skills()
    {
        var item = Item("支持开增值税专用发票吗", "能开专票吗");
        var model = MerchantModel.Build(new("1", [item]), Locales.Chinese).Trained(Lessons.None, CancellationToken.None);

        Assert.Equal(item.Id, model.ItemAt(First(model, "专用发票可以开吗").Item));
    }

    [Fact]
    public void Fifty_thousand_items_with_more_phrasings_than_an_index_holds_answer_by_nearness()
    {
        var items = Enumerable.Range(0, 50_000).Select(i => Item($"商品编号{i}怎么使用", $"编号{i}使用方法", $"如何用{i}号")).ToList();

        var model = MerchantModel.Build(new("1", items), Locales.Chinese).Trained(Lessons.None, CancellationToken.None);

        Assert.False(model.Matcher.IsTrained);
        Assert.Equal(items[31_415].Id, model.ItemAt(First(model, "编号31415的商品怎么使用").Item));
        Assert.Equal(items[2].Id, model.ItemAt(model.ExactAt("如何用2号")!.Value));   // in its very words, though no index holds it
    }

    [Fact]
    public void What_is_published_is_found_at_once_and_the_rest_keeps_its_training()
    {
        var items = Enumerable.Range(0, 40).Select(i => Item($"第{i}种面膜怎么敷", $"{i}号面膜用法")).ToList();
        var before = MerchantModel.Build(new("1", items), Locales.Chinese).Trained(Lessons.None, CancellationToken.None);
        var changed = items[3] with { Version = 2, Question = "洗脸仪充电要多久", Similar = ["洗脸仪充满电几个小时"] };
        var added = Item("可以货到付款吗", "支持到付吗");

        var after = before.Follow(new("2", [.. items[..3], changed, .. items[4..39], added]));

        Assert.Equal(added.Id, after.ItemAt(First(after, "能不能货到付款").Item));
        Assert.Equal(changed.Id, after.ItemAt(First(after, "洗脸仪充电多久").Item));
        Assert.NotEqual(items[3].Id, after.ItemAt(First(after, "第3种面膜怎么敷").Item));
        Assert.NotEqual(items[39].Id, after.ItemAt(First(after, "第39种面膜怎么敷").Item));
        Assert.Equal(items[7].Id, after.ItemAt(First(after, "7号面膜的用法").Item));
        Assert.Equal(First(before, "7号面膜的用法").Similarity, First(after, "7号面膜的用法").Similarity, 0.1);
        Assert.True(after.Matcher.IsTrained);
        Assert.Equal("2", after.Version);
        Assert.Equal(added.Id, after.ItemAt(after.ExactAt("支持到付吗")!.Value));
        Assert.Null(after.ExactAt("3号面膜用法"));
    }

    [Fact]
    public void Followed_or_built_anew_the_same_questions_are_found()
    {
        var items = Enumerable.Range(0, 30).Select(i => Item($"how to clean filter number {i}", $"washing the {i} filter")).ToList();
        KnowledgeSnapshot newer = new("2", [.. items[5..], Item("do you ship to spain", "delivery to spain")]);

        var followed = MerchantModel.Build(new("1", items), Locales.English).Follow(newer);
        var anew = MerchantModel.Build(newer, Locales.English);

        foreach (var text in (string[])["clean filter 12", "shipping to spain please", "wash the 29 filter", "track my order"])
        {
            Assert.Equal(anew.ItemAt(First(anew, text).Item), followed.ItemAt(First(followed, text).Item));
            Assert.Equal(First(anew, text).Score, First(followed, text).Score, 0.001);
        }
    }

    [Fact]
    public void Trained_again_nodes_that_came_by_other_ways_say_the_same()
    {
        var items = Enumerable.Range(0, 40).Select(i => Item($"第{i}种面膜怎么敷", $"{i}号面膜用法", $"面膜{i}要敷多久")).ToList();
        KnowledgeSnapshot last = new("3", [items[20], .. items[..20], .. items[22..]]);

        var byWay = MerchantModel.Build(new("1", items[..36]), Locales.Chinese).Trained(Lessons.None, CancellationToken.None)
            .Follow(new("2", items)).Trained(Lessons.None, CancellationToken.None).Follow(last).Trained(Lessons.None, CancellationToken.None);
        var atOnce = MerchantModel.Build(last, Locales.Chinese).Trained(Lessons.None, CancellationToken.None);

        Assert.True(byWay.IsWhole);
        foreach (var text in (string[])["7号面膜怎么敷", "面膜30敷多长时间", "我的快递到哪里了"])
            Assert.Equal(First(atOnce, text).Score, First(byWay, text).Score);
    }

    [Fact]
    public void What_a_full_index_left_out_is_found_once_there_is_room()
    {
        var items = Enumerable.Range(0, 33_000).Select(i => Item($"商品编号{i}怎么使用", $"请问{i}号说明书")).ToList();
        var full = MerchantModel.Build(new("1", items), Locales.Chinese);

        var after = full.Follow(new("2", items[..32_000]));

        Assert.Equal(InvertedIndex.DocumentsMax, full.Matcher.Questions.Count);
        Assert.Equal(items[31_999].Id, after.ItemAt(First(after, "请问31999号说明书呢").Item));
        Assert.Equal(1, First(after, "请问31999号说明书").Similarity, 0.001);
    }

    [Theory]
    [InlineData("😀😀😀")]
    [InlineData("\uD83D")]
    [InlineData("")]
    [InlineData("　\u200B ")]
    [InlineData("\0\u0001")]
    public void Texts_without_words_find_nothing_or_something_unsure(string text)
    {
        var model = MerchantModel.Build(new("1", [Item("可以退货吗")]), Locales.Chinese).Trained(Lessons.None, CancellationToken.None);
        var top = new Analysis.Text.Candidate[3];

        var count = model.Matcher.Match(text, top);

        Assert.All(top[..count], candidate => Assert.InRange(candidate.Score, 0, 0.3f));
    }

    [Fact]
    public void Ten_million_characters_are_read_as_far_as_a_question_goes()
    {
        var model = MerchantModel.Build(new("1", [Item("可以退货吗")]), Locales.Chinese).Trained(Lessons.None, CancellationToken.None);

        Assert.Equal("可以退货吗", First(model, "可以退货吗" + new string('啊', 10_000_000)).Nearest.Text);
    }

    private static Analysis.Text.Candidate First(MerchantModel model, string text)
    {
        var top = new Analysis.Text.Candidate[QuestionMatcher.CandidatesMax];
        Assert.True(model.Matcher.Match(text, top) > 0);
        return top[0];
    }

    private static KnowledgeEntry Item(string question, params string[] similar) => new()
    {
        Id = new(Guid.CreateVersion7()),
        Version = 1,
        Question = question,
        Similar = similar,
        Answer = new() { Text = "答案" },
        Products = [],
        Origin = s_shop,
    };
}
