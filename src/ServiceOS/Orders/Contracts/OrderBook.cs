using System.Text.Json;
using ServiceOS.Platform;
using ServiceOS.Platform.Data;

namespace ServiceOS.Orders.Contracts;

/// <summary>Orders with their parcels, for those who show them. Reads in the caller's transaction.</summary>
internal sealed class OrderBook(TimeProvider time)
{
    public const int ListMax = 50;

    /// <summary>A member's orders, newest first.</summary>
    /// <param name="limit">1 to 50.</param>
    public async Task<IReadOnlyList<OrderCard>> ListForMemberAsync(
        Session db, TenantId merchant, string memberId, int limit, CancellationToken stop)
    {
        Require.That(limit is >= 1 and <= ListMax);
        return await CardsAsync(db, merchant, await OrderStore.ListForMemberAsync(db, merchant, memberId, limit, stop), stop);
    }

    /// <summary>Those of a member's orders that have one of these ids or numbers, in any case, newest first, at most 50.</summary>
    public async Task<IReadOnlyList<OrderCard>> ListNamedAsync(
        Session db, TenantId merchant, string memberId, IReadOnlyList<string> named, CancellationToken stop) =>
        await CardsAsync(db, merchant, await OrderStore.ListNamedAsync(db, merchant, memberId, named, ListMax, stop), stop);

    /// <summary>An order of the merchant, whoever bought it: for staff. Null when there is none.</summary>
    public async Task<OrderCard?> FindAsync(Session db, TenantId merchant, string orderId, CancellationToken stop) =>
        await OrderStore.FindAsync(db, merchant, orderId, stop) is { } row
            ? (await CardsAsync(db, merchant, [row], stop))[0]
            : null;

    /// <summary>An order, if this member bought it: for what a consumer may see. Null otherwise.</summary>
    public async Task<OrderCard?> FindForMemberAsync(
        Session db, TenantId merchant, string memberId, string orderId, CancellationToken stop) =>
        await OrderStore.FindAsync(db, merchant, orderId, stop) is { } row && row.MemberId == memberId
            ? (await CardsAsync(db, merchant, [row], stop))[0]
            : null;

    /// <summary>Orders of some merchants whose number holds what was typed, newest first: for staff.</summary>
    /// <param name="limit">1 to 50.</param>
    public static async Task<IReadOnlyList<FoundOrder>> SearchAsync(
        Session db, IReadOnlyList<string> merchants, string typed, int limit, CancellationToken stop)
    {
        Require.That(limit is >= 1 and <= ListMax);
        return [.. (await OrderStore.SearchAsync(db, merchants, Patterns.Holding(typed), limit, stop))
            .Select(row => new FoundOrder(row.TenantId, row.Id, row.Number, row.State, row.PlacedAt, row.MemberId))];
    }

    private async Task<IReadOnlyList<OrderCard>> CardsAsync(
        Session db, TenantId merchant, IReadOnlyList<OrderRow> orders, CancellationToken stop)
    {
        if (orders.Count == 0)
            return [];
        var parcels = await ParcelStore.ListOfOrdersAsync(db, merchant, [.. orders.Select(order => order.Id)], stop);
        var seen = parcels.Count == 0
            ? []
            : await ParcelStore.ListNewestCheckpointsAsync(db, merchant, [.. parcels.Select(parcel => parcel.Id)], stop);
        var now = time.GetUtcNow();
        var seenOf = seen.ToLookup(checkpoint => checkpoint.ParcelId, StringComparer.Ordinal);
        var parcelsOf = parcels.ToLookup(parcel => parcel.OrderId, StringComparer.Ordinal);
        return [.. orders.Select(order => CardOf(order, [.. parcelsOf[order.Id].Select(row => CardOf(row, [.. seenOf[row.Id]], now))]))];
    }

    private static OrderCard CardOf(OrderRow row, IReadOnlyList<ParcelCard> parcels) => new()
    {
        Id = row.Id,
        Number = row.Number,
        PlacedAt = row.PlacedAt,
        State = row.State,
        Total = new(row.TotalAmount, row.Currency),
        Items = JsonSerializer.Deserialize<List<OrderItem>>(row.Items, JsonSerializerOptions.Web)!,
        Parcels = parcels,
    };

    private static ParcelCard CardOf(ParcelRow row, IReadOnlyList<CheckpointRow> newestFirst, DateTimeOffset now)
    {
        var newest = newestFirst.Count == 0 ? null : newestFirst[0];
        var state = ParcelState.Of(newest?.State, newest?.At ?? now, now);
        var expectedAt = newestFirst.FirstOrDefault(checkpoint => checkpoint.ExpectedAt is not null)?.ExpectedAt;
        return new()
        {
            Id = row.Id,
            Carrier = row.Carrier,
            TrackingNumber = row.TrackingNumber,
            State = state,
            EstimatedDelivery = DeliveryEstimate.Of(state, newest?.At, expectedAt, row.PromisedAt, now),
            Checkpoints = [.. newestFirst.Select(seen => new CheckpointCard { At = seen.At, Place = seen.Place, Text = seen.Text })],
        };
    }
}
