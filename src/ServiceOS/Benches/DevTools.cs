using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceOS.Benches;

/// <summary>A headless Chromium of one's own with one page, driven over its debugging socket.</summary>
/// <remarks>The protocol: https://chromedevtools.github.io/devtools-protocol/</remarks>
internal sealed class DevTools : IAsyncDisposable
{
    private const int AnswerBytesMax = 64 * 1024 * 1024;
    private const string Listening = "DevTools listening on ";
    private static readonly string[] s_names = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome"];
    private static readonly TimeSpan s_startMax = TimeSpan.FromSeconds(30);

    private readonly Process _browser;
    private readonly DirectoryInfo _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _asked = new();
    private readonly CancellationTokenSource _closing = new();
    private Task _draining = Task.CompletedTask;
    private Task _reading = Task.CompletedTask;
    private string? _session;
    private int _last;

    private DevTools(Process browser, DirectoryInfo profile)
    {
        _browser = browser;
        _profile = profile;
    }

    /// <summary>Where a Chromium is on the PATH; null when there is none.</summary>
    public static string? Find() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from name in s_names
         select Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static async Task<DevTools> StartAsync(string program, int width, int height, CancellationToken stop)
    {
        var profile = Directory.CreateTempSubdirectory("serviceos-chromium-");
        // root has no sandbox on Linux, and what is opened here is our own page alone
        var browser = Process.Start(new ProcessStartInfo(program,
        [
            "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", $"--window-size={width},{height}",
            "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--disable-extensions", "about:blank",
        ])
        { UseShellExecute = false, RedirectStandardError = true })!;
        var tools = new DevTools(browser, profile);
        try
        {
            await tools.AttachAsync(stop);
            return tools;
        }
        catch
        {
            await tools.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls a method of the page's.</summary>
    /// <exception cref="IOException">The browser refused, or has gone.</exception>
    public async Task<JsonNode?> CallAsync(string method, object? arguments, CancellationToken stop)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var text = JsonSerializer.SerializeToUtf8Bytes(_session is null
            ? new { id, method, @params = arguments ?? new { } }
            : (object)new { id, method, @params = arguments ?? new { }, sessionId = _session });
        await _sending.WaitAsync(stop);
        try
        {
            await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, stop);
        }
        finally
        {
            _sending.Release();
        }
        return await answer.Task.WaitAsync(stop);
    }

    /// <summary>What an expression or a promise of one comes to in the page, as JSON.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression, CancellationToken stop)
    {
        var answer = await CallAsync("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true, userGesture = true }, stop);
        return answer?["exceptionDetails"] is { } wrong
            ? throw new IOException($"the page failed: {wrong["exception"]?["description"] ?? wrong["text"]}")
            : answer?["result"]?["value"];
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Abort();
        if (!_browser.HasExited)
            _browser.Kill(entireProcessTree: true);
        await _browser.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAll(_reading, _draining);
        _socket.Dispose();
        _browser.Dispose();
        _closing.Dispose();
        _sending.Dispose();
        _profile.Delete(recursive: true);
    }

    private async Task AttachAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(s_startMax);
        string? line;
        do
            line = await _browser.StandardError.ReadLineAsync(patience.Token) ?? throw new IOException("the browser did not start");
        while (!line.StartsWith(Listening, StringComparison.Ordinal));
        _draining = _browser.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);   // its complaints must not fill the pipe

        await _socket.ConnectAsync(new Uri(line[Listening.Length..]), stop);
        _reading = ReadAsync();
        var targets = (await CallAsync("Target.getTargets", null, stop))!["targetInfos"]!.AsArray();
        var page = targets.First(target => (string?)target!["type"] == "page")!["targetId"]!.GetValue<string>();
        _session = (await CallAsync("Target.attachToTarget", new { targetId = page, flatten = true }, stop))!["sessionId"]!.GetValue<string>();
    }

    private async Task ReadAsync()
    {
        var message = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                var read = await _socket.ReceiveAsync(message.GetMemory(64 * 1024), _closing.Token);
                message.Advance(read.Count);
                if (message.WrittenCount > AnswerBytesMax || read.MessageType == WebSocketMessageType.Close)
                    throw new IOException("the browser has gone");
                if (!read.EndOfMessage)
                    continue;
                Hear(JsonNode.Parse(message.WrittenSpan)!);
                message.ResetWrittenCount();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException)
        {
            foreach (var answer in _asked.Values)
                answer.TrySetException(new IOException("the browser has gone"));
        }
    }

    private void Hear(JsonNode message)
    {
        if (message["id"] is not { } id || !_asked.TryRemove(id.GetValue<int>(), out var answer))
            return;   // an event
        if (message["error"] is { } error)
            answer.TrySetException(new IOException($"the browser refused: {error["message"]}"));
        else
            answer.TrySetResult(message["result"]);
    }
}
