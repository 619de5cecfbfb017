using System.CommandLine;
using System.Text.Json;
using ServiceOS.Evals;

namespace ServiceOS.Cli;

/// <summary><c>serviceos eval</c>: how right the product is on somebody's data, one line of JSON a measure.</summary>
internal static class EvalCommand
{
    public static Command Make() => new TaughtCommand("eval", "Measure how right it is on your own data: one line of JSON a measure.",
        "serviceos eval intent --train train.tsv --test test.tsv     columns text, intent",
        "serviceos eval injection --train a.tsv --test b.tsv --normal-train c.tsv --normal-test d.tsv   columns prompt; text",
        "serviceos eval pii --test texts.jsonl                       text, spans of start, end, type")
    {
        Intent(),
        Injection(),
        Pii(),
    };

    private static TaughtCommand Intent()
    {
        var train = FileOf("--train", "Texts to learn from: columns text, intent; is_oos and official_split where there are such");
        var test = FileOf("--test", "Texts to be judged by: the same columns");
        var command = new TaughtCommand("intent", "Tell what a text asks for: right ones, and those rightly left alone.",
            "serviceos eval intent --train banking/train.tsv --test banking/test.tsv") { train, test };
        command.SetAction((parsed, stop) => Task.FromResult(Print(new EvalIntent(parsed.GetValue(train)!, parsed.GetValue(test)!).Run(stop))));
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
            "serviceos eval injection --train a.tsv --test b.tsv --normal-train c.tsv --normal-test d.tsv   columns prompt; text",
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
