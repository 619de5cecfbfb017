using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

[Collection("learning the demo's shops")]
public sealed class EvalPredictionTests
{
    [Fact]
    public async Task What_is_learned_from_others_is_held_out_more_often_than_by_rule_or_by_popularity_alone()
    {
        var result = await EvalFiles.JsonOf("eval", "prediction", "--visits", "400", "--seed", "3");

        double Of(string name) => result.GetProperty(name).GetDouble();
        Assert.Equal(600, result.GetProperty("visits").GetInt32());   // the second half, of three shops
        Assert.InRange(Of("hit_5"), Math.Max(Of("hit_5_popular"), Of("hit_5_by_rule")) + 0.05, Of("hit_5_best") + 0.02);
        Assert.InRange(Of("hit_1"), 0.05, Of("hit_5"));
    }
}
