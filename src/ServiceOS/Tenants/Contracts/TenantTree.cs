using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Tenants.Contracts;

/// <summary>The tree as others see it: nodes, who is in whose scope, and the settings in force. Kept in memory, refreshed by facts.</summary>
internal sealed class TenantTree(Database database) : IFactListener
{
    private readonly Memo<TenantId, Tenant> _nodes = new();
    private readonly Memo<string, Tenant> _slugs = new();
    private readonly Memo<TenantId, Settings> _settings = new();
    private readonly Memo<TenantId, IReadOnlyList<string>> _merchants = new();

    /// <summary>A node; null when there is none.</summary>
    public ValueTask<Tenant?> FindAsync(TenantId id, CancellationToken stop) =>
        _nodes.GetAsync(id, () => database.ReadAsync(async db => await TenantStore.FindAsync(db, id, stop), stop));

    /// <summary>A node that must be there: its id came from our own rows.</summary>
    public async ValueTask<Tenant> GetAsync(TenantId id, CancellationToken stop) =>
        await FindAsync(id, stop) ?? throw new InvalidOperationException($"tenant {id} is not there");

    /// <summary>A node by its name in URLs; null when there is none.</summary>
    public ValueTask<Tenant?> FindBySlugAsync(string slug, CancellationToken stop) =>
        _slugs.GetAsync(slug, () => database.ReadAsync(async db => await TenantStore.FindBySlugAsync(db, slug, stop), stop));

    /// <summary>The platform; null in an installation where nothing has been made yet.</summary>
    public Task<Tenant?> FindTopAsync(CancellationToken stop) =>
        database.ReadAsync(async db => await TenantStore.FindTopAsync(db, stop), stop);

    /// <summary>The node that a caller picked with <c>?tenant=</c>, or its own; null (say 404) when it isn't in the caller's scope.</summary>
    public async ValueTask<Tenant?> InScopeAsync(Caller caller, TenantId? picked, CancellationToken stop)
    {
        var tenant = await FindAsync(picked ?? caller.Tenant, stop);
        return tenant is not null && IsInScope(caller, tenant) ? tenant : null;
    }

    /// <summary>True when the caller's credential covers the node.</summary>
    public static bool IsInScope(Caller caller, Tenant tenant) => tenant.Path.StartsWith(caller.Path, StringComparison.Ordinal);

    /// <summary>True when the caller's credential covers the node with this id.</summary>
    public async ValueTask<bool> IsInScopeAsync(Caller caller, TenantId id, CancellationToken stop) =>
        caller.Tenant == id || (await FindAsync(id, stop) is { } tenant && IsInScope(caller, tenant));

    /// <summary>The ids of the merchants at or below a node, for <c>tenant_id in @merchants</c>; at most 1,000.</summary>
    public async ValueTask<IReadOnlyList<string>> MerchantsBelowAsync(Tenant node, CancellationToken stop)
    {
        if (node.IsMerchant)
            return [node.Id.ToString()];
        return await _merchants.GetAsync(node.Id, async () =>
        {
            var rows = await ListBelowAsync(node, stop);
            return (IReadOnlyList<string>?)[.. rows.Where(row => row.IsMerchant).Take(1_000).Select(row => row.Id.ToString())];
        }) ?? [];
    }

    /// <summary>The nodes at or below a node, parents first; at most 5,000.</summary>
    public Task<IReadOnlyList<Tenant>> ListBelowAsync(Tenant node, CancellationToken stop) =>
        database.ReadAsync(async db => await TenantStore.ListBelowAsync(db, node.Path, stop), stop);

    /// <summary>The settings in force at a node: its own, else the nearest above it.</summary>
    public async ValueTask<Settings> SettingsAsync(TenantId id, CancellationToken stop) =>
        (await _settings.GetAsync(id, async () =>
        {
            var node = await GetAsync(id, stop);
            var own = await database.ReadAsync(async db => await TenantStore.OwnSettingsAsync(db, node.Lineage(), stop), stop);
            return (Settings?)EffectiveSettings.Of(own);
        }))!;

    /// <summary>A node's name in a language.</summary>
    public async ValueTask<string> NameAsync(TenantId id, string locale, CancellationToken stop) =>
        (await SettingsAsync(id, stop)).Name.In(locale);

    public void Hear(FactRow fact)
    {
        if (!string.Equals(fact.Topic, TenantChanged.Topic, StringComparison.Ordinal))
            return;
        // a node's settings reach all below it: forgetting everything is cheap and can't forget too little
        _settings.Clear();
        _nodes.Clear();
        _slugs.Clear();
        _merchants.Clear();
    }
}

/// <summary>A node was made, or its settings changed.</summary>
internal sealed record TenantChanged : IFact
{
    public static string Topic => "tenant.changed";
}
