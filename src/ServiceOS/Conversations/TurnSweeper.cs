using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>Picks up turns that a node took in and did not answer (it died, or fell behind), so that none waits for ever.</summary>
internal sealed partial class TurnSweeper(Database database, IBus bus, TimeProvider time, ILogger<TurnSweeper> log)
    : BackgroundService
{
    private const int BatchMax = 500;
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_round, time);
        var isFirst = !database.IsShared;
        do
        {
            try
            {
                if (isFirst)
                    await ReleaseAllAsync(stoppingToken);   // nobody else can hold them: whoever did was killed
                isFirst = false;
                while (await RunOnceAsync(stoppingToken) == BatchMax) { }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Takes one batch for this node.</summary>
    /// <returns>How many turns it was, 0 to 500.</returns>
    public async Task<int> RunOnceAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        // a look costs nothing and mostly finds nothing; only then is the writer asked
        if (!await database.ReadAsync(db => TurnStore.HasOverdueAsync(db, now, stop), stop))
            return 0;
        var turns = await database.InTransactionAsync(
            db => TurnStore.SweepAsync(db, now, now + ReceiveMessage.Hold, BatchMax, stop), stop);
        foreach (var turn in turns)
            bus.Offer(turn);
        return turns.Count;
    }

    /// <summary>On the start of the only node, what a killed one held is free at once.</summary>
    public async Task ReleaseAllAsync(CancellationToken stop) => await database.InTransactionAsync(
        async db => await db.RunAsync("update turns set held_until = 0", args: null, stop), stop);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of sweeping up turns failed; trying again")]
    private partial void LogRoundFailed(Exception e);
}
