using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
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
    private static readonly TimeSpan s_drainMax = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Talk> _talks = new(StringComparer.Ordinal);
    private long _answered;

    public sealed record Plan(int Seconds, int Conversations, int AckRate, int AckSeconds, string? Postgres);

    public async Task<object> RunAsync(CancellationToken stop)
    {
        await using var server = await BenchServer.StartAsync(plan.Postgres, this, stop);
        var questions = await QuestionsAsync(server, stop);
        var talks = await OpenAsync(server, questions, stop);
        await TalkAsync(talks, TimeSpan.FromSeconds(Math.Min(5, plan.Seconds)), stop);   // warm: models trained, code compiled

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
            load = BenchServer.Load(),
        };
    }

    public void Hear(FactRow fact)
    {
        if (fact.Topic != MessageAdded.Topic || !fact.Body.Contains("\"bot\"", StringComparison.Ordinal) || !_talks.TryGetValue(fact.Subject, out var talk))
            return;
        Interlocked.Increment(ref _answered);
        talk.Answered();
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

    private async Task<List<Talk>> OpenAsync(BenchServer server, Dictionary<string, List<string>> questions, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        var talks = new List<Talk>(plan.Conversations);
        for (var i = 0; i < plan.Conversations; i++)
        {
            var slug = server.World.Merchants[i % server.World.Merchants.Count].Slug;
            var talk = new Talk(server.Url, slug, questions[slug], i);
            await talk.OpenAsync(http, stop);
            _talks[talk.Id] = talk;
            talks.Add(talk);
        }
        return talks;
    }

    private static async Task<(List<long> Acks, List<long> Answers)> TalkAsync(List<Talk> talks, TimeSpan time, CancellationToken stop)
    {
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(talks.Select(talk => Task.Run(() => talk.TalkUntilAsync(end, stop), stop)));
        return ([.. all.SelectMany(times => times.Acks)], [.. all.SelectMany(times => times.Answers)]);
    }

    /// <summary>Sends at a fixed rate whatever the answers do, and times the acknowledgements from when they were due.</summary>
    private async Task<List<long>> AcksAtRateAsync(List<Talk> talks, CancellationToken stop)
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

    private static async Task DrainAsync(List<Talk> talks, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        while (talks.Any(talk => !talk.IsQuiet) && Stopwatch.GetElapsedTime(began) < s_drainMax)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, stop);
    }

    /// <summary>Compares the senders' ledgers with what is stored: acknowledged but absent, stored or answered more than once, never answered.</summary>
    private static async Task<(long Lost, long Doubled)> CheckAsync(BenchServer server, List<Talk> talks, CancellationToken stop)
    {
        long lost = 0, doubled = 0;
        foreach (var talk in talks)
        {
            var rows = await server.Get<Database>().ReadAsync(async db => await db.ListAsync<StoredMessage>(
                "select speaker, body, in_reply_to from messages where conversation_id = @Id", new { talk.Id }, stop), stop);
            var stored = rows.Where(row => row.Speaker == Speaker.Consumer).GroupBy(row => row.Body, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
            lost += talk.Acknowledged.Count(body => !stored.ContainsKey(body));
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

    /// <summary>One consumer's conversation on a connection of its own.</summary>
    private sealed class Talk(Uri server, string merchant, List<string> questions, int number) : IDisposable
    {
        private readonly SemaphoreSlim _answers = new(0);
        private readonly SemaphoreSlim _line = new(1);
        private string _token = "";
        private int _said;
        private int _unanswered;

        public string Id { get; private set; } = "";

        public HttpLine Line { get; private set; } = null!;

        public List<string> Acknowledged { get; } = [];

        public bool IsQuiet => Volatile.Read(ref _unanswered) <= 0;

        public async Task OpenAsync(HttpClient http, CancellationToken stop)
        {
            using var session = await http.PostAsJsonAsync("/v1/visitor-sessions", new { merchant, locale = Locales.Chinese }, stop);
            _token = (await session.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("token").GetString()!;
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/conversations") { Content = JsonContent.Create(new { }) };
            request.Headers.Authorization = new("Bearer", _token);
            using var opened = await http.SendAsync(request, stop);
            Id = (await opened.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("id").GetString()!;
            Line = await HttpLine.ConnectAsync(server, stop);
        }

        public void Dispose()
        {
            Line.Dispose();
            _answers.Dispose();
            _line.Dispose();
        }

        public void Answered()
        {
            Interlocked.Decrement(ref _unanswered);
            _answers.Release();
        }

        public async Task<(List<long> Acks, List<long> Answers)> TalkUntilAsync(long end, CancellationToken stop)
        {
            var (acks, answers) = (new List<long>(), new List<long>());
            while (Stopwatch.GetTimestamp() < end)
            {
                while (_answers.CurrentCount > 0)
                    await _answers.WaitAsync(stop);
                var began = Stopwatch.GetTimestamp();
                await SayAsync(stop);
                acks.Add(Stopwatch.GetTimestamp() - began);
                // a person may have it now: then there is no answer to wait for
                if (!await _answers.WaitAsync(TimeSpan.FromSeconds(30), stop))
                    break;
                answers.Add(Stopwatch.GetTimestamp() - began);
            }
            return (acks, answers);
        }

        public async Task SayAtAsync(long dueAt, ConcurrentBag<long> times, CancellationToken stop)
        {
            await _line.WaitAsync(stop);
            try
            {
                await SayAsync(stop);
                times.Add(Stopwatch.GetTimestamp() - dueAt);
            }
            finally
            {
                _line.Release();
            }
        }

        private async Task SayAsync(CancellationToken stop)
        {
            var n = _said++;
            // the number makes each text its own, so that the check can tell copies from repeats
            var body = string.Create(CultureInfo.InvariantCulture, $"{questions[(number + (n * 7)) % questions.Count]} #{n}");
            var request = HttpLine.Post($"/v1/conversations/{Id}/messages", _token, JsonSerializer.Serialize(new { clientKey = $"k{n}", body }, JsonSerializerOptions.Web));
            Interlocked.Increment(ref _unanswered);
            var (status, _) = await Line.CallAsync(request, stop);
            if (status != StatusCodes.Status200OK)
                throw new InvalidOperationException($"a message was answered {status}");
            Acknowledged.Add(body);
        }
    }
}
