using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ServiceOS.Cli.Checkups;

/// <summary>Looks at a running server from outside, through whatever stands in between.</summary>
internal sealed class ServerChecks(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan s_answerMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_skewMax = TimeSpan.FromSeconds(5);

    /// <summary>Events come half a second apart; held back ones come together.</summary>
    private static readonly TimeSpan s_apartMin = TimeSpan.FromMilliseconds(200);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        var live = await LiveAsync(stop);
        return live[0].State == FindingState.Bad ? live : [.. live, await ReadyAsync(stop), await StreamAsync(stop)];
    }

    private async Task<IReadOnlyList<Finding>> LiveAsync(CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync("/health/live", stop).WaitAsync(s_answerMax, time, stop);
            if (answer.StatusCode != HttpStatusCode.OK || !answer.Headers.Contains("X-Trace-Id"))
                return [Finding.Bad("server", $"{http.BaseAddress} answers {(int)answer.StatusCode}, but not as a ServiceOS",
                    "does the proxy pass every path to the server?")];
            return [Finding.Good("server", $"{http.BaseAddress} lives"), .. Clock(answer)];
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException)
        {
            return [Finding.Bad("server", $"{http.BaseAddress} can't be reached: {e.Message}", "does it run, and is the address right?")];
        }
    }

    private IEnumerable<Finding> Clock(HttpResponseMessage answer)
    {
        if (answer.Headers.Date is { } date && (date - time.GetUtcNow()).Duration() > s_skewMax)
            yield return Finding.Warn("clock", string.Create(CultureInfo.InvariantCulture, $"the server's differs by {(date - time.GetUtcNow()).Duration().TotalSeconds:0} s"),
                "let it follow a time server: sign-ins and deadlines are by it");
    }

    private async Task<Finding> ReadyAsync(CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", stop).WaitAsync(s_answerMax, time, stop);
            if (answer.StatusCode == HttpStatusCode.OK)
                return Finding.Good("ready", "it can serve");
            var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(stop));
            return Finding.Bad("ready", problem.GetProperty("detail").GetString() ?? "", "see the server's log");
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or JsonException or KeyNotFoundException)
        {
            return Finding.Bad("ready", $"no answer that can be read: {e.Message}", "see the server's log, and the proxy's");
        }
    }

    /// <summary>Opens a stream and looks when its events come: a proxy that collects them makes every chat late.</summary>
    private async Task<Finding> StreamAsync(CancellationToken stop)
    {
        try
        {
            var (first, apart) = await TimeAsync(stop).WaitAsync(s_answerMax, time, stop);
            return apart >= s_apartMin
                ? Finding.Good("streams", string.Create(CultureInfo.InvariantCulture, $"events come through at once ({first.TotalMilliseconds:0} ms)"))
                : Finding.Bad("streams", "events are held back on their way and come together",
                    "switch buffering off for text/event-stream in the proxy (nginx: proxy_buffering off; proxy_http_version 1.1), and compression too");
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or IOException)
        {
            return Finding.Bad("streams", $"no events came: {e.Message}", "let the proxy pass text/event-stream, and wait at least 60 s for it");
        }
    }

    /// <returns>When the first event came, and how long after it the last.</returns>
    private async Task<(TimeSpan First, TimeSpan Apart)> TimeAsync(CancellationToken stop)
    {
        var asked = time.GetTimestamp();
        using var answer = await http.GetAsync("/health/stream", HttpCompletionOption.ResponseHeadersRead, stop);
        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
        TimeSpan? first = null;
        var last = TimeSpan.Zero;
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal))
                continue;
            last = time.GetElapsedTime(asked);
            first ??= last;
        }
        return first is { } came ? (came, last - came) : throw new IOException("the stream ended before its first event");
    }
}
