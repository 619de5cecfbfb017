using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace ServiceOS.Faults;

/// <summary>A consumer who never sends anything again: what is refused or breaks off has failed. Reads along by a live stream.</summary>
internal sealed class RollingShopper(Uri front) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);   // 40 in 10 s; 60 are allowed
    private static readonly TimeSpan s_reopen = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_catchUpMax = TimeSpan.FromSeconds(20);
    private static readonly string[] s_lines = ["可以开发票吗", "多久发货", "怎么退货", "你好", "体温计怎么用", "有优惠券吗"];

    private readonly HttpClient _http = new() { BaseAddress = front };
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly List<(string Key, long Seq)> _acknowledged = [];
    private readonly List<(string? Key, long Seq)> _read = [];
    private string _path = "";
    private long _cursor;

    public IReadOnlyCollection<string> Failures => _failures;

    public int Acknowledged => _acknowledged.Count;

    /// <summary>Requests that were answered, and streams that were opened.</summary>
    public int Requests { get; private set; }

    public int Streams { get; private set; }

    public async Task OpenAsync()
    {
        var session = await SendAsync(HttpMethod.Post, "/v1/visitor-sessions", new { merchant = "healthy-home", locale = "zh-CN" });
        _http.DefaultRequestHeaders.Authorization = new("Bearer", session!.Value.GetProperty("token").GetString());
        var conversation = await SendAsync(HttpMethod.Post, "/v1/conversations", new { });
        _path = $"/v1/conversations/{conversation!.Value.GetProperty("id").GetString()}";
    }

    /// <summary>Says something new four times a second.</summary>
    public async Task TalkAsync(CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var key = FormattableString.Invariant($"k{i}");
            // never cut short: a request has an answer, or has failed
            if (await SendAsync(HttpMethod.Post, $"{_path}/messages", new { clientKey = key, body = s_lines[i % s_lines.Length] }) is { } sent)
                _acknowledged.Add((key, sent.GetProperty("seq").GetInt64()));
            if (i % 4 == 0)
                await SendAsync(HttpMethod.Post, $"{_path}/typing", body: null);
            await WaitAsync(s_pause, stop);
        }
    }

    /// <summary>Listens, and reads on from where it was whenever it is told to or had to open the stream again.</summary>
    public async Task ListenAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is HttpRequestException or SocketException or IOException)
            {
                _failures.Enqueue($"stream: {e.Message}");
            }
            await WaitAsync(s_reopen, stop);
        }
    }

    /// <summary>Compares what the server has with what was acknowledged and with what was read along.</summary>
    public async Task CheckAsync()
    {
        var all = new List<(string? Key, long Seq)>();
        await ReadOnAsync(0, all);
        Assert.Equal(Enumerable.Range(1, all.Count), all.Select(message => (int)message.Seq));
        var own = all.Where(message => message.Key is not null).ToList();
        Assert.Equal(own.Count, own.Select(message => message.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.All(_acknowledged, acknowledged => Assert.Contains(acknowledged, own));
        Assert.Equal(all.Take(_read.Count), _read);
        Assert.True(_read.Count > 0 && _read[^1].Seq >= _acknowledged[^1].Seq, "the stream missed the last messages");
    }

    /// <summary>Waits until the stream has brought everything that was acknowledged.</summary>
    public async Task UntilReadAsync()
    {
        for (var waited = TimeSpan.Zero; waited < s_catchUpMax && Volatile.Read(ref _cursor) < _acknowledged[^1].Seq; waited += s_reopen)
            await Task.Delay(s_reopen, TimeProvider.System);
    }

    public void Dispose() => _http.Dispose();

    private async Task ListenOnceAsync(CancellationToken stop)
    {
        using var answer = await _http.GetAsync($"{_path}/live", HttpCompletionOption.ResponseHeadersRead, stop);
        if (!answer.IsSuccessStatusCode)
        {
            _failures.Enqueue($"stream: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}");
            return;
        }
        Streams++;
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
        while (await reader.ReadLineAsync(stop) is { } line)   // its first event comes at once
        {
            if (line == "event: message")
                Volatile.Write(ref _cursor, await ReadOnAsync(_cursor, _read));
        }
    }

    private async Task<long> ReadOnAsync(long cursor, List<(string? Key, long Seq)> into)
    {
        for (; ; )
        {
            if (await SendAsync(HttpMethod.Get, FormattableString.Invariant($"{_path}/messages?after={cursor}"), body: null) is not { } page)
                return cursor;
            foreach (var message in page.GetProperty("items").EnumerateArray())
            {
                cursor = message.GetProperty("seq").GetInt64();
                into.Add((message.TryGetProperty("clientKey", out var key) && message.GetProperty("speaker").GetString() == "consumer"
                    ? key.GetString() : null, cursor));
            }
            if (!page.TryGetProperty("next", out var next) || next.ValueKind != JsonValueKind.Number)
                return cursor;
        }
    }

    /// <returns>The answer; null when it has none, or the request failed.</returns>
    private async Task<JsonElement?> SendAsync(HttpMethod method, string path, object? body)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Requests++;
            if (answer.IsSuccessStatusCode)
                return text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : null;
            _failures.Enqueue($"{method} {path}: {(int)answer.StatusCode} {text}");
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or OperationCanceledException)
        {
            _failures.Enqueue($"{method} {path}: {e.Message} {e.InnerException?.Message}");
        }
        return null;
    }

    private static Task WaitAsync(TimeSpan time, CancellationToken stop) =>
        Task.Delay(time, TimeProvider.System, stop).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
