using ServiceOS.Orders.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Skills.Requests;

/// <summary>Decides what may become of a request, from how far its order has come. Pure; nothing about money is decided here.</summary>
internal static class RequestRule
{
    /// <summary>How far an order has come, its parcels seen too: the carrier knows sooner than the shop.</summary>
    public static OrderStage StageOf(OrderCard order)
    {
        var parcels = order.Parcels;
        return order.State switch
        {
            OrderState.Unpaid => OrderStage.Unpaid,
            OrderState.Cancelled => OrderStage.Cancelled,
            OrderState.Refunded => OrderStage.Refunded,
            OrderState.Delivered => OrderStage.Delivered,
            _ when parcels.Count > 0 && parcels.All(parcel => parcel.State == ParcelState.Delivered) => OrderStage.Delivered,
            _ when parcels.Any(parcel => parcel.State is ParcelState.Stalled or ParcelState.Exception) => OrderStage.Troubled,
            _ when parcels.Any(parcel => parcel.State == ParcelState.OutForDelivery) => OrderStage.OutForDelivery,
            OrderState.Shipped => OrderStage.Shipped,
            _ when parcels.Any(parcel => parcel.State != ParcelState.Created) => OrderStage.Shipped,
            _ => OrderStage.Paid,
        };
    }

    /// <summary>True when the request can still be met, so that a person takes it up; false when there is only something to tell.</summary>
    public static bool IsOpen(string skill, OrderStage stage) => (skill, stage) switch
    {
        (Skill.Complain, _) => true,
        (_, OrderStage.Unpaid or OrderStage.Cancelled or OrderStage.Refunded) => false,
        (Skill.PriceProtection or Skill.RequestInvoice, _) => true,
        (_, OrderStage.Troubled) => true,   // what is lost or stuck has no rule: somebody has to look
        (Skill.ReturnOrder, OrderStage.Paid) => false,
        (_, OrderStage.Paid) => true,
        (_, OrderStage.Shipped or OrderStage.OutForDelivery) => false,
        (Skill.ChangeAddress or Skill.CancelOrder, OrderStage.Delivered) => false,
        (_, OrderStage.Delivered) => true,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, message: null),
    };

    /// <summary>What is asked for instead, where that is possible: the kinds, the likest first.</summary>
    public static IReadOnlyList<string> Instead(string skill, OrderStage stage) => (skill, stage) switch
    {
        (Skill.ReturnOrder, OrderStage.Paid) => [Skill.CancelOrder],
        (Skill.CancelOrder, OrderStage.Delivered) => [Skill.ReturnOrder, Skill.ExchangeOrder],
        _ => [],
    };
}

/// <summary>How far an order has come, as far as a request is concerned.</summary>
internal enum OrderStage
{
    Unpaid,

    /// <summary>Not shipped yet.</summary>
    Paid,
    Shipped,
    OutForDelivery,

    /// <summary>On its way and stuck, or worse.</summary>
    Troubled,
    Delivered,
    Cancelled,
    Refunded,
}
