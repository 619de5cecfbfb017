using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ServiceOS.Simulation.Contracts;
using Spectre.Console;

namespace ServiceOS.Cli;

/// <summary><c>serviceos simulate</c>: a crowd of shoppers against a running demo, and a page about how they fared.</summary>
internal static class SimulateCommand
{
    private const int ShoppersMax = 100_000;
    private const int MinutesMax = 24 * 60;
    private const int AtOnceMax = 500;

    /// <summary>How long the last shoppers are waited for: who wants a person has patience.</summary>
    private static readonly TimeSpan s_lastMax = TimeSpan.FromMinutes(3);

    public static Command Make()
    {
        var url = new Option<string>("--url") { Description = "The server", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var seed = new Option<long>("--seed") { Description = "Which crowd", HelpName = "N", DefaultValueFactory = _ => 1 };
        var shoppers = new Option<int>("--shoppers") { Description = "How many come in all", HelpName = "N", DefaultValueFactory = _ => 20 };
        var minutes = new Option<int>("--minutes") { Description = "Over how long they come", HelpName = "M", DefaultValueFactory = _ => 2 };
        var data = new Option<string>("--data")
        {
            Description = "The demo's data folder, whose demo.json lets shoppers be members and two agents work (./.serviceos)",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".serviceos",
        };
        var json = new Option<bool>("--json") { Description = "Print the summary as one JSON line" };
        var command = new TaughtCommand("simulate", "Send simulated shoppers to a running demo over HTTP and sum up how they were served.",
            "serviceos simulate --shoppers 200 --minutes 5",
            "serviceos simulate --url http://10.0.0.7:8080 --seed 7 --json")
        {
            url, seed, shoppers, minutes, data, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            AddressOf(parsed.GetRequiredValue(url)),
            parsed.GetValue(seed),
            Ranges.Within(parsed, shoppers, ShoppersMax),
            Ranges.Within(parsed, minutes, MinutesMax),
            parsed.GetRequiredValue(data), parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<int> RunAsync(
        Uri server, long seed, int shoppers, int minutes, string data, bool isJson, CancellationToken stop)
    {
        using (var probe = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(5) })
            await probe.GetAsync("/health/live", stop);   // says in one line that nobody is there
        var demo = await DemoFile.FindAsync(data, stop);
        var wish = new TrafficWish
        {
            Seed = seed,
            WorldSeed = demo?.Seed ?? 1,
            Gap = TimeSpan.FromMinutes(minutes) / shoppers,
            Visits = shoppers,
            AtOnceMax = AtOnceMax,
            Pace = 0.3,
            MemberKeys = (demo?.Merchants ?? []).ToDictionary(m => m.Slug, m => m.MemberKey, StringComparer.Ordinal),
            Agents = demo is null ? [] : Traffic.AgentsOf(demo),
        };
        var tally = new TrafficTally();
        await GoAsync(new Traffic(server, wish, tally, TimeProvider.System), tally, shoppers, stop);
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(tally.Sum(), JsonSerializerOptions.Web));
        else
            Print(tally.Sum());
        return tally.Sum().Conversations > 0 ? CommandLine.Ok : CommandLine.Failed;
    }

    /// <summary>Until all have gone, or 3 minutes after the last came; Ctrl+C ends it early, with the summary so far.</summary>
    private static async Task GoAsync(Traffic traffic, TrafficTally tally, int shoppers, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        await Bars.RunAsync("Shoppers come and go", shoppers + 1, async bar =>   // full when the last has gone
        {
            var running = traffic.RunAsync(over.Token);
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            while (!running.IsCompleted && await tick.WaitForNextTickAsync(CancellationToken.None))
            {
                var hadAllCome = bar.Value >= shoppers;
                bar.Value = tally.Sum().Visits;
                if (hadAllCome || bar.Value < shoppers)
                    continue;
                over.CancelAfter(s_lastMax);
                const string Waits = "All have come; some still wait for an answer or a person (3 minutes at most, Ctrl+C ends it)";
                bar.Description = Waits;
                if (Console.IsErrorRedirected)
                    await Console.Error.WriteLineAsync(Waits);
            }
            try
            {
                await running;
            }
            catch (OperationCanceledException)
            {
                // ended early, as asked
            }
        });

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            over.Cancel();
        }
    }

    private static void Print(TrafficSummary sum)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("What", "How many");
        Row("Shoppers", sum.Visits);
        Row("Conversations", sum.Conversations);
        Row("Messages by shoppers", sum.Messages);
        Row("  answered", sum.Answered);
        Row("  not answered in time", sum.Unanswered);
        Row("Seconds to the answer, half within", sum.AnswerSecondsHalf);
        Row("Seconds to the answer, 95 % within", sum.AnswerSecondsMost);
        Row("Asked for a person", sum.AskedForPerson);
        Row("  spoke to one", sum.ServedByPerson);
        Row("Replies by simulated agents", sum.AgentReplies);
        foreach (var (status, count) in sum.Refused)
            Row(status == 0 ? "Calls without an answer" : $"Calls answered {status}", count);
        Consoles.Out.Write(table);

        void Row(string what, double? value) =>
            table.AddRow(new Text(what), new Text(value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "–"));
    }

    private static Uri AddressOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new UsageException($"--url {url}: is no web address");
}
