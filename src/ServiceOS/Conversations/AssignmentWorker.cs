using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>
/// Keeps the promise that every conversation has a present owner: gives those that wait to agents who are there and have a
/// place, and takes back those whose agent has gone. Safe on every node: each step is tested again in its transaction.
/// </summary>
internal sealed partial class AssignmentWorker(
    Database database, Reception reception, TenantTree tree, StaffDirectory staff, FactSignal signal, TimeProvider time,
    ILogger<AssignmentWorker> log) : BackgroundService
{
    private const int AgentsMax = 50;
    private const int RequeueMax = 50;
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var seen = signal.Version;
                await RunOnceAsync(stoppingToken);
                await signal.WaitAsync(seen, s_poll, time, stoppingToken);
                await Task.Delay(s_pause, time, stoppingToken);   // a storm of facts is one round, not a thousand
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(e);   // whoever waits still waits: the next round sees them
                await Task.Delay(s_poll, time, stoppingToken);
            }
        }
    }

    /// <summary>One round: first what absent agents left behind, then the queue.</summary>
    /// <returns>How many conversations got an owner or went back into the queue.</returns>
    public async Task<int> RunOnceAsync(CancellationToken stop) => await TakeBackAsync(stop) + await GiveOutAsync(stop);

    private async Task<int> TakeBackAsync(CancellationToken stop)
    {
        var absent = await database.ReadAsync(async db => await Presence.ListAbsentAsync(db, time.GetUtcNow(), AgentsMax, stop), stop);
        var moved = 0;
        foreach (var agent in absent)
        {
            moved += await database.InTransactionAsync(async db =>
            {
                var left = await QueueStore.OfAgentAsync(db, agent, RequeueMax, stop);
                foreach (var id in left)
                    await reception.QueueAsync(db, id, new("agent-left"), stop);
                return left.Count;
            }, stop);
        }
        return moved;
    }

    private async Task<int> GiveOutAsync(CancellationToken stop)
    {
        var groups = await database.ReadAsync(async db => await QueueStore.GroupsAsync(db, stop), stop);
        var given = 0;
        foreach (var group in groups)
        {
            var tenant = await tree.GetAsync(group.TenantId, stop);
            var nodes = tenant.Lineage().Select(id => id.ToString()).ToList();
            while (await GiveOneAsync(group, nodes, stop))
                given++;
        }
        return given;
    }

    private async Task<bool> GiveOneAsync(QueueGroup group, IReadOnlyList<string> nodes, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var free = await database.ReadAsync(async db => await Presence.ListFreeAsync(db, nodes, group.SkillId, now, limit: 1, stop), stop);
        if (free.Count == 0)
            return false;
        var agent = free[0].Id;
        var name = (await staff.FindAsync(agent, stop))?.DisplayName ?? "";
        return await database.InTransactionAsync(async db =>
        {
            var oldest = await QueueStore.OldestAsync(db, group, limit: 1, stop);
            if (oldest.Count == 0 || !await Presence.TryTakePlaceAsync(db, agent, beyondCapacity: false, now, stop))
                return false;
            if (await reception.AssignAsync(db, oldest[0], agent, name, ConversationState.Queued, "next", stop))
                return true;
            await Presence.FreePlaceAsync(db, agent, stop);
            return false;
        }, stop);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of assignment failed; trying again")]
    private partial void LogRoundFailed(Exception e);
}
