using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <remarks>Not beside others that have the demo's shops learned: they wait for that, and two cores do one at a time.</remarks>
[Collection("learning the demo's shops")]
public sealed class EvalSkillsTests
{
    [Fact]
    public async Task Each_task_is_tried_so_often_and_most_end_right_every_time()
    {
        var result = await EvalFiles.JsonOf("eval", "skills", "--k", "2", "--seed", "3");

        Assert.Equal(2, result.GetProperty("k").GetInt32());
        Assert.InRange(result.GetProperty("pass_1").GetDouble(), 0.9, 1);
        Assert.InRange(result.GetProperty("pass_k").GetDouble(), 0.8, result.GetProperty("pass_1").GetDouble());
        Assert.InRange(result.GetProperty("clarifying_a_task").GetDouble(), 0, 1);
        Assert.Equal(1, result.GetProperty("by_skill").GetProperty("only-asked").GetProperty("pass_k").GetDouble());
    }
}
