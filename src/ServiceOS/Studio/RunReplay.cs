using System.Text.Json;
using ServiceOS.Bot.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Jobs;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Studio;

/// <summary>Asks a merchant's newest questions of its knowledge as it is published and as it would be, and keeps what differs.</summary>
internal sealed class RunReplay(Database database, TenantTree tree, LiveReaders live, KnowledgePreview preview, TimeProvider time)
{
    public const int QuestionsMax = 5_000;
    public const int FlipsMax = 500;
    private const int ConversationsMax = 5_000;
    private const int ConversationsChunk = 400;
    private const int QuestionsChunk = 250;

    /// <exception cref="Platform.Jobs.FencedException">Another node has the job by now.</exception>
    public async Task RunAsync(Job job, CancellationToken stop)
    {
        var row = await database.ReadAsync(async db => await ReplayStore.FindAsync(db, job.Business, stop), stop);
        if (row is not { State: "waiting" or "running" } || !await RunAsync(job, row, stop))
            await database.InTransactionAsync(db => JobQueue.FinishAsync(db, job, stop), stop);
    }

    /// <returns>False when it was cancelled meanwhile.</returns>
    private async Task<bool> RunAsync(Job job, ReplayRow replay, CancellationToken stop)
    {
        var node = await tree.GetAsync(replay.TenantId, stop);
        var settings = await tree.SettingsAsync(node.Id, stop);
        var asked = await ReadAsync(node, time.GetUtcNow().AddDays(-replay.Days), stop);
        var total = asked.Sum(one => one.Count);
        if (!await AdvanceAsync(replay.Id, 0, total, stop))
            return false;
        var (before, after, stamp) = await ReadersAsync(node, stop);

        var (done, flips, tally) = (0, new List<FlipBody>(), new Tally());
        foreach (var chunk in asked.Chunk(QuestionsChunk))
        {
            await Task.Run(() => flips.AddRange(Compare(chunk, before, after, settings, tally)), stop);
            done += chunk.Sum(one => one.Count);
            if (!await AdvanceAsync(replay.Id, done, total, stop))
                return false;
        }
        await KeepAsync(job, replay, [.. flips.OrderBy(flip => Array.IndexOf([.. Flip.Kinds], flip.Kind)).ThenByDescending(flip => flip.Count).Take(FlipsMax)],
            tally.Summary(total), stamp, stop);
        return true;
    }

    private async Task<(KnowledgeReader Before, KnowledgeReader After, string Stamp)> ReadersAsync(Tenant node, CancellationToken stop)
    {
        var before = await live.OfAsync(node.Id, stop);
        var foresight = await preview.OfAsync(node, Proposal.All, stop);
        var after = foresight.After;
        return (before, await Task.Run(() => KnowledgeReader.Of(after.Chinese, after.English, before, stop), stop), foresight.Stamp.Text);
    }

    private static IEnumerable<FlipBody> Compare(
        IEnumerable<AskedOften> asked, KnowledgeReader before, KnowledgeReader after, Settings settings, Tally tally)
    {
        foreach (var one in asked)
        {
            var was = Decide(before, one, settings);
            var will = Decide(after, one, settings);
            var kind = Flip.KindOf(was, will);
            tally.Add(was, will, kind, one.Count);
            if (kind is not null)
                yield return new(kind, PersonalData.Covered(one.Last.Text), one.Count, one.Last.ConversationId, one.Last.Seq, Side.Of(was), Side.Of(will));
        }
    }

    private static Rehearsal Decide(KnowledgeReader reader, AskedOften asked, Settings settings)
    {
        var (reading, knowledge) = reader.Read(asked.Locale, asked.Last.Text, asked.Product);
        return Rehearsal.Of(reading, knowledge, settings);
    }

    /// <summary>The newest questions in words of the consumers' own, the same ones together.</summary>
    private async Task<List<AskedOften>> ReadAsync(Tenant node, DateTimeOffset since, CancellationToken stop)
    {
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var conversations = await database.ReadAsync(
            async db => await RecentConversation.ListAsync(db, merchants, since, ConversationsMax, stop), stop);
        var where = conversations.ToDictionary(one => one.Id);
        var asked = new List<AskedQuestion>();
        foreach (var chunk in conversations.Chunk(ConversationsChunk))
        {
            var read = await database.ReadAsync(db => AskedQuestion.ListAsync(db, [.. chunk.Select(one => one.Id)], stop), stop);
            asked.AddRange(read.Where(one => one.Layer != "choice" && one.At >= since));
            if (asked.Count >= QuestionsMax)
                break;
        }
        return [.. asked.OrderByDescending(one => one.At).Take(QuestionsMax)
            .GroupBy(one => (one.Text, where[one.ConversationId].Product, where[one.ConversationId].Locale))
            .Select(group => new AskedOften(group.First(), group.Count(), group.Key.Product, group.Key.Locale))];
    }

    private Task<bool> AdvanceAsync(string id, int done, int total, CancellationToken stop) =>
        database.InTransactionAsync(db => ReplayStore.AdvanceAsync(db, id, done, total, stop), stop);

    private async Task KeepAsync(
        Job job, ReplayRow replay, IReadOnlyList<FlipBody> flips, ReplaySummary summary, string stamp, CancellationToken stop)
    {
        var said = await database.ReadAsync(db => Exchange.ListAsync(db, [.. flips.Select(flip => (flip.Conversation, flip.Seq))], stop), stop);
        await database.InTransactionAsync(async db =>
        {
            await JobQueue.FinishAsync(db, job, stop);
            var json = JsonSerializer.Serialize(summary, JsonSerializerOptions.Web);
            if (!await ReplayStore.EndAsync(db, replay.Id, "done", json, stamp, time.GetUtcNow(), stop))
                return;
            for (var i = 0; i < flips.Count; i++)
            {
                var words = said.GetValueOrDefault((flips[i].Conversation, flips[i].Seq))?.Question;
                var flip = words is null ? flips[i] : flips[i] with { Question = PersonalData.Covered(words.Trim()) };
                await ReplayStore.InsertFlipAsync(db, replay.TenantId, replay.Id, i + 1, flip, stop);
            }
        }, stop);
    }

    /// <param name="Last">The newest of them.</param>
    private sealed record AskedOften(AskedQuestion Last, int Count, string? Product, string Locale);

    /// <summary>Counts what happens, each question as often as it was asked.</summary>
    private sealed class Tally
    {
        private readonly Dictionary<string, int> _kinds = Flip.Kinds.ToDictionary(kind => kind, _ => 0, StringComparer.Ordinal);
        private readonly SortedDictionary<string, (int Before, int After)> _outcomes = new(StringComparer.Ordinal);

        public void Add(Rehearsal was, Rehearsal will, string? kind, int count)
        {
            if (kind is not null)
                _kinds[kind] += count;
            var before = _outcomes.GetValueOrDefault(was.Outcome);
            _outcomes[was.Outcome] = before with { Before = before.Before + count };
            var after = _outcomes.GetValueOrDefault(will.Outcome);
            _outcomes[will.Outcome] = after with { After = after.After + count };
        }

        public ReplaySummary Summary(int total) => new(total, _kinds, [.. _outcomes.Select(pair => new OutcomeCount(pair.Key, pair.Value.Before, pair.Value.After))]);
    }
}
