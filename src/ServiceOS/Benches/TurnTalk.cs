using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Benches;

/// <summary>
/// One consumer on a connection of its own, who asks, waits for the answer, and asks again. When the bot leaves a
/// conversation to a person, the consumer ends it and opens the next: persons don't answer here.
/// </summary>
/// <param name="server">Where.</param>
/// <param name="merchant">Whose shop: the slug.</param>
/// <param name="questions">What the consumer asks, in turn.</param>
/// <param name="number">The consumer's number; each begins elsewhere in the questions.</param>
/// <param name="talks">Where the talk is found under its conversations' ids.</param>
internal sealed class TurnTalk(
    Uri server, string merchant, List<string> questions, int number, ConcurrentDictionary<string, TurnTalk> talks) : IDisposable
{
    private readonly SemaphoreSlim _answers = new(0);
    private readonly SemaphoreSlim _line = new(1);
    private readonly List<(string Id, List<string> Acknowledged)> _conversations = [];
    private HttpLine _http = null!;
    private string _token = "";
    private string _id = "";
    private int _said;
    private int _unanswered;
    private volatile bool _isLeft;

    /// <summary>Every conversation that was had, and the texts that were acknowledged in it.</summary>
    public IReadOnlyList<(string Id, List<string> Acknowledged)> Conversations => _conversations;

    public bool IsQuiet => Volatile.Read(ref _unanswered) <= 0;

    public async Task ArriveAsync(HttpClient http, CancellationToken stop)
    {
        using var session = await http.PostAsJsonAsync("/v1/visitor-sessions", new { merchant, locale = Locales.Chinese }, stop);
        _token = (await session.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("token").GetString()!;
        _http = await HttpLine.ConnectAsync(server, stop);
        await OpenAsync(stop);
    }

    public void Dispose()
    {
        _http.Dispose();
        _answers.Dispose();
        _line.Dispose();
    }

    /// <summary>The bot's answer is stored.</summary>
    public void Answered(string conversation)
    {
        if (conversation != Volatile.Read(ref _id))
            return;
        Interlocked.Decrement(ref _unanswered);
        _answers.Release();
    }

    /// <summary>The bot left the conversation to a person, and says no more in it.</summary>
    public void LeftToPerson(string conversation)
    {
        if (conversation != Volatile.Read(ref _id))
            return;
        _isLeft = true;
        Volatile.Write(ref _unanswered, 0);
        _answers.Release();
    }

    /// <summary>Asks and waits in turn.</summary>
    /// <returns>Ticks to each acknowledgement and to each answer.</returns>
    public async Task<(List<long> Acks, List<long> Answers)> TalkUntilAsync(long end, CancellationToken stop)
    {
        var (acks, answers) = (new List<long>(), new List<long>());
        while (Stopwatch.GetTimestamp() < end)
        {
            if (_isLeft)
                await OpenNextAsync(stop);
            while (_answers.CurrentCount > 0)
                await _answers.WaitAsync(stop);
            var began = Stopwatch.GetTimestamp();
            await SayAsync(stop);
            acks.Add(Stopwatch.GetTimestamp() - began);
            if (!await _answers.WaitAsync(TimeSpan.FromSeconds(30), stop))
                throw new InvalidOperationException("a message had no answer within 30 s");
            answers.Add(Stopwatch.GetTimestamp() - began);
        }
        return (acks, answers);
    }

    /// <summary>Says the next thing without waiting for its answer, and times the acknowledgement from when it was due.</summary>
    public async Task SayAtAsync(long dueAt, ConcurrentBag<long> times, CancellationToken stop)
    {
        await _line.WaitAsync(stop);
        try
        {
            if (_isLeft)
                await OpenNextAsync(stop);
            await SayAsync(stop);
            times.Add(Stopwatch.GetTimestamp() - dueAt);
        }
        finally
        {
            _line.Release();
        }
    }

    private async Task OpenNextAsync(CancellationToken stop)
    {
        await CallAsync($"/v1/conversations/{_id}/close", "{}", stop);
        await OpenAsync(stop);
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        var opened = await CallAsync("/v1/conversations", "{}", stop);
        var id = JsonDocument.Parse(opened).RootElement.GetProperty("id").GetString()!;
        _conversations.Add((id, []));
        talks[id] = this;
        _isLeft = false;
        Volatile.Write(ref _unanswered, 0);
        Volatile.Write(ref _id, id);
    }

    private async Task SayAsync(CancellationToken stop)
    {
        var n = _said++;
        // the number makes each text its own, so that the check can tell copies from repeats
        var body = string.Create(CultureInfo.InvariantCulture, $"{questions[(number + (n * 7)) % questions.Count]} #{n}");
        Interlocked.Increment(ref _unanswered);
        await CallAsync(
            $"/v1/conversations/{_id}/messages", JsonSerializer.Serialize(new { clientKey = $"k{n}", body }, JsonSerializerOptions.Web), stop);
        _conversations[^1].Acknowledged.Add(body);
    }

    private async Task<ReadOnlyMemory<byte>> CallAsync(string path, string json, CancellationToken stop)
    {
        var (status, body) = await _http.CallAsync(HttpLine.Post(path, _token, json), stop);
        return status is StatusCodes.Status200OK or StatusCodes.Status201Created
            ? body
            : throw new InvalidOperationException($"{path} was answered {status}");
    }
}
