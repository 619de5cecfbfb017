using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>What a node would answer from, if all that waits at it were published now.</summary>
internal sealed class KnowledgePreview(Database database, TimeProvider time)
{
    /// <summary>In both languages, from one look at the database.</summary>
    public async Task<(KnowledgeSnapshot Chinese, KnowledgeSnapshot English)> AfterPublishingAsync(Tenant node, CancellationToken stop)
    {
        var lineage = node.Lineage().ToList();
        var sets = await database.ReadAsync(async db =>
        {
            var read = new List<LiveSet>();
            foreach (var one in lineage)
                read.Add(LiveSet.Empty.With(1, await VersionStore.ListLiveSinceAsync(db, one, known: -1, stop)));
            read[0] = read[0].With(2, await VersionStore.ListPendingAsync(db, node.Id, stop));
            return read;
        }, stop);
        var now = time.GetUtcNow();
        return (EffectiveKnowledge.Of(sets, Locales.Chinese, now).Snapshot, EffectiveKnowledge.Of(sets, Locales.English, now).Snapshot);
    }
}
