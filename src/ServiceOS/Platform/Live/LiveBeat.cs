namespace ServiceOS.Platform.Live;

/// <summary>Every 15 s, a comment on every open stream.</summary>
internal sealed class LiveBeat(LiveFeed live, LiveSettings settings, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.BeatSeconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            live.Beat();
    }
}
