using ServiceOS.Platform.Data;

namespace ServiceOS.Orders;

/// <summary>The SQL of products and campaigns.</summary>
internal static class ProductStore
{
    private const int CampaignsMax = 100;

    /// <summary>How many of a question's words are looked for.</summary>
    private const int WordsMax = 8;

    private static readonly string s_hits = string.Join(" + ", Enumerable.Range(0, WordsMax).Select(
        at => $"case when search like @P{at} escape '!' then 1 else 0 end"));

    private const string Columns = """
        tenant_id, id, name_zh, name_en, price_fen, currency, category, description_zh, description_en, attributes,
        image_url, search, changed_at, digest
        """;

    public static ValueTask<ProductRow?> FindAsync(Session db, TenantId merchant, string id, CancellationToken stop) =>
        db.FindAsync<ProductRow>($"select {Columns} from products where tenant_id = @merchant and id = @id", new { merchant, id }, stop);

    /// <summary>By id, after <paramref name="after"/>; those whose names, category or id hold <paramref name="words"/>.</summary>
    public static ValueTask<IReadOnlyList<ProductRow>> SearchAsync(
        Session db, TenantId merchant, string words, string after, int limit, CancellationToken stop) =>
        db.ListAsync<ProductRow>($"""
            select {Columns}
            from products
            where tenant_id = @merchant and id > @after and search like @pattern escape '!'
            order by id
            limit @limit
            """, new { merchant, after, pattern = PatternOf(words), limit }, stop);

    /// <summary>Those whose names, category or id hold any of the first 8 words, the most of them first, then by id.</summary>
    public static ValueTask<IReadOnlyList<ProductRow>> NearAsync(
        Session db, TenantId merchant, IReadOnlyList<string> words, int limit, CancellationToken stop)
    {
        string At(int at) => at < words.Count ? PatternOf(words[at]) : "";   // nothing is like it: what is searched is never empty
        return db.ListAsync<ProductRow>($"""
            select {Columns}
            from (select {Columns}, {s_hits} as hits from products where tenant_id = @merchant) counted
            where hits > 0
            order by hits desc, id
            limit @limit
            """, new { merchant, limit, P0 = At(0), P1 = At(1), P2 = At(2), P3 = At(3), P4 = At(4), P5 = At(5), P6 = At(6), P7 = At(7) }, stop);
    }

    /// <summary>The version that is stored; null when there is none.</summary>
    public static ValueTask<VersionRow?> VersionAsync(Session db, TenantId merchant, string id, CancellationToken stop) =>
        db.FindAsync<VersionRow>(
            "select changed_at, digest from products where tenant_id = @merchant and id = @id", new { merchant, id }, stop);

    /// <inheritdoc cref="VersionAsync"/>
    public static ValueTask<VersionRow?> CampaignVersionAsync(Session db, TenantId merchant, string id, CancellationToken stop) =>
        db.FindAsync<VersionRow>(
            "select changed_at, digest from campaigns where tenant_id = @merchant and id = @id", new { merchant, id }, stop);

    /// <summary>Keeps the newer of what is stored and <paramref name="row"/>.</summary>
    /// <returns>False when what is stored is as new.</returns>
    public static async Task<bool> PutAsync(Session db, ProductRow row, CancellationToken stop) => await db.RunAsync("""
        insert into products (tenant_id, id, name_zh, name_en, price_fen, currency, category, description_zh, description_en,
                              attributes, image_url, search, changed_at, digest)
        values (@TenantId, @Id, @NameZh, @NameEn, @PriceFen, @Currency, @Category, @DescriptionZh, @DescriptionEn,
                @Attributes, @ImageUrl, @Search, @ChangedAt, @Digest)
        on conflict (tenant_id, id) do update
        set name_zh = excluded.name_zh, name_en = excluded.name_en, price_fen = excluded.price_fen,
            currency = excluded.currency, category = excluded.category, description_zh = excluded.description_zh,
            description_en = excluded.description_en, attributes = excluded.attributes, image_url = excluded.image_url,
            search = excluded.search, changed_at = excluded.changed_at, digest = excluded.digest
        where (excluded.changed_at, excluded.digest) > (products.changed_at, products.digest)
        """, row, stop) == 1;

    /// <summary>Whenever they run, the one that ends last first, at most 100.</summary>
    public static ValueTask<IReadOnlyList<CampaignRow>> ListCampaignsAsync(Session db, TenantId merchant, CancellationToken stop) =>
        db.ListAsync<CampaignRow>("""
            select tenant_id, id, name_zh, name_en, rule_zh, rule_en, valid_from, valid_to, changed_at, digest
            from campaigns
            where tenant_id = @merchant
            order by valid_to desc, id
            limit @CampaignsMax
            """, new { merchant, CampaignsMax }, stop);

    /// <summary>Those that run at an instant, the one that ends first first, at most 100.</summary>
    public static ValueTask<IReadOnlyList<CampaignRow>> ListRunningAsync(
        Session db, TenantId merchant, DateTimeOffset now, CancellationToken stop) =>
        db.ListAsync<CampaignRow>("""
            select tenant_id, id, name_zh, name_en, rule_zh, rule_en, valid_from, valid_to, changed_at, digest
            from campaigns
            where tenant_id = @merchant and valid_from <= @now and valid_to > @now
            order by valid_to, id
            limit @CampaignsMax
            """, new { merchant, now, CampaignsMax }, stop);

    /// <inheritdoc cref="PutAsync(Session, ProductRow, CancellationToken)"/>
    public static async Task<bool> PutAsync(Session db, CampaignRow row, CancellationToken stop) => await db.RunAsync("""
        insert into campaigns (tenant_id, id, name_zh, name_en, rule_zh, rule_en, valid_from, valid_to, changed_at, digest)
        values (@TenantId, @Id, @NameZh, @NameEn, @RuleZh, @RuleEn, @ValidFrom, @ValidTo, @ChangedAt, @Digest)
        on conflict (tenant_id, id) do update
        set name_zh = excluded.name_zh, name_en = excluded.name_en, rule_zh = excluded.rule_zh, rule_en = excluded.rule_en,
            valid_from = excluded.valid_from, valid_to = excluded.valid_to, changed_at = excluded.changed_at,
            digest = excluded.digest
        where (excluded.changed_at, excluded.digest) > (campaigns.changed_at, campaigns.digest)
        """, row, stop) == 1;

    private static string PatternOf(string words) =>
        $"%{words.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal)}%";
}

/// <summary>A product as it is stored.</summary>
internal sealed record ProductRow
{
    public required TenantId TenantId { get; init; }
    public required string Id { get; init; }
    public required string NameZh { get; init; }
    public required string NameEn { get; init; }
    public required long PriceFen { get; init; }
    public required string Currency { get; init; }
    public string? Category { get; init; }
    public required string DescriptionZh { get; init; }
    public required string DescriptionEn { get; init; }
    public required string Attributes { get; init; }
    public string? ImageUrl { get; init; }
    public required string Search { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required string Digest { get; init; }
}

/// <summary>A campaign as it is stored.</summary>
internal sealed record CampaignRow
{
    public required TenantId TenantId { get; init; }
    public required string Id { get; init; }
    public required string NameZh { get; init; }
    public required string NameEn { get; init; }
    public required string RuleZh { get; init; }
    public required string RuleEn { get; init; }
    public required DateTimeOffset ValidFrom { get; init; }
    public required DateTimeOffset ValidTo { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required string Digest { get; init; }
}
