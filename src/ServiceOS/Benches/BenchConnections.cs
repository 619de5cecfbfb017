using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ServiceOS.Benches;

/// <summary>Idle live streams: what each costs the server in memory, and how soon a nudge reaches them all.</summary>
/// <remarks>The server is a process of its own, so that its memory and its descriptors are its own.</remarks>
internal sealed class BenchConnections(int streams, int rounds)
{
    private const int OpenedAtOnceMax = 100;
    private static readonly TimeSpan s_nudgeMax = TimeSpan.FromSeconds(20);

    public async Task<object> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("serviceos-bench-");
        using var server = Start(folder.FullName);
        try
        {
            var errors = server.StandardError.ReadToEndAsync(stop);
            var line = await server.StandardOutput.ReadLineAsync(stop) ?? throw new IOException($"the server did not start: {await errors}");
            var url = new Uri(JsonSerializer.Deserialize<JsonElement>(line).GetProperty("url").GetString()!);
            return await MeasureAsync(server, url, stop);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    private async Task<object> MeasureAsync(Process server, Uri url, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = url };
        var token = (await PostAsync(http, "/v1/visitor-sessions", new { merchant = "healthy-home", locale = "en" }, stop)).GetProperty("token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var id = (await PostAsync(http, "/v1/conversations", new { }, stop)).GetProperty("id").GetString()!;
        await PostAsync(http, $"/v1/conversations/{id}/messages", new { clientKey = "warm", body = "hello" }, stop);
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, stop);   // the bot's models are trained meanwhile

        var before = ResidentKb(server);
        var opening = Stopwatch.StartNew();
        var lines = new List<Line>(streams);
        while (lines.Count < streams)
        {
            var some = Enumerable.Range(lines.Count, Math.Min(OpenedAtOnceMax, streams - lines.Count));
            lines.AddRange(await Task.WhenAll(some.Select(number => Line.OpenAsync(url, id, token, number, stop))));
        }
        var openSeconds = opening.Elapsed.TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, stop);
        var after = ResidentKb(server);

        var refused = lines.Count(line => line.IsRefused);
        var times = new List<long>();
        for (var round = 0; round < rounds; round++)
            times.AddRange(await NudgeAsync(http, id, round, [.. lines.Where(line => !line.IsRefused)], stop));
        foreach (var line in lines)
            line.Dispose();
        return new
        {
            bench = "connections",
            streams = lines.Count - refused,
            refused,
            kb_each = Math.Round((double)(after - before) / Math.Max(1, lines.Count - refused), 1),
            nudge_p50_ms = BenchServer.PercentileMs(times, 0.5),
            nudge_p99_ms = BenchServer.PercentileMs(times, 0.99),
            unreached = (rounds * (lines.Count - refused)) - times.Count,
            open_seconds = Math.Round(openSeconds, 1),
            cores = Environment.ProcessorCount,
            load = BenchServer.Load(),
        };
    }

    /// <summary>One message, and when each stream heard of it.</summary>
    private static async Task<List<long>> NudgeAsync(HttpClient http, string id, int round, List<Line> lines, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(s_nudgeMax);
        foreach (var line in lines)
            line.Drain();
        var began = Stopwatch.GetTimestamp();
        var heard = lines.Select(line => line.HearAsync(began, patience.Token)).ToList();
        await PostAsync(http, $"/v1/conversations/{id}/messages", new { clientKey = $"n{round}", body = "hello" }, stop);
        var times = await Task.WhenAll(heard);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop);
        return [.. times.Where(time => time is not null).Select(time => time!.Value)];
    }

    private static Process Start(string folder) => Process.Start(new ProcessStartInfo("dotnet",
        [Path.Combine(AppContext.BaseDirectory, "serviceos.dll"), "demo", "--data", folder, "--urls", "http://127.0.0.1:0", "--no-traffic", "--json"])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static long ResidentKb(Process server)
    {
        server.Refresh();
        return server.WorkingSet64 / 1024;
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body, CancellationToken stop)
    {
        using var response = await http.PostAsJsonAsync(path, body, stop);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(stop);
    }

    /// <summary>One stream's client: a socket that mostly sleeps.</summary>
    private sealed class Line(Socket socket, bool isRefused) : IDisposable
    {
        private readonly byte[] _buffer = new byte[512];

        public bool IsRefused => isRefused;

        public static async Task<Line> OpenAsync(Uri url, string conversation, string token, int number, CancellationToken stop)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(2 + (number % 8))]), 0));   // one address has too few ports
            await socket.ConnectAsync(IPAddress.Loopback, url.Port, stop);
            await socket.SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"GET /v1/conversations/{conversation}/live HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n")), stop);
            var buffer = new byte[512];
            var read = await socket.ReceiveAsync(buffer, stop);
            return new(socket, !Encoding.ASCII.GetString(buffer, 0, read).StartsWith("HTTP/1.1 200", StringComparison.Ordinal));
        }

        /// <summary>Throws away what came before.</summary>
        public void Drain()
        {
            while (socket.Available > 0)
                socket.Receive(_buffer);
        }

        /// <summary>Ticks until the next message; null when none came.</summary>
        public async Task<long?> HearAsync(long began, CancellationToken stop)
        {
            try
            {
                for (; ; )
                {
                    var read = await socket.ReceiveAsync(_buffer, SocketFlags.None, stop);
                    if (read == 0)
                        return null;
                    if (_buffer.AsSpan(0, read).IndexOf("event: message"u8) >= 0)
                        return Stopwatch.GetTimestamp() - began;
                }
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }

        public void Dispose() => socket.Dispose();
    }
}
