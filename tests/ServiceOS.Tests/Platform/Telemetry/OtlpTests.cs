using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Telemetry;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform.Telemetry;

/// <summary>What is sent over OTLP arrives at a collector.</summary>
public sealed class OtlpTests
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task Spans_metrics_and_logs_arrive_at_the_collector_that_the_standard_variables_name()
    {
        await using var collector = await Collector.StartAsync();
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using (var app = ServiceOS.App.Build(SettingsFor(database, collector.Url)))
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");
            await client.GetJsonAsync("/v1/widget/lantern");
            app.Logger.FlickerOnce();
            await app.StopAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains(collector.TextsOf("/v1/traces"), text => text.StartsWith("GET /v1/widget/{", StringComparison.Ordinal));
        Assert.Contains("http.response.status_code", collector.TextsOf("/v1/traces"));
        Assert.Contains(collector.BytesOf("/v1/traces"), bytes => Convert.ToHexStringLower(bytes) == TraceId);
        Assert.Contains("lantern-desk", collector.TextsOf("/v1/traces"));
        Assert.Contains("serviceos.live.streams", collector.TextsOf("/v1/metrics"));
        Assert.Contains("http.server.request.duration", collector.TextsOf("/v1/metrics"));
        Assert.Contains("The lamp flickers", collector.TextsOf("/v1/logs"));
    }

    [Fact]
    public void Nothing_is_sent_unless_the_variables_say_where() =>
        Assert.False(new TelemetrySettings { Variables = new Dictionary<string, string?>() }.IsExported);

    private static AppSettings SettingsFor(TestDatabase database, string collector) => new()
    {
        Engine = database.Engine,
        Connection = database.Connection,
        DataFolder = database.Folder,
        Urls = "http://127.0.0.1:0",
        Telemetry = new()
        {
            Variables = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector,
                ["OTEL_SERVICE_NAME"] = "lantern-desk",
            },
        },
    };

    /// <summary>Takes in OTLP over HTTP and takes the protocol buffers apart as far as these tests look.</summary>
    private sealed class Collector(WebApplication app) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, byte[] Body)> _taken = [];

        public string Url => app.Urls.Single();

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var collector = new Collector(builder.Build());
            await collector.RunAsync();
            return collector;
        }

        public IReadOnlyList<byte[]> BytesOf(string path) => [.. _taken.Where(taken => taken.Path == path).SelectMany(taken => Fields(taken.Body))];

        public IReadOnlyList<string> TextsOf(string path) => [.. BytesOf(path).Select(Encoding.UTF8.GetString)];

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private Task RunAsync()
        {
            app.Run(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                _taken.Enqueue((context.Request.Path.Value!, body.ToArray()));
                context.Response.ContentType = "application/x-protobuf";
            });
            return app.StartAsync();
        }

        /// <summary>All length-delimited fields of a message, and those within them where they are messages themselves.</summary>
        private static IEnumerable<byte[]> Fields(byte[] message)
        {
            if (TryRead(message) is not { } fields)
                yield break;
            foreach (var field in fields)
            {
                yield return field;
                foreach (var inner in Fields(field))
                    yield return inner;
            }
        }

        /// <summary>https://protobuf.dev/programming-guides/encoding/; null when the bytes are no message.</summary>
        private static List<byte[]>? TryRead(byte[] message)
        {
            var fields = new List<byte[]>();
            var at = 0;
            while (at < message.Length)
            {
                if (!TryReadNumber(message, ref at, out var tag) || tag >> 3 == 0)
                    return null;
                var length = 0UL;
                switch (tag & 7)
                {
                    case 0 when TryReadNumber(message, ref at, out _): break;
                    case 1: at += sizeof(ulong); break;
                    case 5: at += sizeof(uint); break;
                    case 2 when TryReadNumber(message, ref at, out length) && length <= (ulong)(message.Length - at):
                        fields.Add(message[at..(at + (int)length)]);
                        at += (int)length;
                        break;
                    default: return null;
                }
            }
            return at == message.Length ? fields : null;
        }

        private static bool TryReadNumber(byte[] message, ref int at, out ulong number)
        {
            number = 0;
            for (var shift = 0; shift < 64 && at < message.Length; shift += 7)
            {
                var part = message[at++];
                number |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80)
                    return true;
            }
            return false;
        }
    }
}

internal static partial class LampLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The lamp flickers")]
    public static partial void FlickerOnce(this ILogger log);
}
