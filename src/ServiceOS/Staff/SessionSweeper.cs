using ServiceOS.Platform.Data;

namespace ServiceOS.Staff;

/// <summary>Every hour, deletes sessions that have ended and tries that are forgotten. Safe to run on every node.</summary>
internal sealed partial class SessionSweeper(Database database, TimeProvider time, ILogger<SessionSweeper> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(e);   // the next hour tries again
            }
        }
    }

    /// <returns>How many rows were deleted.</returns>
    public Task<int> RunOnceAsync(CancellationToken stop) => database.InTransactionAsync(db =>
    {
        var now = time.GetUtcNow();
        return SessionStore.SweepAsync(
            db, now - SessionCredential.AgeMax, now - SessionCredential.IdleMax, now - SignIn.Window, stop);
    }, stop);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sweeping ended sessions failed; trying again in an hour")]
    private partial void LogRoundFailed(Exception e);
}
