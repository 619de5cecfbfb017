using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Channels;

/// <summary>Reads the log as far as a key may see it.</summary>
internal sealed class ReadFacts(Database database, TenantTree tree)
{
    /// <summary>Up to so many nodes are named in the query; above, the whole log is read and looked through.</summary>
    private const int NodesMax = 200;

    private const int PageMax = 1_000;
    private const int PagesMax = 10;

    /// <summary>The facts after a cursor at the caller's node and below, oldest first.</summary>
    /// <returns>The facts, and where to go on: it may be further than the last of them, past others' facts.</returns>
    public async Task<(IReadOnlyList<FactRow> Facts, FactCursor Next)> RunAsync(
        Caller caller, FactCursor after, int limit, CancellationToken stop)
    {
        var nodes = await tree.ListBelowAsync(await tree.GetAsync(caller.Tenant, stop), stop);
        if (nodes.Count > NodesMax)
            return await LookThroughAsync(caller, after, limit, stop);
        var ids = nodes.Select(node => node.Id.ToString()).ToList();
        var facts = await database.ReadAsync(async db => await FactLog.ListAfterAsync(db, ids, after, limit, stop), stop);
        return (facts, facts.Count > 0 ? facts[^1].Cursor : after);
    }

    private async Task<(IReadOnlyList<FactRow> Facts, FactCursor Next)> LookThroughAsync(
        Caller caller, FactCursor after, int limit, CancellationToken stop)
    {
        var found = new List<FactRow>(limit);
        for (var page = 0; page < PagesMax; page++)
        {
            var from = after;
            var facts = await database.ReadAsync(async db => await FactLog.ListAfterAsync(db, from, PageMax, stop), stop);
            foreach (var fact in facts)
            {
                after = fact.Cursor;
                if (await tree.IsInScopeAsync(caller, TenantId.Parse(fact.TenantId, provider: null), stop))
                    found.Add(fact);
                if (found.Count == limit)
                    return (found, after);
            }
            if (facts.Count < PageMax)
                break;
        }
        return (found, after);
    }
}
