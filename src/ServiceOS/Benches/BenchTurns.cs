using System.Collections.Concurrent;
using System.Diagnostics;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Benches;

/// <summary>
/// Turns a second over HTTP: a consumer's message is stored and acknowledged, the bot reads it, decides, and its answer is
/// stored. Each conversation waits for its answer before it goes on, as people do; then acknowledgements at a fixed rate.
/// </summary>
internal sealed class BenchTurns(BenchTurns.Plan plan) : IFactListener
{
    private const int QuestionsMax = 2_000;
    private const int WarmSecondsMax = 15;
    private static readonly TimeSpan s_drainMax = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, TurnTalk> _talks = new(StringComparer.Ordinal);
    private long _answered;

    public sealed record Plan(int Seconds, int Conversations, int AckRate, int AckSeconds, string? Postgres);

    public async Task<object> RunAsync(CancellationToken stop)
    {
        await using var server = await BenchServer.StartAsync(plan.Postgres, this, stop);
        var questions = await QuestionsAsync(server, stop);
        var talks = await OpenAsync(server, questions, stop);
        await TalkAsync(talks, TimeSpan.FromSeconds(Math.Min(WarmSecondsMax, plan.Seconds)), stop);   // warm: models trained, code compiled

        var from = Interlocked.Read(ref _answered);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var (acks, answers) = await TalkAsync(talks, TimeSpan.FromSeconds(plan.Seconds), stop);
        var seconds = clock.Elapsed.TotalSeconds;
        var turns = Interlocked.Read(ref _answered) - from;
        var busy = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;

        var atRate = await AcksAtRateAsync(talks, stop);
        await DrainAsync(talks, stop);
        var (lost, doubled) = await CheckAsync(server, talks, stop);
        foreach (var talk in talks)
            talk.Dispose();
        return new
        {
            bench = "turns",
            engine = plan.Postgres is null ? "sqlite" : "postgres",
            turns_per_second = Math.Round(turns / seconds),
            ack_p50_ms = BenchServer.PercentileMs(atRate, 0.5),
            ack_p99_ms = BenchServer.PercentileMs(atRate, 0.99),
            lost,
            doubled,
            ack_rate_per_second = plan.AckRate,
            saturated_ack_p50_ms = BenchServer.PercentileMs(acks, 0.5),
            saturated_ack_p99_ms = BenchServer.PercentileMs(acks, 0.99),
            saturated_answer_p50_ms = BenchServer.PercentileMs(answers, 0.5),
            saturated_answer_p99_ms = BenchServer.PercentileMs(answers, 0.99),
            seconds = plan.Seconds,
            conversations = plan.Conversations,
            cores = Environment.ProcessorCount,
            cores_busy = Math.Round(busy / seconds, 2),
            cpu_us_per_turn = Math.Round(busy * 1e6 / Math.Max(1, turns)),
            load = BenchServer.Load(),
        };
    }

    public void Hear(FactRow fact)
    {
        if (!_talks.TryGetValue(fact.Subject, out var talk))
            return;
        if (fact.Topic == MessageAdded.Topic && fact.Body.Contains("\"bot\"", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _answered);
            talk.Answered(fact.Subject);
        }
        else if (fact.Topic == ConversationMoved.Topic && fact.Body.Contains("\"to\":\"queued\"", StringComparison.Ordinal))
            talk.LeftToPerson(fact.Subject);
    }

    /// <summary>What people ask: the merchants' own questions and similar ones, that don't end with a person.</summary>
    private static async Task<Dictionary<string, List<string>>> QuestionsAsync(BenchServer server, CancellationToken stop)
    {
        var questions = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var merchant in server.World.Merchants)
        {
            var tenant = (await server.Get<TenantTree>().FindBySlugAsync(merchant.Slug, stop))!;
            var known = await server.Get<KnowledgeBase>().SnapshotAsync(tenant.Id, Locales.Chinese, stop);
            questions[merchant.Slug] = [.. known.Items.SelectMany(item => item.Similar.Prepend(item.Question)).Take(QuestionsMax)];
        }
        return questions;
    }

    private async Task<List<TurnTalk>> OpenAsync(BenchServer server, Dictionary<string, List<string>> questions, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        var talks = new List<TurnTalk>(plan.Conversations);
        for (var i = 0; i < plan.Conversations; i++)
        {
            var slug = server.World.Merchants[i % server.World.Merchants.Count].Slug;
            var talk = new TurnTalk(server.Url, slug, questions[slug], i, _talks);
            await talk.ArriveAsync(http, stop);
            talks.Add(talk);
        }
        return talks;
    }

    private static async Task<(List<long> Acks, List<long> Answers)> TalkAsync(List<TurnTalk> talks, TimeSpan time, CancellationToken stop)
    {
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(talks.Select(talk => Task.Run(() => talk.TalkUntilAsync(end, stop), stop)));
        return ([.. all.SelectMany(times => times.Acks)], [.. all.SelectMany(times => times.Answers)]);
    }

    /// <summary>Sends at a fixed rate whatever the answers do, and times the acknowledgements from when they were due.</summary>
    private async Task<List<long>> AcksAtRateAsync(List<TurnTalk> talks, CancellationToken stop)
    {
        var times = new ConcurrentBag<long>();
        var running = new List<Task>();
        var began = Stopwatch.GetTimestamp();
        var total = plan.AckRate * plan.AckSeconds;
        for (var sent = 0; sent < total;)
        {
            var due = (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * plan.AckRate);
            for (; sent < Math.Min(due, total); sent++)
            {
                var talk = talks[sent % talks.Count];
                var dueAt = began + (long)((double)sent / plan.AckRate * Stopwatch.Frequency);
                running.Add(talk.SayAtAsync(dueAt, times, stop));
            }
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, stop);
        }
        await Task.WhenAll(running);
        return [.. times];
    }

    private static async Task DrainAsync(List<TurnTalk> talks, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        while (talks.Exists(talk => !talk.IsQuiet) && Stopwatch.GetElapsedTime(began) < s_drainMax)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, stop);
    }

    /// <summary>Compares the senders' ledgers with what is stored: acknowledged but absent, stored or answered more than once, never answered.</summary>
    private static async Task<(long Lost, long Doubled)> CheckAsync(BenchServer server, List<TurnTalk> talks, CancellationToken stop)
    {
        long lost = 0, doubled = 0;
        foreach (var (id, acknowledged) in talks.SelectMany(talk => talk.Conversations))
        {
            var rows = await server.Get<Database>().ReadAsync(async db => await db.ListAsync<StoredMessage>(
                "select speaker, body, in_reply_to from messages where conversation_id = @id", new { id }, stop), stop);
            var stored = rows.Where(row => row.Speaker == Speaker.Consumer).GroupBy(row => row.Body, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
            lost += acknowledged.Count(body => !stored.ContainsKey(body));
            doubled += stored.Values.Sum(count => count - 1);
            var answers = rows.Where(row => row.InReplyTo is not null).GroupBy(row => row.InReplyTo).ToList();
            doubled += answers.Sum(group => group.Count() - 1);
            lost += rows.Any(row => row.Speaker == Speaker.System) ? 0 : Math.Max(0, stored.Count - answers.Count);   // a person has the others
        }
        return (lost, doubled);
    }

    private sealed record StoredMessage
    {
        public required string Speaker { get; init; }
        public required string Body { get; init; }
        public long? InReplyTo { get; init; }
    }
}
