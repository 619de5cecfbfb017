using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;

namespace ServiceOS.Staff;

/// <summary>Every 10 s, puts agents offline who have been silent for 60 s. Safe to run on every node.</summary>
internal sealed partial class PresenceWorker(Database database, FactLog facts, TimeProvider time, ILogger<PresenceWorker> log)
    : BackgroundService
{
    private const int BatchMax = 500;
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_roundMax = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await RunOnceAsync(stoppingToken) == BatchMax) { }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(e);   // the next tick tries again; nothing was half done
            }
        }
    }

    /// <summary>Puts one batch offline.</summary>
    /// <returns>How many it was, 0 to 500.</returns>
    /// <exception cref="TimeoutException">The round took too long to be right: nothing was changed.</exception>
    public Task<int> RunOnceAsync(CancellationToken stop) => database.InTransactionAsync(async db =>
    {
        var now = time.GetUtcNow();
        // written while a clock was ahead: until that time they would pass for present, whether they are or not
        await PresenceStore.PullBackAsync(db, now, now + Presence.SilenceMax, stop);
        if (time.GetUtcNow() - now > s_roundMax)
            throw new TimeoutException("the database stood still meanwhile: who was heard of since looks as if a clock were ahead");
        var silent = await PresenceStore.EndSilentAsync(db, now - Presence.SilenceMax, BatchMax, stop);
        foreach (var agent in silent)
            await facts.AddAsync(db, agent.TenantId.ToString(), agent.StaffId.ToString(), seq: 0,
                new PresenceChanged(agent.StaffId, PresenceState.Offline), now, stop);
        return silent.Count;
    }, stop);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for silent agents failed; trying again")]
    private partial void LogRoundFailed(Exception e);
}
