using System.Globalization;
using ServiceOS.Orders.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot.Skills;

/// <summary>What the bot says of an order: what is, when it comes, and what can be done. Pure; every word is from the order's facts.</summary>
internal static class OrderWords
{
    /// <summary>Where an order is.</summary>
    public static string Whereabouts(OrderCard order, string language, TimeZoneInfo zone) =>
        Locales.IsEnglish(language) ? WhereaboutsEnglish(order, zone) : WhereaboutsChinese(order, zone);

    /// <summary>When it arrives; says so when nobody knows.</summary>
    public static string Arrival(OrderCard order, string language, TimeZoneInfo zone)
    {
        var english = Locales.IsEnglish(language);
        var moving = order.Parcels.Where(parcel => parcel.State != ParcelState.Delivered).ToList();
        if (order.State is OrderState.Unpaid or OrderState.Cancelled or OrderState.Refunded or OrderState.Delivered || (order.Parcels.Count > 0 && moving.Count == 0))
            return Whereabouts(order, language, zone);
        if (moving.Count == 0)
            return english
                ? $"Order {order.Number} has not been shipped yet, so there is no arrival date. I can ask the shop to hurry."
                : $"订单 {order.Number} 还没有发货，暂时没有预计送达时间。需要的话我可以帮您催一下发货。";
        var estimate = moving.Where(parcel => parcel.EstimatedDelivery is not null).Select(parcel => parcel.EstimatedDelivery!.Value).DefaultIfEmpty().Max();
        var troubled = moving.Any(parcel => parcel.State is ParcelState.Stalled or ParcelState.Exception);
        if (estimate == default || troubled)
            return english
                ? $"The parcel of order {order.Number} has not moved as it should, so I can't name a day that I trust. A person can look into it with the carrier."
                : $"订单 {order.Number} 的包裹物流有些异常，我没法给您一个准确的送达时间。可以让人工客服联系快递为您核实。";
        return english
            ? $"Order {order.Number} should arrive on {Day(estimate, zone, english)}."
            : $"订单 {order.Number} 预计 {Day(estimate, zone, english)} 送达。";
    }

    /// <summary>That what was named is none of theirs. The same words whether it is somebody else's or nobody's.</summary>
    /// <param name="number">As it was written; null when a button or the page named it.</param>
    public static string NotTheirs(string? number, string language) => (number, Locales.IsEnglish(language)) switch
    {
        (null, true) => "I don't find that order among yours. Which of your orders do you mean?",
        (null, false) => "在您的订单里没有找到这一笔。请问您想查询下面哪一笔订单？",
        (_, true) => $"I don't find {number} among your orders. Please check the number, or pick the order you mean.",
        (_, false) => $"在您的订单里没有找到 {number}。请核对一下单号，或者选择您要查询的订单。",
    };

    /// <summary>What became of urging; of what is shipped also by whom and since when, which is mostly what is wished to know.</summary>
    public static string Urged(UrgeShipment.Outcome outcome, OrderCard order, string language, TimeZoneInfo zone) => Locales.IsEnglish(language)
        ? UrgedEnglish(outcome, order, zone)
        : UrgedChinese(outcome, order, zone);

    /// <summary>A state in words, for answers with <c>{{order.state}}</c>.</summary>
    public static string State(string state, string language) => (state, Locales.IsEnglish(language)) switch
    {
        (OrderState.Unpaid, true) => "waiting for payment",
        (OrderState.Unpaid, false) => "待付款",
        (OrderState.Paid, true) => "paid, waiting to be shipped",
        (OrderState.Paid, false) => "已付款，待发货",
        (OrderState.Shipped, true) => "shipped",
        (OrderState.Shipped, false) => "已发货",
        (OrderState.Delivered, true) => "delivered",
        (OrderState.Delivered, false) => "已送达",
        (OrderState.Cancelled, true) => "cancelled",
        (OrderState.Cancelled, false) => "已取消",
        (OrderState.Refunded, true) => "refunded",
        (OrderState.Refunded, false) => "已退款",
        _ => state,
    };

    private static string UrgedChinese(UrgeShipment.Outcome outcome, OrderCard order, TimeZoneInfo zone) => outcome switch
    {
        UrgeShipment.Outcome.Urged { State: OrderState.Paid } => $"已经帮您催促仓库尽快发出订单 {order.Number}，催促记录已写入订单。",
        UrgeShipment.Outcome.Urged => $"{ShippedChinese(order, zone)}已经帮您催促快递加快配送，催促记录已写入订单。",
        UrgeShipment.Outcome.UrgedAlready { At: var at } when order.State == OrderState.Shipped =>
            ShippedChinese(order, zone) + (at < ShippedAt(order) ? "今天您催过发货，商家已经发出。" : "今天已经帮您催过快递，催促每天一次。") + "如果比较着急，可以转人工客服处理。",
        UrgeShipment.Outcome.UrgedAlready => $"订单 {order.Number} 今天已经催过了，每天催促一次会送达商家。如果比较着急，可以转人工客服处理。",
        UrgeShipment.Outcome.NothingToHurry { State: OrderState.Unpaid } => $"订单 {order.Number} 还没有付款，付款后就会安排发货。",
        UrgeShipment.Outcome.NothingToHurry { State: OrderState.Delivered } => $"订单 {order.Number} 显示已经送达。如果您没有收到，可以转人工客服核实。",
        _ => $"订单 {order.Number} 已经关闭，不需要催促。",
    };

    private static string UrgedEnglish(UrgeShipment.Outcome outcome, OrderCard order, TimeZoneInfo zone) => outcome switch
    {
        UrgeShipment.Outcome.Urged { State: OrderState.Paid } => $"I have asked the shop to ship order {order.Number} as soon as it can. It is noted on the order.",
        UrgeShipment.Outcome.Urged => $"{ShippedEnglish(order, zone)} I have asked the carrier to hurry; it is noted on the order.",
        UrgeShipment.Outcome.UrgedAlready { At: var at } when order.State == OrderState.Shipped =>
            ShippedEnglish(order, zone) + (at < ShippedAt(order)
                ? " The shop was asked today to ship it, and has done so."
                : " The carrier was asked today already to hurry; once a day is what reaches it.") + " If it can't wait, a person can help.",
        UrgeShipment.Outcome.UrgedAlready => $"Order {order.Number} was urged today already; once a day is what reaches the shop. If it can't wait, a person can help.",
        UrgeShipment.Outcome.NothingToHurry { State: OrderState.Unpaid } => $"Order {order.Number} is not paid yet; it is shipped after payment.",
        UrgeShipment.Outcome.NothingToHurry { State: OrderState.Delivered } => $"Order {order.Number} was delivered. If you did not get it, a person can look into it.",
        _ => $"Order {order.Number} is closed, so there is nothing to hurry.",
    };

    private static string ShippedChinese(OrderCard order, TimeZoneInfo zone) => ShippedAt(order) is { } since
        ? $"订单 {order.Number} 已于 {Time(since, zone, english: false)} 由{CarriersOf(order, "、", "快递")}发出。"
        : $"订单 {order.Number} 已由{CarriersOf(order, "、", "快递")}发出。";

    private static string ShippedEnglish(OrderCard order, TimeZoneInfo zone) => ShippedAt(order) is { } since
        ? $"Order {order.Number} was shipped on {Time(since, zone, english: true)} with {CarriersOf(order, ", ", "the carrier")}."
        : $"Order {order.Number} is on its way with {CarriersOf(order, ", ", "the carrier")}.";

    private static string CarriersOf(OrderCard order, string between, string unnamed) => order.Parcels.Count == 0
        ? unnamed
        : string.Join(between, order.Parcels.Select(parcel => parcel.Carrier).Distinct(StringComparer.Ordinal));

    /// <summary>When the first parcel set out; null when it has not, or nobody knows.</summary>
    private static DateTimeOffset? ShippedAt(OrderCard order) => order.State != OrderState.Shipped
        ? null
        : order.Parcels.Min(parcel => parcel.ShippedAt);

    private static string WhereaboutsChinese(OrderCard order, TimeZoneInfo zone)
    {
        var head = $"订单 {order.Number}：{State(order.State, Locales.Chinese)}。";
        if (order.State is OrderState.Unpaid)
            return head + "付款后会尽快安排发货。";
        if (order.Parcels.Count == 0)
            return order.State == OrderState.Paid ? head + "仓库正在备货，发出后这里就能看到物流。" : head;
        return head + string.Concat(order.Parcels.Select(parcel => ParcelChinese(parcel, order.Parcels.Count > 1, zone)));
    }

    private static string ParcelChinese(ParcelCard parcel, bool named, TimeZoneInfo zone)
    {
        var name = named ? $"包裹 {parcel.TrackingNumber}（{parcel.Carrier}）" : $"{parcel.Carrier}";
        var newest = parcel.Checkpoints.Count > 0 ? parcel.Checkpoints[0] : null;
        // the one estimate that there is, the card's: by the calendar, since "today" is no longer true tomorrow
        var due = parcel.EstimatedDelivery is { } day ? $"预计 {Day(day, zone, english: false)} 送达。" : "";
        var seen = newest is null ? "" : $"最新物流：{Time(newest.At, zone, english: false)} {newest.Text}。";
        return parcel.State switch
        {
            ParcelState.Delivered => $"{name}已送达。{seen}",
            ParcelState.OutForDelivery => $"{name}正在派送。{seen}{due}",
            ParcelState.Stalled => $"{name}已经超过 48 小时没有更新，我已经留意到了，可以为您转人工核实。{seen}",
            ParcelState.Exception => $"{name}物流出现异常，可以为您转人工处理。{seen}",
            _ => $"{name}运输中。{seen}{due}",
        };
    }

    private static string WhereaboutsEnglish(OrderCard order, TimeZoneInfo zone)
    {
        var head = $"Order {order.Number} is {State(order.State, Locales.English)}.";
        if (order.State is OrderState.Unpaid)
            return head + " It is shipped soon after payment.";
        if (order.Parcels.Count == 0)
            return order.State == OrderState.Paid ? head + " The warehouse is packing it; tracking shows here once it leaves." : head;
        return head + string.Concat(order.Parcels.Select(parcel => ParcelEnglish(parcel, order.Parcels.Count > 1, zone)));
    }

    private static string ParcelEnglish(ParcelCard parcel, bool named, TimeZoneInfo zone)
    {
        var name = named ? $" Parcel {parcel.TrackingNumber} ({parcel.Carrier})" : $" Your parcel with {parcel.Carrier}";
        var newest = parcel.Checkpoints.Count > 0 ? parcel.Checkpoints[0] : null;
        var due = parcel.EstimatedDelivery is { } day ? $" It should arrive on {Day(day, zone, english: true)}." : "";
        var seen = newest is null ? "" : $" Latest: {Time(newest.At, zone, english: true)}, {newest.Text}.";
        return parcel.State switch
        {
            ParcelState.Delivered => $"{name} was delivered.{seen}",
            ParcelState.OutForDelivery => $"{name} is out for delivery.{seen}{due}",
            ParcelState.Stalled => $"{name} has not moved for over 48 hours; a person can look into it with the carrier.{seen}",
            ParcelState.Exception => $"{name} has a problem on its way; a person can sort it out.{seen}",
            _ => $"{name} is on its way.{seen}{due}",
        };
    }

    private static string Day(DateTimeOffset at, TimeZoneInfo zone, bool english) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(english ? "MMMM d" : "M月d日", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at, TimeZoneInfo zone, bool english) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(english ? "MMM d HH:mm" : "M月d日 HH:mm", CultureInfo.InvariantCulture);
}
