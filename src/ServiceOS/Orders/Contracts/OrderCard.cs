using System.Text.Json.Serialization;

namespace ServiceOS.Orders.Contracts;

/// <summary>An order as consumers and agents see it: in messages, on the desk, in hand-offs.</summary>
internal sealed record OrderCard
{
    public required string Id { get; init; }

    /// <summary>The shop's order number, as people read it.</summary>
    public required string Number { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>One of <see cref="OrderState"/>.</summary>
    public required string State { get; init; }

    public required Money Total { get; init; }
    public required IReadOnlyList<OrderItem> Items { get; init; }
    public required IReadOnlyList<ParcelCard> Parcels { get; init; }
}

/// <summary>An order that a search found.</summary>
/// <param name="MemberId">Who bought it, as the shop knows them; null when nobody is known.</param>
internal sealed record FoundOrder(TenantId Merchant, string Id, string Number, string State, DateTimeOffset PlacedAt, string? MemberId);

/// <summary>An amount in whole minor units of a currency (ISO 4217).</summary>
internal sealed record Money(long Amount, string Currency);

/// <summary>One line of an order.</summary>
internal sealed record OrderItem
{
    public string? ProductId { get; init; }
    public required string Name { get; init; }
    public required int Quantity { get; init; }
    public string? ImageUrl { get; init; }
}

/// <summary>A parcel of an order, and how far it has come.</summary>
internal sealed record ParcelCard
{
    public required string Id { get; init; }
    public required string Carrier { get; init; }
    public required string TrackingNumber { get; init; }

    /// <summary>One of <see cref="ParcelState"/>.</summary>
    public required string State { get; init; }

    /// <summary>When it should arrive; null when nobody knows.</summary>
    public DateTimeOffset? EstimatedDelivery { get; init; }

    /// <summary>When the carrier first saw it; null when it has not, or the first of what was seen is too long past to be shown.</summary>
    [JsonIgnore]
    public DateTimeOffset? ShippedAt => Checkpoints.Count is > 0 and < ParcelStore.CheckpointsShownMax ? Checkpoints[^1].At : null;

    /// <summary>Newest first, at most 5.</summary>
    public required IReadOnlyList<CheckpointCard> Checkpoints { get; init; }
}

/// <summary>Where a parcel was seen.</summary>
internal sealed record CheckpointCard
{
    public required DateTimeOffset At { get; init; }
    public string? Place { get; init; }
    public required string Text { get; init; }
}

/// <summary>What has become of an order, as the shop says.</summary>
internal static class OrderState
{
    public const string Unpaid = "unpaid";
    public const string Paid = "paid";
    public const string Shipped = "shipped";
    public const string Delivered = "delivered";
    public const string Cancelled = "cancelled";
    public const string Refunded = "refunded";

    public static readonly IReadOnlyList<string> All = [Unpaid, Paid, Shipped, Delivered, Cancelled, Refunded];
}
