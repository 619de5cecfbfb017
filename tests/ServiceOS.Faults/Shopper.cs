using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ServiceOS.Faults.PowerLoss;

namespace ServiceOS.Faults;

/// <summary>A consumer who keeps a ledger: every message has a key, is sent until it is acknowledged, and is then written down.</summary>
internal sealed class Shopper(int number)
{
    private static readonly string[] s_lines = ["可以开发票吗", "多久发货", "怎么退货", "你好", "体温计怎么用", "有优惠券吗"];
    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(20);
    private readonly List<(string Key, long Seq)> _acknowledged = [];
    private readonly List<Acknowledged> _ledger = [];
    private string _token = "";
    private string _conversation = "";
    private int _next;
    private long _acknowledgedLastAt;
    private string? _pending;

    public int Acknowledged => _acknowledged.Count;

    /// <summary>When a message was last acknowledged, by <see cref="Stopwatch.GetTimestamp"/>; 0: none was.</summary>
    public long AcknowledgedLastAt => Volatile.Read(ref _acknowledgedLastAt);

    /// <summary>What was acknowledged, and when it was known here.</summary>
    public IReadOnlyList<Acknowledged> Ledger => _ledger;

    public async Task OpenAsync(Uri server)
    {
        using var http = Client(server);
        _token = (await PostAsync(http, "/v1/visitor-sessions", new { merchant = "healthy-home", locale = "zh-CN" })).GetProperty("token").GetString()!;
        using var signedIn = Client(server);
        _conversation = (await PostAsync(signedIn, "/v1/conversations", new { })).GetProperty("id").GetString()!;
    }

    /// <summary>A short visit from beginning to end: three messages, their answers, and good-bye.</summary>
    public async Task VisitAsync(Uri server)
    {
        await OpenAsync(server);
        using var http = Client(server);
        foreach (var line in s_lines[..3])
        {
            await PostAsync(http, $"/v1/conversations/{_conversation}/messages", new { clientKey = line, body = line });
            while (Unanswered(await ReadAllAsync(http)) > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
        await PostAsync(http, $"/v1/conversations/{_conversation}/close", new { });
    }

    /// <summary>Talks until the server is gone or <paramref name="stop"/> says so, a message every 20 ms and more.</summary>
    public async Task TalkAsync(Uri server, CancellationToken stop)
    {
        using var http = Client(server);
        while (!stop.IsCancellationRequested)
        {
            _pending ??= FormattableString.Invariant($"s{number}-{_next++}");
            try
            {
                var sent = await PostAsync(http, $"/v1/conversations/{_conversation}/messages",
                    new { clientKey = _pending, body = s_lines[_next % s_lines.Length] }, stop);
                _acknowledged.Add((_pending, sent.GetProperty("seq").GetInt64()));
                // on Linux a tick of this clock is a nanosecond of CLOCK_MONOTONIC, which the disk's trace tells too
                _ledger.Add(new(_conversation, _pending, sent.GetProperty("seq").GetInt64(), Stopwatch.GetTimestamp()));
                Volatile.Write(ref _acknowledgedLastAt, Stopwatch.GetTimestamp());
                _pending = null;
                await Task.Delay(s_breath, TimeProvider.System, stop);
            }
            catch (Exception e) when (e is HttpRequestException or SocketException or IOException or OperationCanceledException)
            {
                // no answer: it may be stored or not; the same key goes out again. A socket's own error gets through HttpClient
                // when the server dies between its connect and its first byte
                return;
            }
        }
    }

    /// <summary>Compares the ledger with what the server has; waits for the answers that are still to come.</summary>
    public async Task CheckAsync(Uri server)
    {
        using var http = Client(server);
        List<JsonElement> messages = [];
        for (var i = 0; i < 300; i++)
        {
            messages = await ReadAllAsync(http);
            if (Unanswered(messages) == 0)
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        Assert.Equal(Enumerable.Range(1, messages.Count), messages.Select(message => (int)message.GetProperty("seq").GetInt64()));
        var own = messages.Where(message => message.GetProperty("speaker").GetString() == "consumer")
            .Select(message => (Key: message.GetProperty("clientKey").GetString()!, Seq: message.GetProperty("seq").GetInt64())).ToHashSet();
        Assert.Equal(own.Count, own.Select(message => message.Key).Distinct(StringComparer.Ordinal).Count());   // none doubled
        Assert.Empty(_acknowledged.Except(own));                                                                  // none lost
        var answered = messages.Where(IsAnswer).Select(message => message.GetProperty("inReplyTo").GetInt64()).ToList();
        Assert.Equal(answered.Count, answered.Distinct().Count());                                                // none answered twice
        Assert.Equal(0, Unanswered(messages));
    }

    /// <summary>Messages with neither an answer nor a person: after a hand-over they are the person's.</summary>
    private static int Unanswered(List<JsonElement> messages)
    {
        var handedOver = messages.Where(message => message.GetProperty("speaker").GetString() == "system")
            .Select(message => message.GetProperty("seq").GetInt64()).DefaultIfEmpty(long.MaxValue).Min();
        var answered = messages.Where(IsAnswer).Select(message => message.GetProperty("inReplyTo").GetInt64()).ToHashSet();
        return handedOver != long.MaxValue ? 0 : messages.Count(message =>
            message.GetProperty("speaker").GetString() == "consumer" && !answered.Contains(message.GetProperty("seq").GetInt64()));
    }

    private static bool IsAnswer(JsonElement message) =>
        message.TryGetProperty("inReplyTo", out var to) && to.ValueKind == JsonValueKind.Number;

    private async Task<List<JsonElement>> ReadAllAsync(HttpClient http)
    {
        var all = new List<JsonElement>();
        for (long? after = 0; after is not null;)
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/v1/conversations/{_conversation}/messages?after={after}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.Number ? next.GetInt64() : null;
        }
        return all;
    }

    private HttpClient Client(Uri server)
    {
        var http = new HttpClient { BaseAddress = server };
        if (_token.Length > 0)
            http.DefaultRequestHeaders.Authorization = new("Bearer", _token);
        return http;
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body, CancellationToken stop = default)
    {
        for (; ; )
        {
            using var response = await http.PostAsJsonAsync(path, body, stop);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, stop);
                continue;
            }
            Assert.True(response.IsSuccessStatusCode, $"{path} was answered {response.StatusCode}");
            return await response.Content.ReadFromJsonAsync<JsonElement>(stop);
        }
    }
}
