using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Studio;

/// <summary>The SQL of verdicts on gaps.</summary>
internal static class GapVerdictStore
{
    private const int ListedMax = 2_000;

    public static async Task InsertAsync(Session db, GapVerdictRow row, CancellationToken stop) => await db.RunAsync("""
        insert into gap_verdicts (tenant_id, id, verdict, lead, questions, volume, days, item_id, copied, added, by_name, at)
        values (@TenantId, @Id, @Verdict, @Lead, @Questions, @Volume, @Days, @ItemId, @Copied, @Added, @ByName, @At)
        """, row, stop);

    /// <summary>A node's, newest first, at most 2,000.</summary>
    public static ValueTask<IReadOnlyList<GapVerdictRow>> ListAsync(Session db, TenantId tenant, CancellationToken stop) =>
        db.ListAsync<GapVerdictRow>("""
            select tenant_id, id, verdict, lead, questions, volume, days, item_id, copied, added, by_name, at from gap_verdicts
            where tenant_id = @tenant
            order by at desc, id desc
            limit @ListedMax
            """, new { tenant, ListedMax }, stop);

    public static ValueTask<GapVerdictRow?> FindAsync(Session db, string id, CancellationToken stop) =>
        db.FindAsync<GapVerdictRow>("""
            select tenant_id, id, verdict, lead, questions, volume, days, item_id, copied, added, by_name, at from gap_verdicts where id = @id
            """, new { id }, stop);

    public static async Task DeleteAsync(Session db, string id, CancellationToken stop) =>
        await db.RunAsync("delete from gap_verdicts where id = @id", new { id }, stop);
}

/// <summary>What somebody decided about a gap.</summary>
internal sealed record GapVerdictRow
{
    public required TenantId TenantId { get; init; }
    public required string Id { get; init; }

    /// <summary><c>new</c>, <c>similar</c> or <c>ignore</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>The key of the question that stood for the gap.</summary>
    public required string Lead { get; init; }

    /// <summary>JSON: the keys of its questions.</summary>
    public required string Questions { get; init; }

    /// <summary>How often it was asked within <see cref="Days"/>.</summary>
    public required long Volume { get; init; }
    public required long Days { get; init; }

    /// <summary>The item that was to be made, or that got the questions; null when it was ignored.</summary>
    public ItemId? ItemId { get; init; }

    /// <summary>The item was copied from above for it.</summary>
    public required bool Copied { get; init; }

    /// <summary>JSON: the questions that the item got.</summary>
    public required string Added { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }

    public static string JsonOf(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts);

    public static IReadOnlyList<string> ListOf(string json) => JsonSerializer.Deserialize<IReadOnlyList<string>>(json)!;
}
