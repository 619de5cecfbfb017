using ServiceOS.Conversations.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Skills;

/// <summary>What the bot does about orders: tells where they are, when they come, and urges them.</summary>
internal sealed class OrderSkills(UrgeShipment urge)
{
    /// <summary>Answers within the transaction that writes the answer, so that an urge is kept with its words or not at all.</summary>
    public async Task<Said> RunAsync(
        Session db, TenantId merchant, Settings settings, string skill, BotContext context, OrderWish wish, string language,
        CancellationToken stop)
    {
        var english = Locales.IsEnglish(language);
        if (!context.IsMember)
            return new(english
                ? "To look up your order I need to know who you are: please sign in to the shop, then ask me again. A person can help as well."
                : "查询订单需要先确认您的身份：请先登录店铺账号，再来问我。也可以为您转接人工客服。", [PersonButton(language)]);

        switch (OrderChoice.Of(context.Orders, wish))
        {
            case OrderChoice.Outcome.None:
                return new(english ? "I find no order of yours in this shop." : "没有查到您在本店的订单。", [PersonButton(language)]);
            case OrderChoice.Outcome.NotTheirs other:
                return new(OrderWords.NotTheirs(other.Number, language), [PickerOf(other.Orders, skill)]);
            case OrderChoice.Outcome.Ask ask when skill == Skill.UrgeShipment:
                return new(english ? "Which order shall I hurry?" : "请问要催哪一笔订单？", [PickerOf(ask.Orders, skill)]);
            case OrderChoice.Outcome.Ask ask:
                return new(english ? "Which order do you mean?" : "请问您想查询哪一笔订单？", [PickerOf(ask.Orders, skill)]);
            case OrderChoice.Outcome.One { Order: var order }:
                return await AboutAsync(db, merchant, settings, skill, order, language, stop);
            default:
                throw new InvalidOperationException("unhandled choice of an order");
        }
    }

    public static Part PersonButton(string language) =>
        Part.OfChoices([new(Wording.In(language).Person, TappedChoice.PersonValue)]);

    private static Part PickerOf(IReadOnlyList<OrderCard> orders, string skill) => skill == Skill.UrgeShipment
        ? Part.OfChoices([.. orders.Select(order => new Choice(LabelOf(order), $"{Skill.UrgeShipment}:{order.Id}"))])
        : Part.OfOrders(orders);

    private async Task<Said> AboutAsync(
        Session db, TenantId merchant, Settings settings, string skill, OrderCard order, string language, CancellationToken stop)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        if (skill == Skill.UrgeShipment)
            return new(
                OrderWords.Urged(await urge.WithinAsync(db, merchant, settings, order.Id, stop), order, language, zone),
                [Part.OfOrder(order)], order);
        var words = skill == Skill.WhenWillItArrive
            ? OrderWords.Arrival(order, language, zone)
            : OrderWords.Whereabouts(order, language, zone);
        var troubled = order.Parcels.Any(parcel => parcel.State is ParcelState.Stalled or ParcelState.Exception);
        return new(words, troubled ? [Part.OfOrder(order), PersonButton(language)] : [Part.OfOrder(order)], order);
    }

    public static string LabelOf(OrderCard order) =>
        order.Items.Count > 0 ? $"{order.Number} · {order.Items[0].Name}" : order.Number;
}

/// <summary>What the bot says, and the order that it speaks of.</summary>
/// <param name="IsAnswer">It answers the question, of no order.</param>
internal sealed record Said(string Text, IReadOnlyList<Part>? Parts = null, OrderCard? Order = null, bool IsAnswer = false);

/// <summary>What is known of the consumer when the bot speaks.</summary>
/// <param name="Orders">A member's, newest first: at most 10, and older ones that were named.</param>
internal sealed record BotContext(bool IsMember, string? ConsumerName, IReadOnlyList<OrderCard> Orders);
