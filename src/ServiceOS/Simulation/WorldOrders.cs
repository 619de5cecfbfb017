using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Simulation;

/// <summary>What the demo's shops sell, and who has bought what.</summary>
internal sealed class WorldOrders(Database database, OrderIntake intake)
{
    private const int BatchRows = 100;

    /// <param name="tree">By slug.</param>
    /// <param name="count">Orders over all shops.</param>
    /// <param name="now">The instant from which everything is placed back.</param>
    /// <param name="progress">Told how much is done, 0–1.</param>
    public async Task FillAsync(
        IReadOnlyDictionary<string, Tenant> tree, long seed, int count, DateTimeOffset now, Action<double> progress, CancellationToken stop)
    {
        var (shops, parcels) = (WorldContent.Tree().Merchants, WorldContent.Parcels());
        var members = Members.Of(WorldContent.Shoppers(), seed);
        var done = 0;
        for (var i = 0; i < shops.Count; i++)
        {
            var products = WorldContent.Products(shops[i].Slug);
            await SellAsync(tree[shops[i].Slug].Id, shops[i].Slug, products, now, stop);
            var share = (count / shops.Count) + (i < count % shops.Count ? 1 : 0);
            foreach (var batch in new OrderMaker(parcels, shops[i], products, seed, now).Make(members, share).Chunk(BatchRows))
            {
                await StoreAsync(tree[shops[i].Slug].Id, batch, now, stop);
                done += batch.Length;
                progress((double)done / count);
            }
        }
    }

    private Task SellAsync(
        TenantId shop, string slug, IReadOnlyList<WorldProduct> products, DateTimeOffset now, CancellationToken stop) =>
        database.InTransactionAsync(async db =>
        {
            foreach (var product in products)
                await OrderIntake.TakeInAsync(db, shop, product.Id, ReportOf(product), now, stop);
            foreach (var campaign in WorldContent.Campaigns().Where(campaign => campaign.Merchant == slug))
                await OrderIntake.TakeInAsync(db, shop, campaign.Key, ReportOf(campaign, now), now, stop);
        }, stop);

    private Task StoreAsync(TenantId shop, IReadOnlyList<OrderReport> orders, DateTimeOffset now, CancellationToken stop) =>
        database.InTransactionAsync(async db =>
        {
            foreach (var order in orders)
                await intake.TakeInAsync(db, shop, order.Id!, order, now, stop);
        }, stop);

    private static ProductReport ReportOf(WorldProduct product) => new()
    {
        Name = Both(product.Name),
        Price = new(product.PriceFen, "CNY"),
        Category = product.Category,
        Description = Both(product.Description),
        Attributes = product.Attributes.ToDictionary(
            attribute => attribute.Key, attribute => Both(attribute.Value), StringComparer.Ordinal),
    };

    private static CampaignReport ReportOf(WorldCampaign campaign, DateTimeOffset now) => new()
    {
        Name = Both(campaign.Name),
        Rule = Both(campaign.Rule),
        ValidFrom = Seasons.Move(campaign.ValidFrom, now),
        ValidTo = Seasons.Move(campaign.ValidTo, now),
    };

    private static TextReport Both(LocalText text) => new(text.Zh, text.En);
}
