using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Simulation.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Simulation;

/// <summary>What the demo's shop pages show: the shop, its products, and people to be.</summary>
internal static class DemoEndpoints
{
    private const int ProductsShown = 24;
    private const int OrdersShown = 5;

    public static void MapDemoEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/demo/shop/{slug}.json", ShopAsync).WithTags("Demo")
            .WithSummary("A demo's shop page; there is none in a real installation")
            .AllowAnyone();   // it is the shop's public page, and only a demo has it

    private static async Task<Results<Ok<ShopView>, ProblemHttpResult>> ShopAsync(
        string slug, AppSettings settings, TenantTree tree, Database database, OrderBook orders, TimeProvider time, CancellationToken stop)
    {
        if (await DemoFile.FindAsync(settings.DataFolder, stop) is not { } demo
            || demo.Merchants.FirstOrDefault(merchant => merchant.Slug == slug) is not { } merchant
            || await tree.FindBySlugAsync(slug, stop) is not { } node)
            return Problems.NotFound();

        var world = WorldContent.Tree().Merchants;
        var shop = await tree.SettingsAsync(node.Id, stop);
        var products = await database.ReadAsync(
            db => ProductCatalog.SearchAsync(db, node.Id, words: "", after: "", ProductsShown, stop), stop);
        var shoppers = new List<ShopperView>();
        var members = Members.Of(WorldContent.Shoppers(), demo.Seed);
        foreach (var number in Members.Shown)
        {
            var member = members[number];
            var cards = await database.ReadAsync(db => orders.ListForMemberAsync(db, node.Id, member.Id, OrdersShown, stop), stop);
            shoppers.Add(new(member.Name, Members.TokenOf(member, merchant.MemberKey, time.GetUtcNow()),
                [.. cards.Select(card => new OrderView(card.Id, card.Number, card.State, card.PlacedAt, card.Items[0].Name, card.Items.Count))]));
        }
        return TypedResults.Ok(new ShopView(
            new(slug, shop.Name, shop.Color),
            [.. products.Select(product => new ProductView(product.Id, product.Name, product.Price.Amount, product.Category ?? "",
                product.Description, product.Attributes))],
            shoppers,
            [.. world.Where(other => other.Slug != slug).Select(other => new OtherView(other.Slug, other.Name))]));
    }

    internal sealed record ShopView(
        MerchantView Merchant, IReadOnlyList<ProductView> Products, IReadOnlyList<ShopperView> Shoppers, IReadOnlyList<OtherView> Others);

    internal sealed record MerchantView(string Slug, LocalText Name, string Color);

    internal sealed record ProductView(
        string Id, LocalText Name, long PriceFen, string Category, LocalText Description, IReadOnlyDictionary<string, LocalText> Attributes);

    /// <param name="MemberToken">What the shop's site vouches with. Good for 50 minutes.</param>
    internal sealed record ShopperView(string Name, string MemberToken, IReadOnlyList<OrderView> Orders);

    /// <param name="Item">The name of its first item.</param>
    /// <param name="Items">How many items it has.</param>
    internal sealed record OrderView(string Id, string Number, string State, DateTimeOffset PlacedAt, string Item, int Items);

    internal sealed record OtherView(string Slug, LocalText Name);
}
