using System.Text.Json;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>The measures of understanding on files of one's own.</summary>
public sealed class EvalUnderstandingTests : IDisposable
{
    private static readonly string[] s_asks = ["please", "can you", "i want to", "how do i", "tell me how to", "help me"];
    private static readonly (string Intent, string Words)[] s_intents =
    [
        ("refund", "get my money back"), ("track", "see where the parcel is"), ("address", "send it to another house"),
        ("cancel", "stop the order"), ("invoice", "have an invoice"), ("size", "pick a size"),
    ];

    private readonly EvalFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Intents_are_told_and_what_is_out_of_scope_is_less_sure()
    {
        var train = _files.Write("train.tsv", "text\tintent\tis_oos\tofficial_split\n"
            + string.Concat(s_asks[..5].SelectMany(ask => s_intents.Select(one => $"{ask} {one.Words}\t{one.Intent}\t0\ttrain\n")))
            + "what is the capital of peru\toos\t1\tval\nhelp me stop the order now\tcancel\t0\tval\n");
        var test = _files.Write("test.tsv", "text\tintent\tis_oos\n"
            + string.Concat(s_intents.Select(one => $"{s_asks[5]} {one.Words}\t{one.Intent}\t0\n"))
            + "sing a song about tigers\toos\t1\nwho won the cup in 1998\toos\t1\n");

        var result = await EvalFiles.JsonOf("eval", "intent", "--train", train, "--test", test);

        Assert.Equal(30, result.GetProperty("train").GetInt32());
        Assert.Equal(1, result.GetProperty("accuracy").GetDouble());
        Assert.Equal(1, result.GetProperty("oos_auroc").GetDouble());
        Assert.Equal(1, result.GetProperty("oos_recall_larson").GetDouble());
        Assert.Equal(0, result.GetProperty("bytes_per_question").GetDouble());
    }

    [Fact]
    public async Task So_many_shots_are_learned_from_and_no_more()
    {
        var train = _files.Write("train.tsv", "text\tintent\n" + string.Concat(s_asks.SelectMany(ask => s_intents.Select(one => $"{ask} {one.Words}\t{one.Intent}\n"))));

        var result = await EvalFiles.JsonOf("eval", "intent", "--train", train, "--test", train, "--shots", "2", "--unlabelled", train);

        Assert.Equal(12, result.GetProperty("train").GetInt32());
        Assert.True(result.GetProperty("oos_auroc").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Questions_in_other_words_find_their_item_and_strangers_are_less_sure()
    {
        var kb = _files.Write("kb.tsv", "faq_id\tquestion\tkind\ng1\t怎么申请退款\tstandard\ng2\t快递到哪了\tstandard\ng3\t可以开发票吗\tstandard\n");
        var queries = _files.Write("q.tsv", "query\tfaq_id\tscope\n申请退款怎么弄\tg1\tin\n我的快递到哪里了\tg2\tin\n发票可以开吗\tg3\tin\n吸血鬼的美国电影\tNONE\tfar\n");

        var result = await EvalFiles.JsonOf("eval", "faq", "--kb", kb, "--dev", queries, "--test", queries);

        Assert.Equal(1, result.GetProperty("top1").GetDouble());
        Assert.Equal(1, result.GetProperty("mrr10").GetDouble());
        Assert.Equal(1, result.GetProperty("auroc_far").GetDouble());
        Assert.Equal(1, result.GetProperty("precision").GetDouble());
    }

    [Fact]
    public async Task Each_bot_is_judged_by_what_its_own_consumers_typed()
    {
        var train = _files.Write("train.tsv", "text\tintent\tbot\n" + string.Concat(
            s_asks.SelectMany(ask => s_intents.Select((one, at) => $"{ask} {one.Words}\t{one.Intent}\t{(at % 2 == 0 ? "left" : "right")}\n"))));
        var test = _files.Write("test.tsv", "text\tintent\tbot\tis_oos\nget my money back\trefund\tleft\t0\nsee where the parcel is\ttrack\tright\t0\ntigers sleep\tNO\tleft\t1\n");

        var bots = (await EvalFiles.JsonOf("eval", "live", "--train", train, "--test", test)).GetProperty("bots");

        Assert.Equal(2, bots.GetProperty("left").GetProperty("test").GetInt32());
        Assert.Equal(1, bots.GetProperty("left").GetProperty("inscope_accuracy").GetDouble());
        Assert.Equal(1, bots.GetProperty("right").GetProperty("inscope_accuracy").GetDouble());
    }

    [Theory]
    [InlineData("text\tlabel\na\tb\n", "has no column 'intent'")]
    [InlineData("text\tintent\na\tb\tc\n", "line 2: has 3 columns instead of 2")]
    [InlineData("text\tintent\n", "has a header line and no rows")]
    [InlineData("text\tintent\na\tonly\n", "two intents")]
    public async Task A_file_of_another_shape_is_told_in_one_line(string content, string said)
    {
        var file = _files.Write("bad.tsv", content);
        var run = await Shell.RunAsync("eval", "intent", "--train", file, "--test", file);

        Assert.Equal(1, run.Exit);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
