using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace ServiceOS.Faults;

/// <summary>
/// A consumer who talks through whichever node answers: sends each message under its key until it is acknowledged, and follows
/// the conversation over a live stream, resuming elsewhere by its own number.
/// </summary>
internal sealed class Roamer(int number, IReadOnlyList<Uri> nodes, Ledger ledger) : IDisposable
{
    private static readonly string[] s_lines = ["你好", "怎么开发票？", "谢谢"];   // the bot knows them: nothing is left to a person
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(250);   // below the limit of one consumer's messages
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<Uri, HttpClient> _clients = nodes.ToDictionary(node => node, node => new HttpClient(
        new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1) })
    { BaseAddress = node });
    private readonly ConcurrentQueue<(long From, long To)> _gaps = [];
    private readonly List<JsonElement> _seen = [];
    private int _at;
    private int _streamAt;
    private string _token = "";
    private int _next;
    private int _said;
    private bool _isHandedOver;
    private long _answeredUpTo;   // a look need not go through hours of talk

    public string Conversation { get; private set; } = "";

    /// <summary>From the last acknowledgement before a failure to the first after it, as timestamps.</summary>
    public IEnumerable<(long From, long To)> Gaps => _gaps;

    public async Task OpenAsync()
    {
        _token = (await PostAsync("/v1/visitor-sessions", new { merchant = "healthy-home", locale = "zh-CN" }, CancellationToken.None)).GetProperty("token").GetString()!;
        foreach (var client in _clients.Values)
            client.DefaultRequestHeaders.Authorization = new("Bearer", _token);
        Conversation = (await PostAsync("/v1/conversations", new { }, CancellationToken.None)).GetProperty("id").GetString()!;
    }

    /// <summary>Talks until told to stop.</summary>
    public async Task TalkAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await SayAsync(stop);
                await Task.Delay(s_pace, TimeProvider.System, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // done
        }
    }

    /// <summary>Follows the conversation until told to stop; what it is shown goes into the ledger.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowOnceAsync(_clients[nodes[(number + _streamAt) % nodes.Count]], stop);
            }
            catch (Exception e) when (e is HttpRequestException or SocketException or IOException or OperationCanceledException or InvalidOperationException or TimeoutException)
            {
                // the node is gone, or holds still: another
            }
            _streamAt++;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Says one thing, on as many nodes as it takes.</summary>
    public async Task SayAsync(CancellationToken stop)
    {
        var key = FormattableString.Invariant($"r{number}-{_next}");
        var body = s_lines[_next % s_lines.Length];
        _next++;
        var sent = await PostAsync($"/v1/conversations/{Conversation}/messages", new { clientKey = key, body }, stop);
        ledger.Acknowledge(Conversation, key, sent.GetProperty("seq").GetInt64(), body);
        Interlocked.Increment(ref _said);
    }

    /// <summary>Messages of the consumer that have neither an answer nor a person yet, as a node has it.</summary>
    public async Task<int> UnansweredAsync(Uri node)
    {
        var messages = await ReadAllAsync(_clients[node], _answeredUpTo);
        _isHandedOver |= messages.Exists(message => Speaker(message) == "system");
        if (_isHandedOver)
            return 0;   // they are the person's
        var answered = messages.Where(IsAnswer).Select(message => message.GetProperty("inReplyTo").GetInt64()).ToHashSet();
        var open = messages.Where(message => Speaker(message) == "consumer" && !answered.Contains(Seq(message))).Select(Seq).ToList();
        _answeredUpTo = open.Count > 0 ? open.Min() - 1 : messages.Select(Seq).DefaultIfEmpty(_answeredUpTo).Max();
        return open.Count;
    }

    /// <summary>All nodes show the same, without gaps, nothing twice, and nothing else than the follower was shown.</summary>
    public async Task CheckAsync(IReadOnlyList<Uri> living)
    {
        var views = new List<List<JsonElement>>();
        foreach (var node in living)
            views.Add(await ReadAllAsync(_clients[node]));
        var messages = views[0];
        Assert.All(views, view => Assert.Equal(messages.Select(message => message.GetRawText()), view.Select(message => message.GetRawText())));
        Assert.Equal(Enumerable.Range(1, messages.Count), messages.Select(message => (int)Seq(message)));
        var answered = messages.Where(IsAnswer).Select(message => message.GetProperty("inReplyTo").GetInt64()).ToList();
        Assert.Equal(answered.Count, answered.Distinct().Count());
        var followed = _seen.Select(message => (Seq(message), Speaker(message), message.GetProperty("body").GetString())).ToList();
        Assert.Equal(messages.Take(followed.Count).Select(message => (Seq(message), Speaker(message), message.GetProperty("body").GetString())), followed);
        foreach (var message in messages)
            ledger.Saw($"reader {number}", Conversation, Seq(message), Speaker(message), message.GetProperty("body").GetString()!);
    }

    /// <summary>How many messages were acknowledged.</summary>
    public int Said => Volatile.Read(ref _said);

    /// <summary>How many messages the follower has been shown.</summary>
    public int Followed => _seen.Count;

    public async Task<int> CountAsync(Uri node) => (await ReadAllAsync(_clients[node])).Count;

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private async Task FollowOnceAsync(HttpClient node, CancellationToken stop)
    {
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(stop);
        opening.CancelAfter(s_patience);
        using var response = await node.GetAsync(new Uri($"/v1/conversations/{Conversation}/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, opening.Token);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
        // heart-beats come every second (the nodes are set so): a stream that is silent for longer is dead
        while (await reader.ReadLineAsync(stop).AsTask().WaitAsync(TimeSpan.FromSeconds(4), TimeProvider.System, stop) is { } line)
        {
            if (line.StartsWith("event: message", StringComparison.Ordinal))
                await CatchUpAsync(node, stop);
        }
    }

    private async Task CatchUpAsync(HttpClient node, CancellationToken stop)
    {
        for (long? after = _seen.Count; after is not null;)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(s_patience);
            var page = await node.GetFromJsonAsync<JsonElement>($"/v1/conversations/{Conversation}/messages?after={after}", patience.Token);
            _seen.AddRange(page.GetProperty("items").EnumerateArray());
            after = NextOf(page);
        }
    }

    private async Task<JsonElement> PostAsync(string path, object body, CancellationToken stop)
    {
        long? failedAt = null;
        for (; ; )
        {
            stop.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            try
            {
                using var patience = new CancellationTokenSource(s_patience, TimeProvider.System);
                using var response = await _clients[nodes[(number + _at) % nodes.Count]].PostAsJsonAsync(path, body, patience.Token);
                if (response.IsSuccessStatusCode)
                {
                    var answer = await response.Content.ReadFromJsonAsync<JsonElement>(patience.Token);
                    if (failedAt is { } from)
                        _gaps.Enqueue((from, Stopwatch.GetTimestamp()));
                    return answer;
                }
                Assert.True(response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.InsufficientStorage,
                    $"{path} was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(CancellationToken.None)}");
            }
            catch (Exception e) when (e is HttpRequestException or SocketException or IOException or OperationCanceledException)
            {
                // no answer: it may be stored or not; the same key goes out again, to another node
            }
            failedAt ??= began;
            _at++;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task<List<JsonElement>> ReadAllAsync(HttpClient node, long from = 0)
    {
        var all = new List<JsonElement>();
        for (long? after = from; after is not null;)
        {
            var page = await node.GetFromJsonAsync<JsonElement>($"/v1/conversations/{Conversation}/messages?after={after}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            after = NextOf(page);
        }
        return all;
    }

    private static long? NextOf(JsonElement page) =>
        page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.Number ? next.GetInt64() : null;

    private static bool IsAnswer(JsonElement message) =>
        message.TryGetProperty("inReplyTo", out var to) && to.ValueKind == JsonValueKind.Number;

    private static string Speaker(JsonElement message) => message.GetProperty("speaker").GetString()!;

    private static long Seq(JsonElement message) => message.GetProperty("seq").GetInt64();
}
