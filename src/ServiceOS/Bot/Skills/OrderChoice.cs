using ServiceOS.Orders.Contracts;

namespace ServiceOS.Bot.Skills;

/// <summary>Decides which order a question is about, so that nobody has to type a number. Pure.</summary>
internal static class OrderChoice
{
    private const int PickerMax = 5;

    /// <param name="orders">The member's, newest first.</param>
    /// <param name="wanted">The order that was tapped or whose page it is; null when none.</param>
    /// <param name="text">What was said: a number in it decides.</param>
    public static Outcome Of(IReadOnlyList<OrderCard> orders, string? wanted, string text)
    {
        if (orders.Count == 0)
            return new Outcome.None();
        var named = orders.FirstOrDefault(order => order.Number.Length >= 6 && text.Contains(order.Number, StringComparison.OrdinalIgnoreCase))
            ?? orders.FirstOrDefault(order => order.Id == wanted);
        if (named is not null)
            return new Outcome.One(named);
        var active = orders.Where(order => order.State is OrderState.Paid or OrderState.Shipped).ToList();
        return active.Count switch
        {
            0 => new Outcome.One(orders[0]),
            1 => new Outcome.One(active[0]),
            _ => new Outcome.Ask([.. active.Take(PickerMax)]),
        };
    }

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record None : Outcome;

        public sealed record One(OrderCard Order) : Outcome;

        /// <summary>Several are under way: the consumer picks one.</summary>
        public sealed record Ask(IReadOnlyList<OrderCard> Orders) : Outcome;
    }
}
