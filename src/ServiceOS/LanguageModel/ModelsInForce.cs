using System.Collections.Concurrent;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.LanguageModel;

/// <summary>
/// The models in force as last read, at most two seconds ago: hardly any shop has one, and its turns must not pay for looking. What is
/// changed on this node is in force here at once.
/// </summary>
internal sealed class ModelsInForce(Database database, TenantTree tree, TimeProvider time)
{
    private const int KnownMax = 10_000;
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<TenantId, (ModelInForce Model, DateTimeOffset ReadAt)> _known = new();

    public async ValueTask<ModelInForce> OfAsync(TenantId merchant, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(merchant, out var known) && now - known.ReadAt < s_kept)
            return known.Model;
        var node = await tree.GetAsync(merchant, stop);
        var model = ModelInForce.Of(await database.ReadAsync(db => ModelStore.LineageAsync(db, [.. node.Lineage()], stop), stop));
        if (_known.Count >= KnownMax)
            _known.Clear();
        _known[merchant] = (model, now);
        return model;
    }

    /// <summary>Something was changed: read anew.</summary>
    public void Forget() => _known.Clear();
}
