using System.CommandLine;
using System.Text.Json;
using ServiceOS.Benches;

namespace ServiceOS.Cli;

/// <summary><c>serviceos bench</c>: measures this machine, and prints one line of JSON a bench.</summary>
internal static class BenchCommand
{
    public static Command Make() => new TaughtCommand("bench", "Measure this machine: one line of JSON a bench, the load beside it.",
        "serviceos bench turns                      messages taken in, understood and answered, a second",
        "serviceos bench turns --seconds 10         a quick look")
    {
        Turns(),
    };

    private static TaughtCommand Turns()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long at full speed", DefaultValueFactory = _ => 60 };
        var conversations = new Option<int>("--conversations") { Description = "Conversations at once", DefaultValueFactory = _ => 256 };
        var rate = new Option<int>("--ack-rate") { Description = "Messages a second for the acknowledgement times", DefaultValueFactory = _ => 1_000 };
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of an empty PostgreSQL database; default: the embedded engine" };
        var command = new TaughtCommand("turns", "Consumer message → stored → bot answer stored, over HTTP, sustained.",
            "serviceos bench turns --seconds 60 --conversations 256") { seconds, conversations, rate, postgres };
        command.SetAction(async (parsed, stop) =>
        {
            var plan = new BenchTurns.Plan(
                parsed.GetValue(seconds), parsed.GetValue(conversations), parsed.GetValue(rate), AckSeconds: 15, parsed.GetValue(postgres));
            Console.WriteLine(JsonSerializer.Serialize(await new BenchTurns(plan).RunAsync(stop)));
            return CommandLine.Ok;
        });
        return command;
    }
}
