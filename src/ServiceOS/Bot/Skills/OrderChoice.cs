using ServiceOS.Orders.Contracts;

namespace ServiceOS.Bot.Skills;

/// <summary>Decides which order a question is about, so that nobody has to type a number. Pure.</summary>
/// <remarks>What is named and is not the consumer's is never answered with another order, nor is it said whether it exists.</remarks>
internal static class OrderChoice
{
    private const int PickerMax = 5;

    /// <param name="orders">The member's, newest first.</param>
    /// <param name="wish">What points to one.</param>
    public static Outcome Of(IReadOnlyList<OrderCard> orders, OrderWish wish)
    {
        if (orders.Count == 0)
            return new Outcome.None();
        if (wish.Tapped is { } tapped)
            return Own(orders, tapped);

        if (Named(orders, wish.Text) is { } named)
            return named;
        if (wish.OfPage is { } ofPage)
            return Own(orders, ofPage);

        var active = orders.Where(order => order.State is OrderState.Paid or OrderState.Shipped).ToList();
        return active.Count switch
        {
            0 => new Outcome.One(orders[0]),
            1 => new Outcome.One(active[0]),
            _ => new Outcome.Ask([.. active.Take(PickerMax)]),
        };
    }

    /// <summary>By the numbers in a text; null when there are none.</summary>
    public static Outcome? Named(IReadOnlyList<OrderCard> orders, string text)
    {
        var words = OrderNumbers.In(text);
        var named = orders.Where(order => IsNamed(order, text, words)).Take(PickerMax).ToList();
        if (named.Count > 0)
            return named.Count == 1 ? new Outcome.One(named[0]) : new Outcome.Ask(named);
        return words.FirstOrDefault(word => OrderNumbers.IsNumber(word, orders.Select(order => order.Number))) is { } unknown
            ? new Outcome.NotTheirs(unknown, [.. orders.Take(PickerMax)])
            : null;
    }

    /// <summary>The order that may be spoken of by the way; null when there is none, or what was named is not theirs.</summary>
    public static OrderCard? Likely(IReadOnlyList<OrderCard> orders, OrderWish wish) => Of(orders, wish) switch
    {
        Outcome.One one => one.Order,
        Outcome.Ask ask => ask.Orders[0],
        _ => null,
    };

    private static Outcome Own(IReadOnlyList<OrderCard> orders, string id) =>
        orders.FirstOrDefault(order => order.Id == id || order.Number == id) is { } own
            ? new Outcome.One(own)
            : new Outcome.NotTheirs(Number: null, [.. orders.Take(PickerMax)]);

    /// <summary>By its number or its end, or by a parcel's.</summary>
    private static bool IsNamed(OrderCard order, string text, IReadOnlyList<string> words) =>
        (order.Number.Length >= OrderNumbers.CharactersMin && OrderNumbers.Has(text, order.Number))
        || words.Any(word => order.Number.EndsWith(word, StringComparison.OrdinalIgnoreCase)
            || order.Parcels.Any(parcel => string.Equals(parcel.TrackingNumber, word, StringComparison.OrdinalIgnoreCase)));

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record None : Outcome;

        public sealed record One(OrderCard Order) : Outcome;

        /// <summary>Several are under way: the consumer picks one.</summary>
        public sealed record Ask(IReadOnlyList<OrderCard> Orders) : Outcome;

        /// <summary>What was named is none of the consumer's own: those are offered instead.</summary>
        /// <param name="Number">As it was written; null when a button or the page named it.</param>
        /// <param name="Orders">The newest of their own.</param>
        public sealed record NotTheirs(string? Number, IReadOnlyList<OrderCard> Orders) : Outcome;
    }
}

/// <summary>What points to an order, the surest first.</summary>
/// <param name="Tapped">The id that a tapped button has; null for typed words.</param>
/// <param name="Text">What was said.</param>
/// <param name="OfPage">The order whose page the consumer is on, as the page says; null when it is on none.</param>
internal sealed record OrderWish(string? Tapped, string Text, string? OfPage);
