using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>The SQL of the item list: a node's own items, and those that it inherits.</summary>
/// <remarks>
/// Two statements merged by the caller rather than one union: each walks its index and stops at the page's end, however
/// many items there are.
/// </remarks>
internal static class ItemListStore
{
    private const string Filters = """
        (cast(@Language as text) is null or {0}language = @Language)
        and (cast(@Category as text) is null or {0}category = @Category)
        and (cast(@Like as text) is null or {0}search like @Like escape '!')
        """;

    private const string OwnWhere = """
        tenant_id = @Node and (state = @State or (cast(@State as text) is null and not archived)) and
        """;

    // hidden: what an own item, or a published one of a node between, stands in for
    private const string InheritedWhere = """
        i.tenant_id in @Above and i.live_version is not null
        and not exists (select 1 from knowledge_items o where o.overrides_id = i.id
            and ((o.tenant_id = @Node and not o.archived) or (o.tenant_id in @Above and o.live_version is not null)))
        and
        """;

    private static readonly string s_own = $"""
        select id, tenant_id, question, similar_count, language, category, state, published_version as version, overrides_id,
            valid_from, valid_to, updated_at, updated_by
        from knowledge_items
        where {OwnWhere} {Of("")}
            and (updated_at, id) < (@BeforeAt, @BeforeId)
        order by updated_at desc, id desc
        limit @Limit
        """;

    private static readonly string s_inherited = $"""
        select i.id, i.tenant_id, v.question, v.similar_count, v.language, v.category, 'published' as state, v.version,
            i.overrides_id, v.valid_from, v.valid_to, i.live_at as updated_at, v.published_by as updated_by
        from knowledge_items i
        join knowledge_versions v on v.item_id = i.id and v.version = i.live_version
        where {InheritedWhere} {Of("v.")}
            and (i.live_at, i.id) < (@BeforeAt, @BeforeId)
        order by i.live_at desc, i.id desc
        limit @Limit
        """;

    private static readonly string s_countOwn = $"select count(*) from knowledge_items where {OwnWhere} {Of("")}";

    private static readonly string s_countInherited = $"""
        select count(*)
        from knowledge_items i
        join knowledge_versions v on v.item_id = i.id and v.version = i.live_version
        where {InheritedWhere} {Of("v.")}
        """;

    /// <summary>The next rows of both kinds, each newest change first.</summary>
    public static async Task<IReadOnlyList<ItemListRow>> ListAsync(Session db, ItemListArgs args, CancellationToken stop)
    {
        var own = await db.ListAsync<ItemListRow>(s_own, args, stop);
        return args.WithInherited ? [.. own, .. await db.ListAsync<ItemListRow>(s_inherited, args, stop)] : own;
    }

    /// <summary>How many rows there are on all pages.</summary>
    public static async Task<long> CountAsync(Session db, ItemListArgs args, CancellationToken stop)
    {
        var own = await db.GetAsync<long>(s_countOwn, args, stop);
        return args.WithInherited ? own + await db.GetAsync<long>(s_countInherited, args, stop) : own;
    }

    /// <summary>How many of the node's own items wait to be published.</summary>
    public static async Task<long> CountPendingAsync(Session db, TenantId node, CancellationToken stop) =>
        await db.GetAsync<long>("select count(*) from knowledge_items where tenant_id = @node and pending", new { node }, stop);

    private static string Of(string alias) => Filters.Replace("{0}", alias, StringComparison.Ordinal);
}

/// <summary>What the list's statements need.</summary>
internal sealed record ItemListArgs
{
    public required TenantId Node { get; init; }

    /// <summary>The nodes above it.</summary>
    public required IReadOnlyList<TenantId> Above { get; init; }

    public string? Language { get; init; }
    public string? Category { get; init; }
    public string? State { get; init; }

    /// <summary>A pattern for <c>like</c>, lower case.</summary>
    public string? Like { get; init; }

    public required DateTimeOffset BeforeAt { get; init; }
    public required string BeforeId { get; init; }
    public required int Limit { get; init; }

    public bool WithInherited => Above.Count > 0 && State is null or "published";
}

/// <summary>A row of the item list.</summary>
internal sealed record ItemListRow
{
    public required ItemId Id { get; init; }
    public required TenantId TenantId { get; init; }
    public required string Question { get; init; }
    public required long SimilarCount { get; init; }
    public required string Language { get; init; }
    public string? Category { get; init; }
    public required string State { get; init; }
    public long? Version { get; init; }
    public ItemId? OverridesId { get; init; }
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidTo { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required string UpdatedBy { get; init; }
}
