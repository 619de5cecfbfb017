using ServiceOS.Platform.Data;

namespace ServiceOS.Metrics;

/// <summary>The SQL of counts by minute.</summary>
internal static class MinuteStore
{
    /// <summary>The counts of some merchants from one minute to another (not included), summed by minute and figure.</summary>
    public static ValueTask<IReadOnlyList<MinuteRow>> ListAsync(
        Session db, IReadOnlyList<string> merchants, DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        db.ListAsync<MinuteRow>("""
            select tenant_id, minute, figure, total from metric_minutes
            where tenant_id in @merchants and minute >= @from and minute < @to
            """, new { merchants, from, to }, stop);
}

internal sealed record MinuteRow
{
    public required string TenantId { get; init; }
    public required DateTimeOffset Minute { get; init; }
    public required string Figure { get; init; }
    public required long Total { get; init; }
}
