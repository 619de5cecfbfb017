using System.Security.Cryptography;
using ServiceOS.Platform.Data;
using ServiceOS.Simulation.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Simulation;

/// <summary>The demo's tree, its API keys and the keys of its members' sites.</summary>
internal sealed class WorldTenants(CreateTenant create, KeyAdmin keys, TenantTree tree, Database database, TimeProvider time)
{
    private const int MemberKeyBytes = 32;

    private static readonly string[] s_scopes =
    [
        Permission.FactsRead, Permission.OrdersWrite, Permission.MessagesWrite, Permission.Ask, Permission.KnowledgeRead,
        Permission.KnowledgeWrite, Permission.BoardRead, Permission.DeskRead,
    ];

    /// <summary>Makes all nodes.</summary>
    /// <returns>By slug.</returns>
    public async Task<IReadOnlyDictionary<string, Tenant>> PlantAsync(CancellationToken stop)
    {
        var world = WorldContent.Tree();
        var nodes = new Dictionary<string, Tenant>(StringComparer.Ordinal);
        var platform = nodes[world.Platform.Slug] = await create.RunAsync(
            parent: null, TenantKind.Platform, world.Platform.Slug, new() { Name = world.Platform.Name }, stop);
        foreach (var unit in world.Units)
            nodes[unit.Slug] = await create.RunAsync(platform, TenantKind.Unit, unit.Slug, new() { Name = unit.Name }, stop);
        foreach (var shop in world.Merchants)
        {
            nodes[shop.Slug] = await create.RunAsync(nodes[shop.Unit], TenantKind.Merchant, shop.Slug, new()
            {
                Name = shop.Name,
                Color = shop.Color,
                Greeting = shop.Greeting,
                OfflineMessage = shop.OfflineMessage,
            }, stop);
        }
        return nodes;
    }

    /// <summary>An API key and a member key for each shop.</summary>
    public async Task<IReadOnlyList<DemoMerchant>> GiveKeysAsync(
        IReadOnlyDictionary<string, Tenant> nodes, CancellationToken stop)
    {
        var made = new List<DemoMerchant>();
        foreach (var shop in WorldContent.Tree().Merchants)
        {
            var node = nodes[shop.Slug];
            var memberKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MemberKeyBytes));
            await database.InTransactionAsync(
                db => MemberKeys.SetAsync(db, node.Id, MemberKeys.Hs256, memberKey, time.GetUtcNow(), stop), stop);
            made.Add(new()
            {
                Id = node.Id.ToString(),
                Slug = shop.Slug,
                Name = shop.Name.En,
                Key = await keys.CreateAsync(node.Id, "demo", s_scopes, stop),
                MemberKey = memberKey,
            });
        }
        return made;
    }

    /// <summary>True when there is no node at all.</summary>
    public async Task<bool> AreNoneAsync(CancellationToken stop) => await tree.FindTopAsync(stop) is null;
}
