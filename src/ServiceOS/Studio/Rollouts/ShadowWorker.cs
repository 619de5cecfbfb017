using System.Threading.Channels;
using ServiceOS.Bot.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Studio.Rollouts;

/// <summary>Asks a roll-out's candidate what consumers were just answered from what is live, and keeps what it would have done otherwise.</summary>
/// <remarks>One at a time on a node and behind a bounded queue: where more is asked than can be compared, a part is, and answers never wait.</remarks>
internal sealed partial class ShadowWorker(
    Database database, TenantTree tree, Understander understander, RolloutMeter meter, TimeProvider time, ILogger<ShadowWorker> log)
    : BackgroundService, IShadow
{
    private const int WaitingMax = 500;
    private const int BatchMax = 50;

    private readonly Channel<ShadowQuestion> _waiting = Channel.CreateBounded<ShadowQuestion>(WaitingMax);

    public void Offer(ShadowQuestion question)
    {
        if (!_waiting.Writer.TryWrite(question))
            meter.Shadowed("dropped");
    }

    /// <summary>Compares what waits, at most one batch.</summary>
    /// <returns>How many questions waited.</returns>
    public async Task<int> RunOnceAsync(CancellationToken stop)
    {
        var batch = new List<ShadowQuestion>();
        while (batch.Count < BatchMax && _waiting.Reader.TryRead(out var question))
            batch.Add(question);
        foreach (var one in batch.GroupBy(question => question.Arm.Rollout, StringComparer.Ordinal))
            await CompareAsync(one.Key, [.. one], stop);
        return batch.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogComparingFailed(e);   // a sample is the smaller by these
            }
        }
    }

    private async Task CompareAsync(string rollout, IReadOnlyList<ShadowQuestion> questions, CancellationToken stop)
    {
        if (await database.ReadAsync(db => ShadowStore.ComparedAsync(db, rollout, stop), stop) >= ShadowStore.ComparedMax)
            return;
        var (compared, flips) = (0, new List<FlipBody>());
        foreach (var question in questions)
        {
            var settings = await tree.SettingsAsync(question.Merchant, stop);
            var text = Rehearsal.TextOf(question.Text);
            if (await understander.ReadCandidateAsync(rollout, question.Merchant, question.Locale, text, question.Product, stop) is not var (reading, knowledge))
                continue;   // it has ended, or a nearer one counts by now
            compared++;
            var was = Rehearsal.Of(question.Reading, question.Knowledge, settings);
            var will = Rehearsal.Of(reading, knowledge, settings);
            if (Flip.KindOf(was, will) is { } kind)
                flips.Add(new(kind, PersonalData.Covered(question.Text.Trim()), 1, question.Conversation, question.Seq, Side.Of(was), Side.Of(will)));
        }
        if (compared > 0)
            await KeepAsync(rollout, compared, flips, stop);
    }

    private async Task KeepAsync(string rollout, int compared, List<FlipBody> flips, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await database.InTransactionAsync(async db =>
        {
            if (await Knowledge.Contracts.Rollout.FindAsync(db, rollout, stop) is not { } row || !await ShadowStore.AddAsync(db, rollout, compared, stop))
                return;
            foreach (var flip in flips)
                await ShadowStore.NoteAsync(db, row.TenantId, rollout, flip, now, stop);
        }, stop);
        for (var i = 0; i < compared; i++)
            meter.Shadowed("compared");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Questions could not be asked of a roll-out's candidate")]
    private partial void LogComparingFailed(Exception e);
}
