using System.Text.Json;
using ServiceOS.Platform;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Orders.Contracts;

/// <summary>A merchant's products and running campaigns. Reads in the caller's transaction.</summary>
internal static class ProductCatalog
{
    public const int ListMax = 200;

    /// <summary>A product; null when there is none.</summary>
    public static async Task<Product?> FindAsync(Session db, TenantId merchant, string id, CancellationToken stop) =>
        await ProductStore.FindAsync(db, merchant, id, stop) is { } row ? ProductOf(row) : null;

    /// <summary>Products whose names, category or id hold <paramref name="words"/> (all when empty), by id.</summary>
    /// <param name="after">The id after which to go on; empty: from the first.</param>
    /// <param name="limit">1 to 200.</param>
    public static async Task<IReadOnlyList<Product>> SearchAsync(
        Session db, TenantId merchant, string words, string after, int limit, CancellationToken stop)
    {
        Require.That(limit is >= 1 and <= ListMax);
        return [.. (await ProductStore.SearchAsync(db, merchant, words, after, limit, stop)).Select(ProductOf)];
    }

    /// <summary>Products whose names, category or id hold any of the first 8 words, the most of them first, at most 200.</summary>
    public static async Task<IReadOnlyList<Product>> NearAsync(
        Session db, TenantId merchant, IReadOnlyList<string> words, CancellationToken stop) =>
        [.. (await ProductStore.NearAsync(db, merchant, words, ListMax, stop)).Select(ProductOf)];

    /// <summary>The campaigns that run at an instant, the one that ends first first, at most 100.</summary>
    public static async Task<IReadOnlyList<Campaign>> RunningCampaignsAsync(
        Session db, TenantId merchant, DateTimeOffset now, CancellationToken stop) =>
        [.. (await ProductStore.ListRunningAsync(db, merchant, now, stop)).Select(CampaignOf)];

    /// <summary>Campaigns whenever they run, the one that ends last first, at most 100.</summary>
    public static async Task<IReadOnlyList<Campaign>> CampaignsAsync(Session db, TenantId merchant, CancellationToken stop) =>
        [.. (await ProductStore.ListCampaignsAsync(db, merchant, stop)).Select(CampaignOf)];

    private static Campaign CampaignOf(CampaignRow row) => new()
    {
        Id = row.Id,
        Name = new(row.NameZh, row.NameEn),
        Rule = new(row.RuleZh, row.RuleEn),
        ValidFrom = row.ValidFrom,
        ValidTo = row.ValidTo,
    };

    private static Product ProductOf(ProductRow row) => new()
    {
        Id = row.Id,
        Name = new(row.NameZh, row.NameEn),
        Price = new(row.PriceFen, row.Currency),
        Category = row.Category,
        Description = new(row.DescriptionZh, row.DescriptionEn),
        Attributes = JsonSerializer.Deserialize<Dictionary<string, LocalText>>(row.Attributes, JsonSerializerOptions.Web)!,
        ImageUrl = row.ImageUrl,
    };
}

/// <summary>What a merchant sells.</summary>
internal sealed record Product
{
    public required string Id { get; init; }
    public required LocalText Name { get; init; }
    public required Money Price { get; init; }
    public string? Category { get; init; }
    public required LocalText Description { get; init; }
    public required IReadOnlyDictionary<string, LocalText> Attributes { get; init; }
    public string? ImageUrl { get; init; }
}

/// <summary>A rule that holds for a time: a discount, a gift.</summary>
internal sealed record Campaign
{
    public required string Id { get; init; }
    public required LocalText Name { get; init; }
    public required LocalText Rule { get; init; }
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Not included.</summary>
    public required DateTimeOffset ValidTo { get; init; }
}
