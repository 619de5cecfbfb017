using System.Globalization;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Benches;

/// <summary>Consumers who come, ask for a person, say what it is about, and wait: over HTTP, as a shop's page does it.</summary>
internal sealed class Arrivals(Uri server, string merchant)
{
    private const int LinesMax = 8;

    private static readonly string[] s_words =
    [
        "快递三天没动了，能帮我看看吗", "收到的血压计屏幕不亮", "我想把尺码换成大一号的", "退款什么时候到账",
        "Where is my parcel? It was due yesterday.", "The thermometer arrived broken, what now?", "Can I still change the address?",
    ];

    private int _came;

    /// <summary>Lets so many come, evenly over a time; none: as fast as they can.</summary>
    /// <returns>The seconds that it took: more than asked for when the machine is too busy.</returns>
    public async Task<double> ComeAsync(int count, TimeSpan over, Action<int> progress, CancellationToken stop)
    {
        var next = -1;
        var done = 0;
        var clock = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, LinesMax).Select(async _ =>
        {
            using var line = await HttpLine.ConnectAsync(server, stop);
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                var early = (over * ((double)i / count)) - TimeProvider.System.GetElapsedTime(clock);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, TimeProvider.System, stop);
                await ComeAsync(line, Interlocked.Increment(ref _came), stop);
                progress(Interlocked.Increment(ref done));
            }
        }));
        return TimeProvider.System.GetElapsedTime(clock).TotalSeconds;
    }

    private async Task ComeAsync(HttpLine line, int number, CancellationToken stop)
    {
        var token = await line.AskAsync("/v1/visitor-sessions", "", new { merchant, locale = Locales.Chinese }, "token", stop);
        var id = await line.AskAsync("/v1/conversations", token, new { }, "id", stop);
        await line.AskAsync($"/v1/conversations/{id}/handoff", token, new { }, "id", stop);
        var body = string.Create(CultureInfo.InvariantCulture, $"{s_words[number % s_words.Length]} #{number}");
        await line.AskAsync($"/v1/conversations/{id}/messages", token, new { clientKey = "k1", body }, "seq", stop);
    }
}
