using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Studio;

/// <summary>Which other items answer the same as what is being written at a node, and where the answers contradict.</summary>
internal sealed class FindConflicts(Database database, Likeness likeness)
{
    private const int ConflictsMax = 200;
    private const int CopiesMax = 500;

    /// <param name="item">One of the node's items; null: all that wait to be published, at most 500 of them.</param>
    /// <returns>Contradictions first, at most 200; null when the node has no such item.</returns>
    public async Task<IReadOnlyList<Conflict>?> RunAsync(Tenant node, ItemId? item, CancellationToken stop)
    {
        var (pending, one) = await database.ReadAsync(async db => (
            await WorkingCopies.ListPendingAsync(db, node.Id, stop),
            item is { } id ? await WorkingCopies.FindAsync(db, node.Id, id, stop) : null), stop);
        if (item is not null && one is null)
            return null;

        var isPending = pending.Select(copy => copy.Id).ToHashSet();
        var found = new List<Conflict>();
        foreach (var language in (one is null ? pending.Take(CopiesMax) : [one]).GroupBy(copy => copy.Content.Language, StringComparer.Ordinal))
        {
            var live = await likeness.LiveAsync(node.Id, language.Key, stop);
            var drafts = Likeness.Of<WorkingCopy>(language.Key, [.. pending.Where(copy => copy.Content.Language == language.Key)
                .Select(copy => (copy, (IReadOnlyList<string>)[copy.Content.Question, .. copy.Content.Similar]))]);
            foreach (var copy in language)
                found.AddRange(Conflicts.Of(copy, live, drafts, isPending.Contains));
        }
        return [.. found.OrderByDescending(conflict => conflict.Differences.Count > 0).Take(ConflictsMax)];
    }
}
