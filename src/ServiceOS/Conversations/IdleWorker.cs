using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations;

/// <summary>Ends conversations with the bot in which nobody has said anything for half an hour. Safe on every node.</summary>
internal sealed partial class IdleWorker(Database database, Reception reception, TimeProvider time, ILogger<IdleWorker> log)
    : BackgroundService
{
    private const int BatchMax = 200;
    private static readonly TimeSpan s_idleMax = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_round = TimeSpan.FromMinutes(1);

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

    /// <summary>Ends one batch.</summary>
    /// <returns>How many conversations it was, 0 to 200.</returns>
    public async Task<int> RunOnceAsync(CancellationToken stop)
    {
        var idleSince = time.GetUtcNow() - s_idleMax;
        var idle = await database.ReadAsync(async db => await db.ListAsync<ConversationId>("""
            select id from conversations
            where state = 'bot' and opened_at < @idleSince and last_spoke_at < @idleSince
            order by opened_at limit @BatchMax
            """, new { idleSince, BatchMax }, stop), stop);
        foreach (var id in idle)
            await database.InTransactionAsync(db => CloseAsync(db, id, idleSince, stop), stop);
        return idle.Count;
    }

    private async Task CloseAsync(Session db, ConversationId id, DateTimeOffset idleSince, CancellationToken stop)
    {
        // somebody may have spoken since it was listed
        if (await ConversationStore.LockAsync(db, id, stop) is { State: ConversationState.Bot } row && row.LastSpokeAt < idleSince)
            await reception.CloseAsync(db, id, Speaker.System, category: null, note: null, resolved: null, stop);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of ending idle conversations failed; trying again")]
    private partial void LogRoundFailed(Exception e);
}
