using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ServiceOS.Faults;

/// <summary>Clients that open a live stream and never read from it: they cost little, and nobody else waits for them.</summary>
public sealed class NeverReadTests
{
    private const int Silent = 1_000;
    private const int Messages = 1_000;
    private const long MemoryMax = 128 * 1024;   // bytes a silent stream with its connection; what the kernel holds is not counted
    private static readonly TimeSpan s_heardMax = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_thousand_streams_that_nobody_reads_hold_up_neither_who_speaks_nor_who_reads()
    {
        var folder = Directory.CreateTempSubdirectory("serviceos-silent-").FullName;
        await using var node = new Node(folder);
        await node.StartAsync();
        using var http = new HttpClient { BaseAddress = node.Url };
        var token = (await PostAsync(http, "/v1/visitor-sessions", new { merchant = "healthy-home", locale = "zh-CN" })).GetProperty("token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var path = $"/v1/conversations/{(await PostAsync(http, "/v1/conversations", new { })).GetProperty("id").GetString()}";
        await PostAsync(http, $"{path}/messages", new { clientKey = "first", body = "你好" });
        var before = MemoryOf(node.Pid);
        var silent = new List<Socket>();
        for (var i = 0; i < Silent; i++)
            silent.Add(await OpenAndForgetAsync(node.Url, $"{path}/live", token));
        await using var reader = await Reader.OpenAsync(http, $"{path}/live");

        var slowest = TimeSpan.Zero;
        for (var i = 0; i < Messages; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await PostAsync(http, $"{path}/messages", new { clientKey = $"m{i}", body = "你好" });
            slowest = Stopwatch.GetElapsedTime(began) is var took && took > slowest ? took : slowest;
        }
        var last = (await PostAsync(http, $"{path}/messages", new { clientKey = "last", body = "谢谢" })).GetProperty("seq").GetInt64();
        var heard = await reader.UntilAsync(last);
        var grown = (MemoryOf(node.Pid) - before) / Silent;

        Assert.True(heard < s_heardMax, $"who reads heard after {heard.TotalSeconds:0.0} s");
        Assert.True(grown < MemoryMax, $"a stream that nobody reads costs {grown / 1024} KB");
        foreach (var socket in silent)
            socket.Dispose();
        FaultReport.Add("1,000 streams that nobody reads", Messages, Messages + 2,
            [FormattableString.Invariant($"{grown / 1024} KB each, slowest acknowledgement {slowest.TotalMilliseconds:0} ms, who reads hears within {heard.TotalMilliseconds:0} ms")]);
        await node.KillAsync();
        await Program.RequireAsync("verify", "--data", folder);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Asks for a stream, leaves room for almost nothing, and reads not even the head of the answer.</summary>
    private static async Task<Socket> OpenAndForgetAsync(Uri server, string path, string token)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1024, NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\n\r\n"));
        return socket;
    }

    /// <summary>What a process holds in memory, in bytes.</summary>
    private static long MemoryOf(int pid) => long.Parse(File.ReadAllText($"/proc/{pid}/statm").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Somebody who does read.</summary>
    private sealed class Reader(HttpResponseMessage response, StreamReader lines) : IAsyncDisposable
    {
        public static async Task<Reader> OpenAsync(HttpClient http, string path)
        {
            var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            return new(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        }

        /// <summary>How long until it is told of a message.</summary>
        public async Task<TimeSpan> UntilAsync(long seq)
        {
            var began = Stopwatch.GetTimestamp();
            while (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonSerializer.Deserialize<JsonElement>(line[6..]) is { ValueKind: JsonValueKind.Object } data
                    && data.TryGetProperty("seq", out var told) && told.ValueKind == JsonValueKind.Number && told.GetInt64() >= seq)
                    return Stopwatch.GetElapsedTime(began);
            }
            throw new InvalidOperationException("the stream ended");
        }

        public ValueTask DisposeAsync()
        {
            lines.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
