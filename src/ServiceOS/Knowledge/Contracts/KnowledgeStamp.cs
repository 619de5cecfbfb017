using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>By what it is seen that a node's knowledge, drafts and what is above it are still those that were looked at.</summary>
/// <param name="Revision">How often the node was edited.</param>
/// <param name="Above">How often each node above has published, nearest first.</param>
internal sealed record KnowledgeStamp(long Revision, IReadOnlyList<long> Above)
{
    /// <summary>As it is kept beside what was found out about that knowledge: alike only when all of it is.</summary>
    public string Text => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Revision}/{string.Join('/', Above)}");

    /// <summary>Call before what it stands for is read: then a change between the two is seen later.</summary>
    internal static async Task<KnowledgeStamp> ReadAsync(Session db, Tenant node, CancellationToken stop) =>
        new(await NodeStore.RevisionAsync(db, node.Id, stop), await VersionsAboveAsync(db, node, stop));

    /// <summary>Holds the node until the transaction ends and counts an edit, unless something changed: then nothing is held.</summary>
    internal async Task<bool> HoldAsync(Session db, Tenant node, CancellationToken stop) =>
        await NodeStore.TouchIfAsync(db, node.Id, Revision, stop) && (await VersionsAboveAsync(db, node, stop)).SequenceEqual(Above);

    private static async Task<List<long>> VersionsAboveAsync(Session db, Tenant node, CancellationToken stop)
    {
        var versions = new List<long>();
        foreach (var above in node.Lineage().Skip(1))
            versions.Add(await NodeStore.VersionAsync(db, above, stop));
        return versions;
    }
}
