using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>What a desk must read to be up to date again: the present rows of the conversations that the log speaks of since.</summary>
internal sealed class ReadChanges(Database database, TenantTree tree, DeskRows rows)
{
    private const int FactsMax = 2_000;
    private const string Prefix = "conversation.";

    public async Task<DeskChanges> RunAsync(Caller viewer, Tenant node, FactCursor after, int limit, CancellationToken stop)
    {
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var read = await database.ReadAsync(async db => (
            Facts: await FactLog.ListAfterAsync(db, merchants, after, FactsMax, stop),
            Counts: await DeskStore.CountAsync(db, merchants, viewer.Id, stop)), stop);

        var ids = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var cursor = after;
        var taken = 0;
        foreach (var fact in read.Facts)
        {
            if (fact.Topic.StartsWith(Prefix, StringComparison.Ordinal) && !known.Contains(fact.Subject))
            {
                if (ids.Count == limit)
                    break;
                known.Add(fact.Subject);
                ids.Add(fact.Subject);
            }
            cursor = fact.Cursor;
            taken++;
        }
        var more = taken < read.Facts.Count || read.Facts.Count == FactsMax;
        return new(await rows.OfAsync(database, ids, viewer, stop), cursor.ToString(), more, read.Counts);
    }
}
