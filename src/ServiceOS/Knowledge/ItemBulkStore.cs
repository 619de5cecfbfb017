using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>The SQL of storing many working copies: hundreds of rows a statement, handed over as one JSON array.</summary>
/// <remarks>
/// A statement a row would hold a PostgreSQL transaction open for seconds on a large import, and no fact is read past an
/// open transaction: everybody's screens would wait.
/// </remarks>
internal static class ItemBulkStore
{
    private const int ChunkMax = 500;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Makes items. Call while the node is held.</summary>
    public static async Task InsertAsync(Session db, TenantId tenant, IEnumerable<BulkItem> items, Edit edit, CancellationToken stop)
    {
        foreach (var chunk in items.Chunk(ChunkMax))
        {
            await db.RunAsync($"""
                insert into knowledge_items (id, tenant_id, overrides_id, language, question, similar_count, category, valid_from,
                    valid_to, updated_at, updated_by, archived, changed, live_changed, content, search)
                select r.value ->> 'id', cast(@tenant as text), r.value ->> 'overrides', r.value ->> 'language', r.value ->> 'question',
                    cast(r.value ->> 'similar' as bigint), r.value ->> 'category', cast(r.value ->> 'validFrom' as bigint),
                    cast(r.value ->> 'validTo' as bigint), cast(@At as bigint), cast(@By as text), false, true, 0,
                    r.value ->> 'content', r.value ->> 'search'
                from {RowsOf(db)}
                """, new { tenant, edit.At, edit.By, rows = JsonOf(chunk) }, stop);
        }
    }

    /// <summary>Replaces working copies of a node's items. Call while the node is held.</summary>
    public static async Task UpdateAsync(Session db, TenantId tenant, IEnumerable<BulkItem> items, Edit edit, CancellationToken stop)
    {
        foreach (var chunk in items.Chunk(ChunkMax))
        {
            await db.RunAsync($"""
                update knowledge_items
                set language = r.value ->> 'language', question = r.value ->> 'question',
                    similar_count = cast(r.value ->> 'similar' as bigint), category = r.value ->> 'category',
                    valid_from = cast(r.value ->> 'validFrom' as bigint), valid_to = cast(r.value ->> 'validTo' as bigint),
                    updated_at = @At, updated_by = @By, content = r.value ->> 'content', search = r.value ->> 'search',
                    changed = not exists (select 1 from knowledge_versions v
                        where v.item_id = knowledge_items.id and v.version = knowledge_items.published_version
                            and v.content = r.value ->> 'content')
                from {RowsOf(db)}
                where knowledge_items.id = r.value ->> 'id' and knowledge_items.tenant_id = @tenant
                """, new { tenant, edit.At, edit.By, rows = JsonOf(chunk) }, stop);
        }
    }

    /// <summary>The array's elements as rows: the one word that the engines don't share.</summary>
    private static string RowsOf(Session db) => db.Engine == Engine.Sqlite
        ? "json_each(@rows) as r"
        : "jsonb_array_elements(cast(@rows as jsonb)) as r(value)";

    private static string JsonOf(IEnumerable<BulkItem> items) => JsonSerializer.Serialize(items.Select(item => new
    {
        id = item.Id.ToString(),
        overrides = item.Overrides?.ToString(),
        item.Content.Language,
        item.Content.Question,
        similar = item.Content.Similar.Count,
        item.Content.Category,
        validFrom = item.Content.ValidFrom?.ToUnixTimeMilliseconds(),
        validTo = item.Content.ValidTo?.ToUnixTimeMilliseconds(),
        content = ContentJson.Write(item.Content),
        search = ContentJson.SearchOf(item.Content),
    }), s_json);
}

/// <summary>One of many items to be stored.</summary>
/// <param name="Overrides">The item above that a new one stands in for.</param>
internal sealed record BulkItem(ItemId Id, Content Content, ItemId? Overrides = null);
