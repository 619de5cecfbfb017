using ServiceOS.Bot.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Studio;

/// <summary>Asks a node's golden questions of its knowledge as it is live and as it would be.</summary>
internal sealed class RunGolden(Database database, TenantTree tree, LiveReaders live, KnowledgePreview preview) : IDisposable
{
    /// <summary>What would be is learned for it, which may take seconds of a core: so many at once on this node, the others wait their turn.</summary>
    private const int AtOnceMax = 2;

    private readonly SemaphoreSlim _turns = new(AtOnceMax);

    /// <param name="proposal">What would be given.</param>
    public async Task<GoldenRun> RunAsync(Tenant node, Proposal proposal, CancellationToken stop)
    {
        var golden = await database.ReadAsync(db => ListAsync(db, node, stop), stop);
        if (golden.Count == 0)
            return new([], await preview.StampAsync(node, stop));
        await _turns.WaitAsync(stop);
        try
        {
            var settings = await tree.SettingsAsync(node.Id, stop);
            var foresight = await preview.OfAsync(node, proposal, stop);
            var known = await live.OfAsync(node.Id, stop);
            return new(await Task.Run(() => Results(golden, foresight, known, settings, stop), stop), foresight.Stamp);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Whether the questions are still those of a run. Call while the node is held.</summary>
    public static async Task<bool> HoldsAsync(Session db, Tenant node, GoldenRun run, CancellationToken stop) =>
        (await ListAsync(db, node, stop)).SequenceEqual(run.Results.Select(result => result.Golden));

    public void Dispose() => _turns.Dispose();

    private static async Task<IReadOnlyList<GoldenRow>> ListAsync(Session db, Tenant node, CancellationToken stop)
    {
        List<TenantId> lineage = [.. node.Lineage()];
        return Golden.At(lineage, await GoldenStore.ListAsync(db, lineage, stop));
    }

    private static List<GoldenResult> Results(
        IReadOnlyList<GoldenRow> golden, Foresight foresight, KnowledgeReader known, Settings settings, CancellationToken stop)
    {
        var now = KnowledgeReader.Of(foresight.Before.Chinese, foresight.Before.English, known, stop);
        var then = KnowledgeReader.Of(foresight.After.Chinese, foresight.After.English, now, stop);
        return [.. golden.Select(one =>
        {
            var (does, would) = (Decide(now, one, settings), Decide(then, one, settings));
            var standing = Golden.StandingOf(Golden.IsMet(one, does, foresight.StandIns), Golden.IsMet(one, would, foresight.StandIns));
            return new GoldenResult(one, standing, does, would);
        })];
    }

    private static Rehearsal Decide(KnowledgeReader reader, GoldenRow golden, Settings settings)
    {
        var (reading, knowledge) = reader.Read(Locales.Nearest(golden.Locale, settings.Locale), Rehearsal.TextOf(golden.Question), golden.Product);
        return Rehearsal.Of(reading, knowledge, settings);
    }
}

/// <summary>How golden questions come out.</summary>
/// <param name="Results">The node's own first.</param>
/// <param name="Stamp">By what it is seen whether the knowledge is still what was asked.</param>
internal sealed record GoldenRun(IReadOnlyList<GoldenResult> Results, KnowledgeStamp Stamp)
{
    public IReadOnlyList<GoldenResult> With(string standing) => [.. Results.Where(result => result.Standing == standing)];
}

/// <summary>How one comes out.</summary>
/// <param name="Standing"><c>passes</c>, <c>breaks</c>, <c>fails</c> or <c>mends</c>.</param>
/// <param name="Before">What the bot does.</param>
/// <param name="After">What it would do.</param>
internal sealed record GoldenResult(GoldenRow Golden, string Standing, Rehearsal Before, Rehearsal After);
