using ServiceOS.Platform.Data;

namespace ServiceOS.Orders;

/// <summary>The SQL of parcels and checkpoints.</summary>
internal static class ParcelStore
{
    public const int CheckpointsShownMax = 5;
    private const int ParcelsMax = 1_000;

    public static ValueTask<IReadOnlyList<ParcelRow>> ListOfOrdersAsync(
        Session db, TenantId merchant, IReadOnlyList<string> orders, CancellationToken stop) =>
        db.ListAsync<ParcelRow>("""
            select tenant_id, id, order_id, carrier, tracking_number, promised_at, changed_at, digest
            from parcels
            where tenant_id = @merchant and order_id in @orders
            order by order_id, id
            limit @ParcelsMax
            """, new { merchant, orders, ParcelsMax }, stop);

    /// <summary>The newest five of each parcel, newest first.</summary>
    public static ValueTask<IReadOnlyList<CheckpointRow>> ListNewestCheckpointsAsync(
        Session db, TenantId merchant, IReadOnlyList<string> parcels, CancellationToken stop) =>
        db.ListAsync<CheckpointRow>("""
            select tenant_id, parcel_id, id, at, state, place, text, expected_at, changed_at, digest
            from (select tenant_id, parcel_id, id, at, state, place, text, expected_at, changed_at, digest,
                         row_number() over (partition by parcel_id order by at desc, id desc) as place_in_time
                  from checkpoints
                  where tenant_id = @merchant and parcel_id in @parcels) newest
            where place_in_time <= @CheckpointsShownMax
            order by parcel_id, at desc, id desc
            """, new { merchant, parcels, CheckpointsShownMax }, stop);

    public static ValueTask<string?> OrderOfAsync(Session db, TenantId merchant, string parcelId, CancellationToken stop) =>
        db.FindAsync<string>(
            "select order_id from parcels where tenant_id = @merchant and id = @parcelId", new { merchant, parcelId }, stop);

    public static ValueTask<VersionRow?> VersionAsync(Session db, TenantId merchant, string id, CancellationToken stop) =>
        db.FindAsync<VersionRow>(
            "select changed_at, digest from parcels where tenant_id = @merchant and id = @id", new { merchant, id }, stop);

    public static ValueTask<VersionRow?> CheckpointVersionAsync(
        Session db, TenantId merchant, string parcelId, string id, CancellationToken stop) =>
        db.FindAsync<VersionRow>("""
            select changed_at, digest from checkpoints
            where tenant_id = @merchant and parcel_id = @parcelId and id = @id
            """, new { merchant, parcelId, id }, stop);

    /// <summary>Keeps the newer of what is stored and <paramref name="row"/>.</summary>
    /// <returns>False when what is stored is as new.</returns>
    public static async Task<bool> PutAsync(Session db, ParcelRow row, CancellationToken stop) => await db.RunAsync("""
        insert into parcels (tenant_id, id, order_id, carrier, tracking_number, promised_at, changed_at, digest)
        values (@TenantId, @Id, @OrderId, @Carrier, @TrackingNumber, @PromisedAt, @ChangedAt, @Digest)
        on conflict (tenant_id, id) do update
        set order_id = excluded.order_id, carrier = excluded.carrier, tracking_number = excluded.tracking_number,
            promised_at = excluded.promised_at, changed_at = excluded.changed_at, digest = excluded.digest
        where (excluded.changed_at, excluded.digest) > (parcels.changed_at, parcels.digest)
        """, row, stop) == 1;

    /// <inheritdoc cref="PutAsync(Session, ParcelRow, CancellationToken)"/>
    public static async Task<bool> PutAsync(Session db, CheckpointRow row, CancellationToken stop) => await db.RunAsync("""
        insert into checkpoints (tenant_id, parcel_id, id, at, state, place, text, expected_at, changed_at, digest)
        values (@TenantId, @ParcelId, @Id, @At, @State, @Place, @Text, @ExpectedAt, @ChangedAt, @Digest)
        on conflict (tenant_id, parcel_id, id) do update
        set at = excluded.at, state = excluded.state, place = excluded.place, text = excluded.text,
            expected_at = excluded.expected_at, changed_at = excluded.changed_at, digest = excluded.digest
        where (excluded.changed_at, excluded.digest) > (checkpoints.changed_at, checkpoints.digest)
        """, row, stop) == 1;
}

/// <summary>A parcel as it is stored.</summary>
internal sealed record ParcelRow
{
    public required TenantId TenantId { get; init; }
    public required string Id { get; init; }
    public required string OrderId { get; init; }
    public required string Carrier { get; init; }
    public required string TrackingNumber { get; init; }
    public DateTimeOffset? PromisedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required string Digest { get; init; }
}

/// <summary>A checkpoint as it is stored.</summary>
internal sealed record CheckpointRow
{
    public required TenantId TenantId { get; init; }
    public required string ParcelId { get; init; }
    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string State { get; init; }
    public string? Place { get; init; }
    public required string Text { get; init; }
    public DateTimeOffset? ExpectedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required string Digest { get; init; }
}
