using System.CommandLine;
using System.Text.Json;
using ServiceOS.Evals;

namespace ServiceOS.Cli;

/// <summary><c>serviceos eval</c>: how right the product is on somebody's data, one line of JSON a measure.</summary>
internal static class EvalCommand
{
    public static Command Make() => new TaughtCommand("eval", "Measure how right it is on your own data: one line of JSON a measure.",
        "serviceos eval intent --train train.tsv --test test.tsv     columns text, intent",
        "serviceos eval faq --kb kb.tsv --dev dev.tsv --test test.tsv",
        "serviceos eval live --train written.tsv --test typed.tsv    columns text, intent, bot, is_oos",
        "serviceos eval injection --train a.tsv --test b.tsv --normal-train c.tsv --normal-test d.tsv   columns prompt; text",
        "serviceos eval pii --test texts.jsonl                       text, spans of start, end, type",
        "serviceos eval skills                                       in the demo world")
    {
        Intent(),
        Faq(),
        Live(),
        Injection(),
        Pii(),
        Skills(),
        Prediction(),
    };

    private static TaughtCommand Prediction()
    {
        var visits = new Option<int>("--visits") { Description = "Of each of the demo's shops; the first half is learned from", DefaultValueFactory = _ => 4_000 };
        var seed = new Option<long>("--seed") { Description = "Who comes for what", DefaultValueFactory = _ => 1 };
        visits.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 2 or > EvalPrediction.VisitsMax)
                result.AddError($"--visits is 2 to {EvalPrediction.VisitsMax}");
        });
        var command = new TaughtCommand("prediction", "How often the likely questions of an opened chat hold what was come for, with made-up consumers in the demo's shops.",
            "serviceos eval prediction",
            "serviceos eval prediction --visits 500 --seed 7") { visits, seed };
        command.SetAction(async (parsed, stop) => Print(await new EvalPrediction(parsed.GetValue(visits), parsed.GetValue(seed)).RunAsync(stop)));
        return command;
    }

    private static TaughtCommand Skills()
    {
        var k = new Option<int>("--k") { Description = "How often each task is tried, in other words each time", DefaultValueFactory = _ => 4 };
        var seed = new Option<long>("--seed") { Description = "Which tasks and words", DefaultValueFactory = _ => 1 };
        k.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > EvalSkills.TriesMax)
                result.AddError($"--k is 1 to {EvalSkills.TriesMax}");
        });
        var command = new TaughtCommand("skills", "Have made-up members ask for things to be done about their orders, in the demo world: how often all tries of a task end right.",
            "serviceos eval skills",
            "serviceos eval skills --k 8 --seed 7") { k, seed };
        command.SetAction(async (parsed, stop) => Print(await new EvalSkills(parsed.GetValue(k), parsed.GetValue(seed)).RunAsync(stop)));
        return command;
    }

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

    private static TaughtCommand Live()
    {
        var train = FileOf("--train", "What a merchant wrote: columns text, intent, bot");
        var test = FileOf("--test", "What consumers typed: the same columns, and is_oos");
        var command = new TaughtCommand("live", "How much of live traffic a merchant's bot may answer, its promise of 95 % right kept.",
            "serviceos eval live --train written.tsv --test typed.tsv") { train, test };
        command.SetAction((parsed, stop) => Task.FromResult(Print(new EvalLive(parsed.GetValue(train)!, parsed.GetValue(test)!).Run(stop))));
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

    private static TaughtCommand Injection()
    {
        var train = FileOf("--train", "Attacks to learn from: column prompt");
        var test = FileOf("--test", "Attacks to be judged by: column prompt");
        var normalTrain = new Option<string[]>("--normal-train") { Description = "Ordinary traffic to learn from: column text; give it again for another file", Required = true };
        var normalTest = new Option<string[]>("--normal-test") { Description = "Ordinary traffic to be judged by: column text; give it again for another file", Required = true };
        var command = new TaughtCommand("injection", "Tell orders to a language model from ordinary traffic: F1, and recall at 0.5 % false alarms.",
            "serviceos eval injection --train attacks.tsv --test more.tsv --normal-train chats.tsv --normal-test later.tsv") { train, test, normalTrain, normalTest };
        command.SetAction((parsed, stop) => Task.FromResult(Print(new EvalInjection(
            parsed.GetValue(train)!, parsed.GetValue(test)!, parsed.GetValue(normalTrain)!, parsed.GetValue(normalTest)!).Run(stop))));
        return command;
    }

    private static TaughtCommand Pii()
    {
        var test = FileOf("--test", "Texts to be judged by, one object a line: text, spans of start, end and type (PHONE, ID, CARD, EMAIL, NAME, ADDR)");
        var command = new TaughtCommand("pii", "Find what tells who somebody is: right ones, missed ones, false alarms, by type.",
            "serviceos eval pii --test pii/dev.jsonl") { test };
        command.SetAction((parsed, stop) => Task.FromResult(Print(new EvalPii(parsed.GetValue(test)!).Run(stop))));
        return command;
    }

    private static Option<string> FileOf(string name, string what) => new(name) { Description = what, Required = true };

    private static int Print(object result)
    {
        Console.WriteLine(JsonSerializer.Serialize(result));
        return CommandLine.Ok;
    }
}
