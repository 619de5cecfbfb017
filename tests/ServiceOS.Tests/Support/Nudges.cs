using System.Collections.Concurrent;

namespace ServiceOS.Tests.Support;

/// <summary>An open stream of server-sent events, and all that has come over it.</summary>
internal sealed class Nudges : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpResponseMessage _response;
    private readonly Task _reading;

    private Nudges(HttpResponseMessage response)
    {
        _response = response;
        _reading = ReadAsync();
    }

    /// <summary>Events as <c>kind data</c>, oldest first.</summary>
    public ConcurrentQueue<string> Seen { get; } = [];

    /// <summary>True once the server has ended the stream.</summary>
    public bool HasEnded => _reading.IsCompleted;

    public static async Task<Nudges> ListenAsync(HttpClient client, string path)
    {
        var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new(response);
    }

    /// <summary>Waits until an event has come; the server's clock is moved on, since desks are told four times a second.</summary>
    public Task UntilAsync(TestServer server, Func<string, bool> isIt, string what) => Eventually.TrueAsync(() =>
    {
        server.Time.Advance(TimeSpan.FromMilliseconds(250));
        return Task.FromResult(Seen.Any(isIt));
    }, what);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _response.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            using var lines = new StreamReader(await _response.Content.ReadAsStreamAsync(_stop.Token));
            var kind = "";
            while (await lines.ReadLineAsync(_stop.Token) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    kind = line["event: ".Length..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    Seen.Enqueue($"{kind} {line["data: ".Length..]}");
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // the test is over
        }
    }
}
