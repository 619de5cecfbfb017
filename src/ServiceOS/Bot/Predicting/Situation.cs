using ServiceOS.Orders.Contracts;

namespace ServiceOS.Bot.Predicting;

/// <summary>How it stands with a consumer who opens the chat: what tells most of what they come for.</summary>
/// <param name="Order">The newest order's state, one of the words below.</param>
/// <param name="Product">Of the page; empty when it is none's.</param>
internal sealed record Situation(string Order, string Product)
{
    public const string NoOrder = "none";

    /// <summary>Paid, and not shipped for so long that it is missed.</summary>
    public const string PaidLong = "paid-long";
    public const string OnItsWay = "on-its-way";

    /// <summary>Delivered so long ago that it is in use.</summary>
    public const string DeliveredLong = "delivered-long";

    private static readonly TimeSpan s_missedAfter = TimeSpan.FromHours(48);
    private static readonly TimeSpan s_inUseAfter = TimeSpan.FromDays(7);

    /// <param name="newest">The consumer's newest order; null when there is none, or nobody vouches for them.</param>
    /// <param name="product">Of the page.</param>
    /// <param name="now">The present.</param>
    public static Situation Of(OrderCard? newest, string? product, DateTimeOffset now) =>
        new(newest is null ? NoOrder : StateOf(newest, now), product ?? "");

    private static string StateOf(OrderCard order, DateTimeOffset now) => order.State switch
    {
        OrderState.Paid => now - order.PlacedAt > s_missedAfter ? PaidLong : OrderState.Paid,
        OrderState.Shipped => WayOf(order),
        OrderState.Delivered => now - ArrivedAt(order) > s_inUseAfter ? DeliveredLong : OrderState.Delivered,
        _ => order.State,
    };

    /// <summary>Of several parcels the one that worries most.</summary>
    private static string WayOf(OrderCard order)
    {
        foreach (var worry in (string[])[ParcelState.Exception, ParcelState.Stalled, ParcelState.OutForDelivery])
        {
            if (order.Parcels.Any(parcel => parcel.State == worry))
                return worry;
        }
        return OnItsWay;
    }

    private static DateTimeOffset ArrivedAt(OrderCard order) =>
        order.Parcels.SelectMany(parcel => parcel.Checkpoints).Select(seen => seen.At).DefaultIfEmpty(order.PlacedAt).Max();
}
