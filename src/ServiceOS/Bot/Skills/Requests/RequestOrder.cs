using System.Text.RegularExpressions;
using ServiceOS.Analysis.Text;
using ServiceOS.Orders.Contracts;

namespace ServiceOS.Bot.Skills.Requests;

/// <summary>Decides which order a request is for: the one that is pointed to, or the only one that it can be for. Pure.</summary>
internal static partial class RequestOrder
{
    public const int PickerMax = 5;

    private static readonly string[] s_newest = ["刚下", "刚拍", "刚买", "刚才", "刚刚", "最新", "最近一", "just ordered", "just bought", "just placed", "latest", "most recent", "newest", "last order"];

    /// <summary>Words that stand in names of products and say nothing about which.</summary>
    private static readonly HashSet<string> s_common = new(
        "with for and the new pack packs pcs piece pieces kit set box size large small medium bag bags inch order one two plus pro mini".Split(' '), StringComparer.Ordinal);

    /// <param name="orders">The member's, newest first.</param>
    /// <param name="today">Where the shop is.</param>
    public static OrderChoice.Outcome Of(string skill, IReadOnlyList<OrderCard> orders, OrderWish wish, DateOnly today, TimeZoneInfo zone)
    {
        if (orders.Count == 0 || wish.Tapped is not null)
            return OrderChoice.Of(orders, wish);
        if (OrderChoice.Named(orders, wish.Text) is { } named)
            return named;
        if (wish.OfPage is not null)
            return OrderChoice.Of(orders, wish);

        var meant = Meant(orders, wish.Text, today, zone);
        if (meant.Count == 1)
            return new OrderChoice.Outcome.One(meant[0]);
        var open = OpenFor(skill, meant.Count > 0 ? meant : orders);
        if (open.Count == 0)
            return new OrderChoice.Outcome.One(Spoken(meant.Count > 0 ? meant : orders));
        if (open.Count == 1 || s_newest.Any(word => Normaliser.Normalise(wish.Text).Contains(word, StringComparison.Ordinal)))
            return new OrderChoice.Outcome.One(open[0]);
        return new OrderChoice.Outcome.Ask([.. open.Take(PickerMax)]);
    }

    /// <summary>Those that the request can be met for, newest first.</summary>
    public static IReadOnlyList<OrderCard> OpenFor(string skill, IReadOnlyList<OrderCard> orders) =>
        [.. orders.Where(order => RequestRule.IsOpen(skill, RequestRule.StageOf(order)))];

    /// <summary>What is spoken of when it can be met for none: what is still under way, else the newest.</summary>
    private static OrderCard Spoken(IReadOnlyList<OrderCard> orders) =>
        orders.FirstOrDefault(order => order.State is not (OrderState.Cancelled or OrderState.Refunded)) ?? orders[0];

    /// <summary>Those that have what was named of their goods, or were placed on the day that was; empty when nothing tells.</summary>
    private static List<OrderCard> Meant(IReadOnlyList<OrderCard> orders, string text, DateOnly today, TimeZoneInfo zone)
    {
        var low = " " + Normaliser.Normalise(text).Replace("电子发票", " ", StringComparison.Ordinal);
        var counted = orders.Select(order => (Order: order, Count: order.Items.Max(item => WordsOf(item.Name).Count(word => ProductTerms.IsIn(word, low))))).ToList();
        var most = counted.Max(one => one.Count);
        var meant = most == 0 ? [] : counted.Where(one => one.Count == most).Select(one => one.Order).ToList();
        var days = Slots.Find(text, today).Where(slot => slot.Kind == SlotKind.Date).Select(slot => slot.Value).ToHashSet(StringComparer.Ordinal);
        var ofDay = (meant.Count > 0 ? meant : orders).Where(order => days.Contains(DayOf(order, zone))).ToList();
        return ofDay.Count > 0 ? ofDay : meant;
    }

    private static string DayOf(OrderCard order, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(order.PlacedAt, zone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Latin words of three letters and more, Chinese in pairs.</summary>
    private static IEnumerable<string> WordsOf(string name) => Piece().Matches(Normaliser.Normalise(name)).Select(match => match.Value)
        .SelectMany(piece => char.IsAsciiLetter(piece[0])
            ? piece.Length < 3 || s_common.Contains(piece) ? [] : [piece.Length > 3 ? piece.TrimEnd('s') : piece]
            : Enumerable.Range(0, Math.Max(0, piece.Length - 1)).Select(at => piece.Substring(at, 2)))
        .Distinct(StringComparer.Ordinal);

    [GeneratedRegex("[a-z]+|[\\u4e00-\\u9fff]+", RegexOptions.None, 1000)]
    private static partial Regex Piece();
}
