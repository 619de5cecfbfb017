using System.CommandLine;
using System.Text.Json;
using ServiceOS.Benches;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;

namespace ServiceOS.Cli;

/// <summary><c>serviceos bench</c>: measures this machine, and prints one line of JSON a bench.</summary>
internal static class BenchCommand
{
    private const int SecondsMax = 3_600;
    private const int ConversationsMax = 20_000;
    private const int RateMax = 100_000;
    private const int RoundsMax = 1_000;
    private const int RowsMax = 100_000;

    public static Command Make() => new TaughtCommand("bench", "Measure this machine: one line of JSON a bench, the load beside it.",
        "serviceos bench turns                      messages taken in, understood and answered, a second",
        "serviceos bench turns --seconds 10         a quick look",
        "serviceos bench connections                live streams: memory each, and how soon a nudge is everywhere",
        "serviceos bench desk                       the agent's desk in a browser, under a storm",
        "serviceos bench saturation                 three times the load that a node can take",
        "serviceos bench tenants                    one merchant's surge, and its neighbours",
        "serviceos bench nodes                      what a turn costs on one, two and three nodes",
        "serviceos bench understanding              texts understood a second among 10,000 questions")
    {
        Turns(),
        Connections(),
        Desk(),
        Saturation(),
        Tenants(),
        Nodes(),
        Understanding(),
    };

    private static TaughtCommand Understanding()
    {
        var questions = new Option<int>("--questions") { Description = "Written down, ten an item", DefaultValueFactory = _ => 10_000 };
        var chinese = new Option<bool>("--chinese") { Description = "In Chinese rather than English" };
        var command = new TaughtCommand("understanding", "Texts understood a second on one thread, and what a merchant's model costs.",
            "serviceos bench understanding --questions 10000 --chinese") { questions, chinese };
        command.SetAction((parsed, stop) =>
        {
            var plan = new BenchUnderstanding.Plan(Ranges.Within(parsed, questions, Analysis.Text.InvertedIndex.DocumentsMax), parsed.GetValue(chinese));
            Console.WriteLine(JsonSerializer.Serialize(new BenchUnderstanding(plan).Run(stop)));
            return Task.FromResult(CommandLine.Ok);
        });
        return command;
    }

    private static TaughtCommand Nodes()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long each number of nodes is measured", DefaultValueFactory = _ => 20 };
        var nodes = new Option<int>("--nodes") { Description = "Up to how many", DefaultValueFactory = _ => 3 };
        var postgres = new Option<string>("--postgres") { Description = "Connection string of an empty PostgreSQL database", Required = true };
        var rabbit = new Option<string>("--rabbit") { Description = "Address of a RabbitMQ", Required = true };
        var command = new TaughtCommand("nodes", "What a turn costs the database and the broker, on one, two and three nodes.",
            "serviceos bench nodes --postgres 'Host=127.0.0.1;Database=bench;Username=postgres' --rabbit amqp://127.0.0.1") { seconds, nodes, postgres, rabbit };
        command.SetAction(async (parsed, stop) =>
        {
            var plan = new BenchNodes.Plan(
                parsed.GetValue(seconds), parsed.GetValue(nodes), parsed.GetValue(postgres)!, parsed.GetValue(rabbit)!);
            Console.WriteLine(JsonSerializer.Serialize(await new BenchNodes(plan).RunAsync(stop)));
            return CommandLine.Ok;
        });
        return command;
    }

    private static TaughtCommand Saturation()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long each measurement takes", DefaultValueFactory = _ => 20 };
        var command = new TaughtCommand("saturation", "Three times what a node can take: what it still answers, and what the others are told.",
            "serviceos bench saturation --seconds 20") { seconds };
        command.SetAction(async (parsed, stop) =>
        {
            Console.WriteLine(JsonSerializer.Serialize(await new BenchSaturation(new(parsed.GetValue(seconds))).RunAsync(stop)));
            return CommandLine.Ok;
        });
        return command;
    }

    private static TaughtCommand Tenants()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long each measurement takes", DefaultValueFactory = _ => 30 };
        var command = new TaughtCommand("tenants", "One merchant at twenty times 200,000 conversations a day, and what its neighbours feel.",
            "serviceos bench tenants --seconds 30") { seconds };
        command.SetAction(async (parsed, stop) =>
        {
            Console.WriteLine(JsonSerializer.Serialize(await new BenchTenants(new(parsed.GetValue(seconds))).RunAsync(stop)));
            return CommandLine.Ok;
        });
        return command;
    }

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
                Ranges.Within(parsed, seconds, SecondsMax), Ranges.Within(parsed, conversations, ConversationsMax),
                Ranges.Within(parsed, rate, RateMax), AckSeconds: 15,
                parsed.GetValue(postgres) is { } named ? ServerOptions.RequirePostgres("--postgres", named) : null);
            if (plan.Postgres is not null)
                await RequireEmptyAsync(plan.Postgres, stop);
            Console.WriteLine(JsonSerializer.Serialize(await new BenchTurns(plan).RunAsync(stop)));
            return CommandLine.Ok;
        });
        return command;
    }

    private static TaughtCommand Connections()
    {
        var streams = new Option<int>("--streams") { Description = "Live streams open at once", DefaultValueFactory = _ => 10_000 };
        var rounds = new Option<int>("--rounds") { Description = "Nudges to all of them", DefaultValueFactory = _ => 5 };
        var command = new TaughtCommand("connections", "Idle live streams: memory each, and how soon a nudge reaches them all. The server is a process of its own; all its streams hear one conversation.",
            "serviceos bench connections --streams 10000") { streams, rounds };
        command.SetAction(async (parsed, stop) =>
        {
            var bench = new BenchConnections(Ranges.Within(parsed, streams, int.MaxValue), Ranges.Within(parsed, rounds, RoundsMax));
            var streamsMax = ConnectionLimits.StreamsOf(ConnectionLimits.OfThisProcess());
            if (parsed.GetValue(streams) > streamsMax)
                throw new FailedException($"--streams: {streamsMax} at most by this process's limit of descriptors (ulimit -n), which the server has too");
            Console.WriteLine(JsonSerializer.Serialize(await bench.RunAsync(stop)));
            return CommandLine.Ok;
        });
        return command;
    }

    private static TaughtCommand Desk()
    {
        var rows = new Option<int>("--rows") { Description = "Conversations waiting before", DefaultValueFactory = _ => 10_000 };
        var newRows = new Option<int>("--new") { Description = "Conversations arriving while the agent types", DefaultValueFactory = _ => 10_000 };
        var seconds = new Option<int>("--seconds") { Description = "Within which they arrive", DefaultValueFactory = _ => 60 };
        var profile = new Option<string?>("--profile") { Description = "File to leave a CPU profile of the page in (.cpuprofile)" };
        var command = new TaughtCommand("desk", "The desk in a real Chromium: busy times, keys to paint, size, sounds.",
            "serviceos bench desk --rows 1000 --new 1000 --seconds 10      a quick look",
            "serviceos bench desk --profile desk.cpuprofile                where the time goes: open it in the browser's tools")
        { rows, newRows, seconds, profile };
        command.SetAction(async (parsed, stop) =>
        {
            var plan = new BenchDesk.Plan(
                Browser: "", Ranges.Within(parsed, rows, RowsMax), Ranges.Within(parsed, newRows, RowsMax),
                Ranges.Within(parsed, seconds, SecondsMax), parsed.GetValue(profile));
            if (StaticPages.Find() is null)
                throw new FailedException("the web pages are not built: build without -p:BuildWeb=false (Node.js 20.19 or newer)");
            plan = plan with { Browser = DevTools.Find() ?? throw new FailedException("there is no Chromium on the PATH: install chromium or google-chrome") };
            object result = null!;
            await Bars.RunAsync("consumers arrive", plan.Rows + plan.NewRows, async bar =>
                result = await new BenchDesk(plan).RunAsync(done => bar.Value = done, stop));
            Console.WriteLine(JsonSerializer.Serialize(result));
            return CommandLine.Ok;
        });
        return command;
    }

    /// <summary>A bench writes as if it were alone, and into somebody's data it must not.</summary>
    private static async Task RequireEmptyAsync(string postgres, CancellationToken stop)
    {
        await using var database = Database.OpenReadOnly(Engine.Postgres, postgres);
        var tables = await database.ReadAsync(db => Inventory.RowsAsync(db, stop), stop);
        if (tables.Count > 0)
            throw new FailedException($"--postgres: must be an empty database, and that one has {tables.Count} tables");
    }
}
