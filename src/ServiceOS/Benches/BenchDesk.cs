using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace ServiceOS.Benches;

/// <summary>
/// The agent's desk in a real Chromium with many conversations waiting, while many more arrive and the agent types a reply:
/// how long the page is ever busy, how soon a key shows, how big the page gets, how often it sounds.
/// </summary>
internal sealed class BenchDesk(BenchDesk.Plan plan)
{
    private const string Merchant = "healthy-home";
    private const string Agent = "mei";
    private const int LongTaskMs = 200;
    private const int KeyMs = 125;
    private const int KeysBeforePause = 40;
    private const string Sentence = "Thank you for waiting, I have found your parcel and it will be with you tomorrow. ";
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);   // drafts are saved while one thinks
    private static readonly TimeSpan s_shownMax = TimeSpan.FromSeconds(60);

    /// <summary>Runs before the page's own scripts; all times in ms.</summary>
    private const string Probe = """
        (() => {
          const probe = globalThis.__bench = { tasks: [], keys: [], nodes: 0 };
          new PerformanceObserver((list) => {
            for (const task of list.getEntries()) probe.tasks.push([Math.round(task.startTime), Math.round(task.duration)]);
          }).observe({ type: "longtask", buffered: true });
          addEventListener("keydown", (event) => requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel(); // its turn comes when the frame is painted
            port1.onmessage = () => probe.keys.push(performance.now() - event.timeStamp);
            port2.postMessage(0);
          }), true);
          setInterval(() => (probe.nodes = Math.max(probe.nodes, document.getElementsByTagName("*").length)), 250);
        })()
        """;

    private const string ListLength = "Number(document.querySelector('[role=listitem]')?.getAttribute('aria-setsize') ?? 0)";

    /// <param name="Browser">The Chromium to open.</param>
    /// <param name="Rows">Waiting before the desk is opened.</param>
    /// <param name="NewRows">Arriving while the agent types.</param>
    /// <param name="Profile">Where a CPU profile of the page is left; null: none is taken.</param>
    public sealed record Plan(string Browser, int Rows, int NewRows, int Seconds, string? Profile);

    public async Task<object> RunAsync(Action<int> progress, CancellationToken stop)
    {
        await using var server = await BenchServer.StartAsync(postgres: null, listener: null, stop);
        var arrivals = new Arrivals(server.Url, Merchant);
        await arrivals.ComeAsync(plan.Rows + 1, TimeSpan.Zero, progress, stop);

        await using var page = await DevTools.StartAsync(plan.Browser, 1366, 768, stop);
        var open = await SignInAsync(server, page, stop);
        await OpenDeskAsync(server, page, open, stop);
        var rows = await ShownAsync(page, plan.Rows - 10, stop);   // some are the agent's own at once
        var firstLoad = await FirstLoadAsync(server, page, stop);

        await page.EvaluateAsync("document.querySelector('.composer textarea').focus()", stop);
        if (plan.Profile is not null)
            await page.CallAsync("Profiler.start", null, stop);
        var before = await ReadAsync(page, stop);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var typing = TypeAsync(page, over.Token);
        var seconds = await arrivals.ComeAsync(plan.NewRows, TimeSpan.FromSeconds(plan.Seconds), done => progress(plan.Rows + done), stop);
        await over.CancelAsync();
        await typing;
        var shown = await ShownAsync(page, rows + plan.NewRows - 10, stop);
        var after = await ReadAsync(page, stop);
        if (plan.Profile is not null)
            await File.WriteAllTextAsync(plan.Profile, (await page.CallAsync("Profiler.stop", null, stop))!["profile"]!.ToJsonString(), stop);

        var keys = after.Keys.Skip(before.Keys.Count).Order().ToList();
        return new
        {
            bench = "desk",
            rows,
            new_rows = shown - rows,
            longest_task_ms = after.Tasks.DefaultIfEmpty().Max(),
            tasks_over_200_ms = after.Tasks.Count(ms => ms > LongTaskMs),
            dom_nodes_max = after.Nodes,
            key_to_paint_p50_ms = Quantile(keys, 0.5),
            key_to_paint_p99_ms = Quantile(keys, 0.99),
            sounds = after.Sounds - before.Sounds,
            first_load_kb_gzip = firstLoad,
            keys = keys.Count,
            opening_longest_task_ms = before.Tasks.DefaultIfEmpty().Max(),
            arriving_longest_task_ms = after.Tasks.Skip(before.Tasks.Count).DefaultIfEmpty().Max(),
            seconds = Math.Round(seconds, 1),
            cores = Environment.ProcessorCount,
            load = BenchServer.Load(),
        };
    }

    /// <summary>Signs the agent in, and lets them take a conversation.</summary>
    /// <returns>The conversation's id.</returns>
    private static async Task<string> SignInAsync(BenchServer server, DevTools page, CancellationToken stop)
    {
        await page.CallAsync("Page.enable", null, stop);
        await page.CallAsync("Profiler.enable", null, stop);
        await page.CallAsync("Emulation.setFocusEmulationEnabled", new { enabled = true }, stop);
        await page.CallAsync("Page.navigate", new { url = new Uri(server.Url, "/desk/icon.svg") }, stop);
        await Task.Delay(s_pause, TimeProvider.System, stop);
        var credentials = JsonSerializer.Serialize(new { name = Agent, password = server.World.Users.First(user => user.Name == Agent).Password });
        var taken = await page.EvaluateAsync($$"""
            (async () => {
              const call = async (method, path, body) => {
                const response = await fetch(path, { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } });
                if (!response.ok) throw new Error(`${path} was answered ${response.status}`);
                return response;
              };
              await call("POST", "/v1/staff-sessions", {{credentials}});
              await call("PUT", "/v1/desk/presence", { state: "online" });
              return (await (await call("POST", "/v1/desk/take-next", {})).json()).id;
            })()
            """, stop);
        return taken!.GetValue<string>();
    }

    private static async Task OpenDeskAsync(BenchServer server, DevTools page, string conversation, CancellationToken stop)
    {
        await page.CallAsync("Page.addScriptToEvaluateOnNewDocument", new { source = Probe }, stop);
        await page.CallAsync("Page.navigate", new { url = new Uri(server.Url, $"/desk/conversations/{conversation}?view=queue") }, stop);
    }

    /// <summary>Waits until the list has so many rows, and comes to rest.</summary>
    private static async Task<int> ShownAsync(DevTools page, int atLeast, CancellationToken stop)
    {
        var clock = TimeProvider.System.GetTimestamp();
        var (count, still) = (0, 0);
        while (still < 4)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, stop);
            var now = (await page.EvaluateAsync(ListLength, stop))!.GetValue<int>();
            still = now == count && now >= atLeast ? still + 1 : 0;
            count = now;
            if (TimeProvider.System.GetElapsedTime(clock) > s_shownMax)
                throw new IOException(string.Create(CultureInfo.InvariantCulture, $"the desk shows {count} conversations where {atLeast} are expected"));
        }
        return count;
    }

    /// <summary>All files that the page has loaded so far, each compressed as a server would.</summary>
    private static async Task<double> FirstLoadAsync(BenchServer server, DevTools page, CancellationToken stop)
    {
        var files = await page.EvaluateAsync(
            "[location.origin + '/desk/', ...performance.getEntriesByType('resource').map((each) => each.name)]", stop);
        using var http = new HttpClient();
        var sum = 0L;
        foreach (var file in files!.AsArray().Select(file => new Uri(file!.GetValue<string>())).Distinct())
        {
            if (!file.AbsolutePath.StartsWith("/desk/", StringComparison.Ordinal) || file.Authority != server.Url.Authority)
                continue;
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
                await gzip.WriteAsync(await http.GetByteArrayAsync(file, stop), stop);
            sum += packed.Length;
        }
        return Math.Round(sum / 1000.0, 1);
    }

    /// <summary>Types at eight keys a second, with pauses, whether the page keeps up or not.</summary>
    private static async Task TypeAsync(DevTools page, CancellationToken stop)
    {
        var sent = new List<Task>();
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(KeyMs), TimeProvider.System);
            for (var i = 0; await timer.WaitForNextTickAsync(stop); i++)
            {
                var text = Sentence[i % Sentence.Length].ToString();
                sent.Add(page.CallAsync("Input.dispatchKeyEvent", new { type = "keyDown", text, key = text }, CancellationToken.None));
                sent.Add(page.CallAsync("Input.dispatchKeyEvent", new { type = "keyUp", key = text }, CancellationToken.None));
                if (i % KeysBeforePause == KeysBeforePause - 1)
                    await Task.Delay(s_pause, TimeProvider.System, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // enough was typed
        }
        await Task.WhenAll(sent);
    }

    private static async Task<Reading> ReadAsync(DevTools page, CancellationToken stop)
    {
        var read = await page.EvaluateAsync("({ ...__bench, sounds: globalThis.__serviceosSounds ?? 0 })", stop);
        return new(
            [.. read!["tasks"]!.AsArray().Select(task => task![1]!.GetValue<double>())],
            [.. read["keys"]!.AsArray().Select(key => key!.GetValue<double>())],
            read["nodes"]!.GetValue<int>(), read["sounds"]!.GetValue<int>());
    }

    private static double Quantile(List<double> sorted, double share) => sorted.Count == 0
        ? 0
        : Math.Round(sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(share * sorted.Count) - 1)], 1);

    private sealed record Reading(List<double> Tasks, List<double> Keys, int Nodes, int Sounds);
}
