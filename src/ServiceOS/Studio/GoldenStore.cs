using ServiceOS.Platform.Data;

namespace ServiceOS.Studio;

/// <summary>The SQL of golden questions.</summary>
internal static class GoldenStore
{
    /// <summary>How many a node may have of its own.</summary>
    public const int OwnMax = 500;

    private const int ListedMax = OwnMax * 4;   // a node, its unit, the platform, and one to spare

    private const string Columns = "tenant_id, id, words_key, question, product, locale, expects, item_id, skill, what, by_name, at";

    /// <summary>Keeps one; the same question of the node's gets the new expectation instead.</summary>
    /// <returns>The id under which it is kept.</returns>
    public static ValueTask<string> PutAsync(Session db, GoldenRow row, CancellationToken stop) => db.GetAsync<string>($"""
        insert into golden_questions ({Columns})
        values (@TenantId, @Id, @WordsKey, @Question, @Product, @Locale, @Expects, @ItemId, @Skill, @What, @ByName, @At)
        on conflict (tenant_id, words_key) do update set question = excluded.question, expects = excluded.expects, item_id = excluded.item_id,
            skill = excluded.skill, what = excluded.what, by_name = excluded.by_name, at = excluded.at
        returning id
        """, row, stop);

    /// <summary>Changes one, unless another of the node's is the same question.</summary>
    public static async Task<bool> UpdateAsync(Session db, GoldenRow row, CancellationToken stop) => await db.RunAsync("""
        update golden_questions set words_key = @WordsKey, question = @Question, product = @Product, locale = @Locale, expects = @Expects,
            item_id = @ItemId, skill = @Skill, what = @What, by_name = @ByName, at = @At
        where id = @Id and not exists (
            select 1 from golden_questions o where o.tenant_id = @TenantId and o.words_key = @WordsKey and o.id <> @Id)
        """, row, stop) == 1;

    public static ValueTask<GoldenRow?> FindAsync(Session db, string id, CancellationToken stop) =>
        db.FindAsync<GoldenRow>($"select {Columns} from golden_questions where id = @id", new { id }, stop);

    /// <summary>Those of some nodes, newest first.</summary>
    public static ValueTask<IReadOnlyList<GoldenRow>> ListAsync(Session db, IReadOnlyList<TenantId> nodes, CancellationToken stop) =>
        db.ListAsync<GoldenRow>(
            $"select {Columns} from golden_questions where tenant_id in @nodes order by at desc, id desc limit @ListedMax", new { nodes, ListedMax }, stop);

    public static ValueTask<long> CountAsync(Session db, TenantId tenant, CancellationToken stop) =>
        db.GetAsync<long>("select count(*) from golden_questions where tenant_id = @tenant", new { tenant }, stop);

    public static async Task DeleteAsync(Session db, string id, CancellationToken stop) =>
        await db.RunAsync("delete from golden_questions where id = @id", new { id }, stop);
}

/// <summary>A question whose outcome is agreed on, as it is stored.</summary>
internal sealed record GoldenRow
{
    public required TenantId TenantId { get; init; }
    public required string Id { get; init; }

    /// <summary>Of the normalised question, product and language.</summary>
    public required string WordsKey { get; init; }
    public required string Question { get; init; }

    /// <summary>The product of the page that it is asked on; null: none.</summary>
    public string? Product { get; init; }

    /// <summary>The asker's; null: the node's own.</summary>
    public string? Locale { get; init; }

    /// <summary><c>item</c>, <c>skill</c>, <c>handover</c> or <c>out-of-scope</c>.</summary>
    public required string Expects { get; init; }
    public ItemId? ItemId { get; init; }
    public string? Skill { get; init; }

    /// <summary>The item's question when it was chosen; null when none is expected.</summary>
    public string? What { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
}
