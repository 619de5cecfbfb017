using System.Diagnostics;
using System.Text.Json;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Benches;

/// <summary>
/// What a node does when three times as much comes as it can take: the answers a second that it gives then against the most that it gives at
/// all, and what the others are told. Server and load have a core each, so that the load is not thinned by what it measures.
/// </summary>
internal sealed class BenchSaturation(BenchSaturation.Plan plan)
{
    private const int Over = 3;
    private const int LinesMax = 512;
    private const int RampFrom = 1_000;

    /// <summary>A load is borne when all of it is let in and answered, and 99 of 100 hear within this that their message is stored.</summary>
    private const double SustainableAckMs = 250;

    private static readonly TimeSpan s_fill = TimeSpan.FromSeconds(2);

    public sealed record Plan(int Seconds);

    public async Task<object> RunAsync(CancellationToken stop)
    {
        await using var server = await ChildServer.StartAsync(core: 0, stop);
        ChildServer.PinThisProcess(core: Environment.ProcessorCount > 1 ? 1 : 0);
        var lines = new List<Flood>();
        for (var i = 0; i < LinesMax; i++)
            lines.Add(await Flood.OpenAsync(server.Url, i, stop));

        var (peak, sustainable) = await RampAsync(server, lines, stop);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, stop);
        var over = await MeasureAsync(server, lines, sustainable * Over, stop);
        foreach (var line in lines)
            line.Dispose();
        return new
        {
            bench = "saturation",
            peak_turns_per_second = Math.Round(peak.Answered),
            sustainable_per_second = Math.Round(sustainable),
            offered_per_second = Math.Round(over.Offered),
            offered_ratio = Math.Round(over.Offered / sustainable, 2),
            goodput_per_second = Math.Round(over.Answered),
            goodput_ratio = Math.Round(over.Answered / peak.Answered, 3),
            accepted_per_second = Math.Round(over.Accepted),
            refused_429_per_second = Math.Round(over.Refused),
            refused_without_retry_after = over.WithoutRetryAfter,
            other_answers = over.Others,
            ack_p99_ms = over.AckP99Ms,
            seconds = plan.Seconds,
            cores = Environment.ProcessorCount,
            load = BenchServer.Load(),
        };
    }

    /// <summary>
    /// The most it answers, at whatever load, and the load that it bears: more is offered by a fifth each time until it answers no more. A rate has
    /// two tries, since on one core the compiler is long at work beside the requests.
    /// </summary>
    private async Task<(Figures Peak, double Sustainable)> RampAsync(ChildServer server, List<Flood> lines, CancellationToken stop)
    {
        var peak = await MeasureAsync(server, lines, RampFrom, stop);
        var sustainable = 0.0;
        for (var (rate, tries) = ((double)RampFrom, 0); tries < 2;)
        {
            var next = await MeasureAsync(server, lines, rate, stop);
            var grew = next.Answered > peak.Answered * 1.05;
            var bore = next.Answered > rate * 0.95;
            peak = next.Answered > peak.Answered ? next : peak;
            if (bore && next.Refused == 0 && next.AckP99Ms <= SustainableAckMs)
                sustainable = next.Answered;
            tries = grew || bore ? 0 : tries + 1;
            if (bore)
                rate *= 1.2;
        }
        if (sustainable == 0)
            throw new IOException($"this machine does not bear {RampFrom} messages a second with acknowledgements within {SustainableAckMs} ms: try it when it is quiet");
        return (peak, sustainable);
    }

    /// <summary>Counted from two seconds after its beginning, when as much waits inside as will wait from then on.</summary>
    private async Task<Figures> MeasureAsync(ChildServer server, List<Flood> lines, double perSecond, CancellationToken stop)
    {
        var flood = ForAsync(lines, TimeSpan.FromSeconds(plan.Seconds) + s_fill, perSecond, stop);
        await Task.Delay(s_fill, TimeProvider.System, stop);
        foreach (var line in lines)
            line.Reset();
        var before = await server.MetricAsync("serviceos_bot_answers_total", stop);
        var clock = Stopwatch.StartNew();
        await flood;
        var seconds = clock.Elapsed.TotalSeconds;
        var answered = await server.MetricAsync("serviceos_bot_answers_total", stop) - before;
        List<long> acks = [.. lines.SelectMany(line => line.Acks)];
        return new(answered / seconds, lines.Sum(line => line.Sent) / seconds, lines.Sum(line => line.Acks.Count) / seconds, lines.Sum(line => line.Refused) / seconds,
            lines.Sum(line => line.WithoutRetryAfter), lines.Sum(line => line.Others), BenchServer.PercentileMs(acks, 0.99));
    }

    private static Task ForAsync(List<Flood> lines, TimeSpan time, double perSecond, CancellationToken stop)
    {
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        return Task.WhenAll(lines.Select(line => Task.Run(() => line.SendUntilAsync(end, perSecond / lines.Count, stop), stop)));
    }

    private sealed record Figures(
        double Answered, double Offered, double Accepted, double Refused, long WithoutRetryAfter, long Others, double AckP99Ms);

    /// <summary>One consumer who sends whether answers come or not.</summary>
    private sealed class Flood : IDisposable
    {
        private static readonly string[] s_lines = ["你好", "谢谢", "怎么开发票？"];
        private readonly HttpLine _line;
        private readonly string _token;
        private readonly string _conversation;
        private int _said;

        private Flood(HttpLine line, string token, string conversation) => (_line, _token, _conversation) = (line, token, conversation);

        public List<long> Acks { get; } = [];

        public long Sent { get; private set; }

        public long Refused { get; private set; }

        public long WithoutRetryAfter { get; private set; }

        public long Others { get; private set; }

        public static async Task<Flood> OpenAsync(Uri server, int number, CancellationToken stop)
        {
            var line = await HttpLine.ConnectAsync(server, stop);
            var (_, session) = await line.CallAsync(HttpLine.Post("/v1/visitor-sessions", "",
                JsonSerializer.Serialize(new { merchant = BenchTenants.Merchants[number % BenchTenants.Merchants.Count], locale = Locales.Chinese })), stop);
            var token = JsonDocument.Parse(session).RootElement.GetProperty("token").GetString()!;
            var (_, opened) = await line.CallAsync(HttpLine.Post("/v1/conversations", token, "{}"), stop);
            return new(line, token, JsonDocument.Parse(opened).RootElement.GetProperty("id").GetString()!);
        }

        public void Reset()
        {
            Acks.Clear();
            (Sent, Refused, WithoutRetryAfter, Others) = (0, 0, 0, 0);
        }

        /// <param name="end">Until when.</param>
        /// <param name="perSecond">How many; late ones are made up for.</param>
        /// <param name="stop">Gives up.</param>
        public async Task SendUntilAsync(long end, double perSecond, CancellationToken stop)
        {
            var began = Stopwatch.GetTimestamp();
            for (var sent = 0; Stopwatch.GetTimestamp() < end; sent++)
            {
                var early = (sent / perSecond) - Stopwatch.GetElapsedTime(began).TotalSeconds;
                if (early > 0.001)
                    await Task.Delay(TimeSpan.FromSeconds(early), TimeProvider.System, stop);
                await SendAsync(stop);
            }
        }

        public void Dispose() => _line.Dispose();

        private async Task SendAsync(CancellationToken stop)
        {
            var n = _said++;
            var body = JsonSerializer.Serialize(new { clientKey = FormattableString.Invariant($"f{n}"), body = s_lines[n % s_lines.Length] });
            var began = Stopwatch.GetTimestamp();
            var (status, _) = await _line.CallAsync(HttpLine.Post($"/v1/conversations/{_conversation}/messages", _token, body), stop);
            Sent++;
            if (status == StatusCodes.Status200OK)
                Acks.Add(Stopwatch.GetTimestamp() - began);
            else if (status == StatusCodes.Status429TooManyRequests)
            {
                Refused++;
                WithoutRetryAfter += _line.HadHeader("Retry-After: "u8) ? 0 : 1;
            }
            else
                Others++;
        }
    }
}
