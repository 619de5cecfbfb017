using System.CommandLine;
using System.Text.Json;
using ServiceOS.Evals;

namespace ServiceOS.Cli;

/// <summary><c>serviceos eval</c>: how right the product is on somebody's data, one line of JSON a measure.</summary>
internal static class EvalCommand
{
    public static Command Make() => new TaughtCommand("eval", "Measure how right it is on your own data: one line of JSON a measure.",
        "serviceos eval intent --train train.tsv --test test.tsv     columns text, intent",
        "serviceos eval pii --test texts.jsonl                       text, spans of start, end, type")
    {
        Intent(),
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
