using System.CommandLine;
using System.Text.Json;
using ServiceOS.Evals;

namespace ServiceOS.Cli;

/// <summary><c>serviceos eval</c>: how right the product is on somebody's data, one line of JSON a measure.</summary>
internal static class EvalCommand
{
    public static Command Make() => new TaughtCommand("eval", "Measure how right it is on your own data: one line of JSON a measure.",
        "serviceos eval intent --train train.tsv --test test.tsv     columns text, intent",
        "serviceos eval faq --kb kb.tsv --dev dev.tsv --test test.tsv")
    {
        Intent(),
        Faq(),
    };

    private static TaughtCommand Faq()
    {
        var kb = FileOf("--kb", "The knowledge: columns faq_id, question");
        var dev = FileOf("--dev", "Questions to set the threshold on: columns query, faq_id, scope (in, near, far)");
        var test = FileOf("--test", "Questions to be judged by: the same columns");
        var pairs = new Option<string[]>("--pairs")
        {
            Description = "Judged pairs to learn from: columns text1, text2, label; may be given repeatedly. Pairs with a text of --test are left out",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var command = new TaughtCommand("faq", "Find the item that is asked for in other words, and leave alone what has none.",
            "serviceos eval faq --kb kb.tsv --dev dev.tsv --test test.tsv --pairs pairs1.tsv pairs2.tsv") { kb, dev, test, pairs };
        command.SetAction((parsed, stop) => Task.FromResult(Print(new EvalFaq(new(
            parsed.GetValue(kb)!, parsed.GetValue(dev)!, parsed.GetValue(test)!, parsed.GetValue(pairs)!)).Run(stop))));
        return command;
    }

    private static TaughtCommand Intent()
    {
        var train = FileOf("--train", "Texts to learn from: columns text, intent; is_oos and official_split where there are such");
        var test = FileOf("--test", "Texts to be judged by: the same columns");
        var val = new Option<string?>("--val") { Description = "Texts to set thresholds on; default: rows of --train whose official_split is val" };
        var unlabelled = new Option<string?>("--unlabelled") { Description = "Texts that nobody has labelled (column text), to learn words from" };
        var shots = new Option<int>("--shots") { Description = "Texts of each intent to learn from; 0: all", DefaultValueFactory = _ => 0 };
        var seed = new Option<int>("--seed") { Description = "Of the choice among them", DefaultValueFactory = _ => 1 };
        var plain = new Option<bool>("--without-word-vectors") { Description = "Learn from the texts alone" };
        var command = new TaughtCommand("intent", "Tell what a text asks for: right ones, and those rightly left alone.",
            "serviceos eval intent --train train.tsv --test test.tsv",
            "serviceos eval intent --train train.tsv --test test.tsv --shots 10 --unlabelled log.tsv")
        { train, test, val, unlabelled, shots, seed, plain };
        command.SetAction((parsed, stop) => Task.FromResult(Print(new EvalIntent(new(
            parsed.GetValue(train)!, parsed.GetValue(test)!, parsed.GetValue(val), parsed.GetValue(unlabelled), parsed.GetValue(shots),
            (ulong)parsed.GetValue(seed), new() { WithWordVectors = !parsed.GetValue(plain) })).Run(stop))));
        return command;
    }

    private static Option<string> FileOf(string name, string what) => new(name) { Description = what, Required = true };

    private static int Print(object result)
    {
        Console.WriteLine(JsonSerializer.Serialize(result));
        return CommandLine.Ok;
    }
}
