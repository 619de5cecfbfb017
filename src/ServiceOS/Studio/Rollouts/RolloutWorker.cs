using ServiceOS.Platform.Data;
using ServiceOS.Platform.Jobs;

namespace ServiceOS.Studio.Rollouts;

/// <summary>Watches the roll-outs that run, each on one node at a time. Safe to run on every node.</summary>
internal sealed partial class RolloutWorker(Database database, WatchRollout watch, TimeProvider time, ILogger<RolloutWorker> log) : BackgroundService
{
    public const string Queue = "rollout";
    private const int BatchMax = 10;

    /// <summary>How often a roll-out is looked at.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(5);

    /// <summary>A look asks golden questions at the most: seconds. What a node leaves undone another takes up after that.</summary>
    private static readonly TimeSpan s_hold = TimeSpan.FromMinutes(2);

    private readonly string _name = Guid.NewGuid().ToString("n");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await RunOnceAsync(stoppingToken) == BatchMax) { }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(e);   // the next round tries again
            }
        }
    }

    /// <summary>Looks at those whose turn it is, at most one batch.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunOnceAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var jobs = await database.InTransactionAsync(
            async db => await JobQueue.TakeAsync(db, Queue, _name, now, now + s_hold, BatchMax, stop), stop);
        foreach (var job in jobs)
            await LookAsync(job, stop);
        return jobs.Count;
    }

    private async Task LookAsync(Job job, CancellationToken stop)
    {
        try
        {
            await watch.RunAsync(job, stop);
        }
        catch (FencedException)
        {
            // another node has it by now
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogLookFailed(e, job.Business);   // its hold ends, and it is looked at again: a watch is never given up
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of watching roll-outs failed")]
    private partial void LogRoundFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Roll-out {Rollout} could not be looked at; it is tried again")]
    private partial void LogLookFailed(Exception e, string rollout);
}
