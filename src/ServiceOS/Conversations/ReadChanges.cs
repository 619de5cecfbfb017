using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>What a desk must read to be up to date again: the present rows of the conversations that the log speaks of since.</summary>
/// <remarks>
/// A desk reads when it is nudged, and is nudged before an older transaction of somebody else has ended: so the rows of facts
/// that others may still come before are given too, and again once the cursor may pass them. A row given twice does no harm,
/// one given late is a consumer whom nobody sees.
/// </remarks>
internal sealed class ReadChanges(Database database, TenantTree tree, DeskRows rows)
{
    private const int FactsMax = 2_000;
    private const string Prefix = "conversation.";

    /// <summary>What rows show beside their own conversation: names. They change so seldom that all rows are read anew then.</summary>
    private static readonly string[] s_names = ["staff.changed", "skill.changed", "tenant.changed"];

    /// <param name="viewer">Whose desk.</param>
    /// <param name="node">The node of the tree that it shows.</param>
    /// <param name="after">Where it has read to.</param>
    /// <param name="limit">Rows of settled facts at most; those of unsettled ones come on top, at most <see cref="FactsMax"/>.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<DeskChanges> RunAsync(Caller viewer, Tenant node, FactCursor after, int limit, CancellationToken stop)
    {
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var seen = merchants.Union(node.Lineage().Select(id => id.ToString()), StringComparer.Ordinal).ToList();
        var read = await database.ReadAsync(async db => (
            Facts: await FactLog.ListFreshAsync(db, seen, after, FactsMax, stop),
            Counts: await DeskStore.CountAsync(db, merchants, viewer.Id, stop)), stop);

        var ids = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var cursor = after;
        var taken = 0;
        foreach (var fact in read.Facts)
        {
            if (fact.Topic.StartsWith(Prefix, StringComparison.Ordinal) && !known.Contains(fact.Subject))
            {
                if (fact.IsSettled && ids.Count == limit)
                    break;
                known.Add(fact.Subject);
                ids.Add(fact.Subject);
            }
            if (fact.IsSettled)
                cursor = fact.Cursor;
            taken++;
        }
        // only where the cursor moved: else the same would be asked for again and again until it may
        var more = cursor != after && (taken < read.Facts.Count || read.Facts.Count == FactsMax);
        var reload = read.Facts.Take(taken).Any(fact => s_names.Contains(fact.Topic, StringComparer.Ordinal));
        return new(await rows.OfAsync(database, ids, viewer, stop), cursor.ToString(), more, read.Counts, reload);
    }
}
