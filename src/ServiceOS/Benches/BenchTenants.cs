using System.Diagnostics;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Benches;

/// <summary>
/// One merchant with a day of 200,000 conversations, twenty times over, beside others as on any day: its own times to the acknowledgement and to
/// the bot's answer, and how much the others feel of it.
/// </summary>
internal sealed class BenchTenants(BenchTenants.Plan plan) : IFactListener
{
    /// <summary>The demo world's shops.</summary>
    public static readonly IReadOnlyList<string> Merchants = ["healthy-home", "good-harvest", "bright-volt"];

    /// <summary>200,000 conversations a day × 20 = 46 a second, six messages each.</summary>
    private const double ConversationsPerSecond = 200_000.0 / 86_400 * 20;

    private const int MessagesEach = 6;
    private const double OthersPerSecond = 5;

    /// <summary>Alone and beside the surge in turn: on a shared machine one p99 of each tells more of the machine than of the surge.</summary>
    private const int Rounds = 5;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, (long At, bool IsBig)> _asked = new(StringComparer.Ordinal);
    private readonly System.Collections.Concurrent.ConcurrentBag<(long Ticks, bool IsBig)> _answers = [];

    public sealed record Plan(int Seconds);

    public async Task<object> RunAsync(CancellationToken stop)
    {
        await using var server = await BenchServer.StartAsync(postgres: null, this, stop);
        await RunAsync(server, isBigToo: true, TimeSpan.FromSeconds(Math.Min(10, plan.Seconds)), stop);   // warm
        var (alone, beside) = (new List<Times>(), new List<Times>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await RunAsync(server, isBigToo: false, TimeSpan.FromSeconds(plan.Seconds), stop));
            beside.Add(await RunAsync(server, isBigToo: true, TimeSpan.FromSeconds(plan.Seconds), stop));
        }
        List<long> bigAcks = [.. beside.SelectMany(times => times.BigAcks)];
        List<long> bigAnswers = [.. beside.SelectMany(times => times.BigAnswers)];
        return new
        {
            bench = "tenants",
            conversations_per_second = Math.Round(ConversationsPerSecond, 1),
            messages_per_second = Math.Round(ConversationsPerSecond * MessagesEach),
            ack_p50_ms = BenchServer.PercentileMs(bigAcks, 0.5),
            ack_p99_ms = BenchServer.PercentileMs(bigAcks, 0.99),
            answer_p50_ms = BenchServer.PercentileMs(bigAnswers, 0.5),
            answer_p95_ms = BenchServer.PercentileMs(bigAnswers, 0.95),
            others_ack_p99_alone_ms = Median(alone, 0.99),
            others_ack_p99_beside_ms = Median(beside, 0.99),
            others_ack_p50_alone_ms = Median(alone, 0.5),
            others_ack_p50_beside_ms = Median(beside, 0.5),
            others_ack_p99_ms = alone.Zip(beside).Select(round => new[] { OthersMs(round.First, 0.99), OthersMs(round.Second, 0.99) }),
            rounds = Rounds,
            sent = bigAcks.Count,
            seconds = plan.Seconds,
            cores = Environment.ProcessorCount,
            load = BenchServer.Load(),
        };
    }

    public void Hear(FactRow fact)
    {
        if (fact.Topic == MessageAdded.Topic && fact.Body.Contains("\"bot\"", StringComparison.Ordinal) && _asked.TryRemove(fact.Subject, out var asked))
            _answers.Add((Stopwatch.GetTimestamp() - asked.At, asked.IsBig));
    }

    private static double OthersMs(Times times, double share) => BenchServer.PercentileMs(times.OtherAcks, share);

    private static double Median(IEnumerable<Times> rounds, double share) => rounds.Select(times => OthersMs(times, share)).Order().ElementAt(Rounds / 2);

    private async Task<Times> RunAsync(BenchServer server, bool isBigToo, TimeSpan time, CancellationToken stop)
    {
        _answers.Clear();
        var big = isBigToo ? ArriveAsync(server, Merchants[0], ConversationsPerSecond, time, isBig: true, stop) : Task.FromResult<List<long>>([]);
        var others = Task.WhenAll(Merchants.Skip(1).Select(merchant => ArriveAsync(server, merchant, OthersPerSecond, time, isBig: false, stop)));
        var (bigAcks, otherAcks) = (await big, (await others).SelectMany(acks => acks).ToList());
        return new(bigAcks, [.. _answers.Where(answer => answer.IsBig).Select(answer => answer.Ticks)], otherAcks);
    }

    /// <summary>Conversations of a merchant begin at a rate, and say six things a second apart.</summary>
    private async Task<List<long>> ArriveAsync(
        BenchServer server, string merchant, double perSecond, TimeSpan time, bool isBig, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        var talks = new List<Task<List<long>>>();
        for (var came = 0; Stopwatch.GetElapsedTime(began) < time; came++)
        {
            var early = TimeSpan.FromSeconds(came / perSecond) - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, TimeProvider.System, stop);
            talks.Add(TalkAsync(server, merchant, isBig, stop));
        }
        return [.. (await Task.WhenAll(talks)).SelectMany(acks => acks)];
    }

    private async Task<List<long>> TalkAsync(BenchServer server, string merchant, bool isBig, CancellationToken stop)
    {
        using var line = await HttpLine.ConnectAsync(server.Url, stop);
        var token = await line.AskAsync("/v1/visitor-sessions", "", new { merchant, locale = Locales.Chinese }, "token", stop);
        var id = await line.AskAsync("/v1/conversations", token, new { }, "id", stop);
        var acks = new List<long>(MessagesEach);
        for (var i = 0; i < MessagesEach; i++)
        {
            _asked[id] = (Stopwatch.GetTimestamp(), isBig);
            var sent = Stopwatch.GetTimestamp();
            await line.AskAsync($"/v1/conversations/{id}/messages", token, new { clientKey = FormattableString.Invariant($"k{i}"), body = i % 2 == 0 ? "你好" : "怎么开发票？" }, "seq", stop);
            acks.Add(Stopwatch.GetTimestamp() - sent);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop);
        }
        return acks;
    }

    private sealed record Times(List<long> BigAcks, List<long> BigAnswers, List<long> OtherAcks);
}
