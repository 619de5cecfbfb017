using ServiceOS.Platform.Web;

namespace ServiceOS.Platform.Live;

/// <summary>Every 15 s, a comment on every open stream whose reader still may be there; and when the node leaves, the end of every stream.</summary>
internal sealed class LiveBeat(LiveFeed live, LiveSettings settings, TimeProvider time, Drain drain)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // before the web server waits for its requests to end: streams end only when they are told
        using var ending = drain.Begun.Register(live.End);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.BeatSeconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            live.Beat();
    }
}
