using System.Text.Json;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>The SQL of publications that were made although golden questions broke.</summary>
internal static class OverrulingStore
{
    private const int ListedMax = 20;

    /// <summary>Keeps why. Call while the node is held.</summary>
    /// <param name="version">The node's publication.</param>
    public static async Task InsertAsync(Session db, TenantId tenant, long version, Overruling why, Edit edit, CancellationToken stop) =>
        await db.RunAsync("""
            insert into knowledge_overrulings (tenant_id, version, reason, broken, lost, by_name, at)
            values (@tenant, @version, @Reason, @broken, @Lost, @By, @At)
            """, new { tenant, version, why.Reason, broken = JsonSerializer.Serialize(why.Broken), why.Lost, edit.By, edit.At }, stop);

    /// <summary>A node's, newest first, at most 20.</summary>
    public static ValueTask<IReadOnlyList<OverrulingRow>> ListAsync(Session db, TenantId tenant, CancellationToken stop) =>
        db.ListAsync<OverrulingRow>("""
            select version, reason, broken, lost, by_name, at from knowledge_overrulings
            where tenant_id = @tenant
            order by version desc
            limit @ListedMax
            """, new { tenant, ListedMax }, stop);
}

/// <summary>Why something was published all the same, as it is stored.</summary>
internal sealed record OverrulingRow
{
    public required long Version { get; init; }
    public required string Reason { get; init; }

    /// <summary>JSON: the questions.</summary>
    public required string Broken { get; init; }
    public required long Lost { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
}
