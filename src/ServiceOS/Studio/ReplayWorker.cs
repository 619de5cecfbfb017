using ServiceOS.Platform.Data;
using ServiceOS.Platform.Jobs;

namespace ServiceOS.Studio;

/// <summary>Runs replays, one at a time on a node. What a node leaves undone another takes up once its hold has ended.</summary>
internal sealed partial class ReplayWorker(Database database, RunReplay run, TimeProvider time, ILogger<ReplayWorker> log) : BackgroundService
{
    public const string Queue = "replay";

    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(15);

    /// <summary>Ten times as long as the largest may take.</summary>
    private static readonly TimeSpan s_hold = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly string _name = Guid.NewGuid().ToString("n");

    /// <summary>Has it look at once.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount > 0)
            return;
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // somebody else has just woken it
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    /// <summary>Takes up one replay that waits, if there is one.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> RunOnceAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var jobs = await database.InTransactionAsync(
            async db => await JobQueue.TakeAsync(db, Queue, _name, now, now + s_hold, limit: 1, stop), stop);
        foreach (var job in jobs)
            await RunAsync(job, stop);
        return jobs.Count > 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await RunOnceAsync(stoppingToken)) { }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(e);   // the next round tries again
            }
            using var round = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(_wake.WaitAsync(round.Token), Task.Delay(s_round, time, round.Token));
            await round.CancelAsync();
        }
    }

    private async Task RunAsync(Job job, CancellationToken stop)
    {
        try
        {
            await run.RunAsync(job, stop);
        }
        catch (FencedException)
        {
            // another node has it by now, and its result is kept
        }
        catch (Exception e) when (e is not OperationCanceledException and not StorageException)
        {
            LogReplayFailed(e, job.Business);   // it would fail again in the same way
            await database.InTransactionAsync(async db =>
            {
                await ReplayStore.EndAsync(db, job.Business, "failed", summary: null, stamp: null, time.GetUtcNow(), stop);
                await JobQueue.FinishAsync(db, job, stop);
            }, stop);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Replay {Replay} failed")]
    private partial void LogReplayFailed(Exception e, string replay);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of replays failed; trying again")]
    private partial void LogRoundFailed(Exception e);
}
