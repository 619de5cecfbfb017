using System.Collections.Concurrent;
using ServiceOS.Analysis.Text;
using ServiceOS.Bot.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Studio;

/// <summary>What the bot misses at a node: mined from the newest questions, without what somebody has judged.</summary>
internal sealed class FindGaps(Database database, TenantTree tree, Understander understander, TimeProvider time) : IDisposable
{
    /// <summary>Conversations that are read, newest first: 20,000 questions and more.</summary>
    private const int ConversationsMax = 10_000;
    private const int QuestionsMax = 20_000;
    private const int ChunkMax = 400;
    private const int KeptMax = 200;

    /// <summary>What took long does for longer, so that mining costs a fifth of a core at most. Verdicts count at once all the same.</summary>
    private const double TrustTimes = 4;
    private static readonly TimeSpan s_trustMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_trustMax = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<(TenantId Node, int Days), Mined> _mined = new();

    /// <summary>The gaps of the last days, today's among them.</summary>
    public async Task<GapsView> RunAsync(Tenant node, int days, CancellationToken stop)
    {
        var mined = await MineAsync(node, days, stop);
        var (verdicts, items, said) = await database.ReadAsync(async db =>
        {
            var rows = await GapVerdictStore.ListAsync(db, node.Id, stop);
            List<ItemId> made = [.. rows.Where(row => row.Verdict == GapVerdict.New).Select(row => row.ItemId).OfType<ItemId>()];
            return (rows.Select(row => new Judged(row, GapVerdictRow.ListOf(row.Questions).ToHashSet(StringComparer.Ordinal))).ToList(),
                await SimilarQuestions.PresentAsync(db, node.Id, made, stop),
                await Exchange.ListAsync(db, [.. mined.Gaps.SelectMany(gap => gap.Questions).Select(one => (one.Last.ConversationId, one.Last.Seq))], stop));
        }, stop);

        var views = new List<GapView>();
        foreach (var gap in mined.Gaps)
        {
            var verdict = GapVerdict.Of(gap, verdicts);
            if (verdict is not null && GapVerdict.Hides(verdict, gap, days, items.Contains))
                continue;
            views.Add(GapView.Of(gap, one => Words(one, said), await NearestAsync(node, gap, stop), verdict));
        }
        return new(views, mined.Questions, mined.Failed, mined.FirstDay, mined.At);
    }

    public void Dispose() => _one.Dispose();

    private async Task<Mined> MineAsync(Tenant node, int days, CancellationToken stop)
    {
        if (Fresh(node.Id, days) is { } known)
            return known;
        await _one.WaitAsync(stop);
        try
        {
            if (Fresh(node.Id, days) is { } meanwhile)
                return meanwhile;
            var (now, began) = (time.GetUtcNow(), time.GetTimestamp());
            var firstDay = await FirstDayAsync(node, days, now, stop);
            var (asked, languages) = await ReadAsync(node, firstDay, stop);
            var gaps = await Task.Run(() => GapMining.Of(asked, id => languages[id], firstDay, days, now, stop), stop);
            if (_mined.Count >= KeptMax)
                _mined.Clear();
            var trust = TimeSpan.FromTicks(Math.Clamp((long)(time.GetElapsedTime(began).Ticks * TrustTimes), s_trustMin.Ticks, s_trustMax.Ticks));
            return _mined[(node.Id, days)] = new(gaps, asked.Count(Miss.IsQuestion), gaps.Sum(gap => gap.Failed), firstDay, now, now + trust);
        }
        finally
        {
            _one.Release();
        }
    }

    private Mined? Fresh(TenantId node, int days) =>
        _mined.TryGetValue((node, days), out var mined) && time.GetUtcNow() is var now && now >= mined.At && now < mined.Until ? mined : null;

    /// <summary>Midnight of the first of so many days, in the node's own zone.</summary>
    private async Task<DateTimeOffset> FirstDayAsync(Tenant node, int days, DateTimeOffset now, CancellationToken stop)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await tree.SettingsAsync(node.Id, stop)).TimeZone);
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(1 - days);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>Chunk by chunk, each a read of its own: a long one would hold up others.</summary>
    private async Task<(List<AskedQuestion> Asked, Dictionary<ConversationId, Language> Languages)> ReadAsync(
        Tenant node, DateTimeOffset since, CancellationToken stop)
    {
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var conversations = await database.ReadAsync(
            async db => await RecentConversation.ListAsync(db, merchants, since, ConversationsMax, stop), stop);
        var asked = new List<AskedQuestion>();
        foreach (var chunk in conversations.Chunk(ChunkMax))
        {
            asked.AddRange(await database.ReadAsync(db => AskedQuestion.ListAsync(db, [.. chunk.Select(one => one.Id)], stop), stop));
            if (asked.Count >= QuestionsMax)
                break;
        }
        return (asked, conversations.ToDictionary(one => one.Id, one => Locales.IsEnglish(one.Locale) ? Language.English : Language.Chinese));
    }

    /// <summary>The item that is likest to the gap's question: what it may only be another way to ask.</summary>
    private async Task<NearestItem?> NearestAsync(Tenant node, Gap gap, CancellationToken stop)
    {
        var locale = gap.Language == Language.English ? Locales.English : Locales.Chinese;
        var (reading, knowledge) = await understander.ReadAsync(node.Id, locale, gap.Title.Text, product: null, stop);
        return reading.Candidates.FirstOrDefault(candidate => candidate.Item is not null) is { Item: { } id } near && knowledge.Find(id) is { } item
            ? new(id, item.Question, near.Similarity, item.Origin != node.Id)
            : null;
    }

    /// <summary>As the consumer wrote it, without what says who it is.</summary>
    private static string Words(GapQuestion question, IReadOnlyDictionary<(ConversationId, long), Exchange> said) =>
        PersonalData.Covered((said.GetValueOrDefault((question.Last.ConversationId, question.Last.Seq))?.Question ?? question.Text).Trim());

    private sealed record Mined(IReadOnlyList<Gap> Gaps, int Questions, int Failed, DateTimeOffset FirstDay, DateTimeOffset At, DateTimeOffset Until);
}
