using ServiceOS.Consumers.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot;

/// <summary>What a consumer who opens the chat likely asks: from the state of the newest order, then of the product, then what the shop knows.</summary>
internal sealed class Suggestions(Database database, KnowledgeBase knowledge, OrderBook orders) : ISuggestions
{
    private const int SuggestionsMax = 5;

    public async Task<IReadOnlyList<string>> ForAsync(
        TenantId merchant, ConsumerId consumer, string locale, string? product, string? order, CancellationToken stop)
    {
        var newest = await database.ReadAsync(async db =>
            await ConsumerDirectory.FindAsync(db, consumer, stop) is { MemberId: { } member }
            && await orders.ListForMemberAsync(db, merchant, member, limit: 1, stop) is [var first, ..] ? first : null, stop);
        var snapshot = await knowledge.SnapshotAsync(merchant, locale, stop);
        return Of(newest, product, snapshot.Items, Locales.IsEnglish(locale));
    }

    /// <summary>Pure: the order's state first, then items about the product, then one item of each category.</summary>
    public static IReadOnlyList<string> Of(OrderCard? newest, string? product, IReadOnlyList<KnowledgeEntry> items, bool english)
    {
        var likely = new List<string>(OfOrder(newest?.State, english));
        if (product is not null)
            likely.AddRange(items.Where(item => item.Products.Contains(product, StringComparer.Ordinal)).Take(3).Select(item => item.Question));
        likely.AddRange(items.Where(item => item.Products.Count == 0).DistinctBy(item => item.Category, StringComparer.Ordinal).Select(item => item.Question));
        return [.. likely.Distinct(StringComparer.Ordinal).Take(SuggestionsMax)];
    }

    private static string[] OfOrder(string? state, bool english) => (state, english) switch
    {
        (OrderState.Paid, true) => ["Has my order shipped?", "Please hurry up with my order"],
        (OrderState.Paid, false) => ["我的订单发货了吗？", "帮我催一下发货"],
        (OrderState.Shipped, true) => ["Where is my order?", "When will it arrive?"],
        (OrderState.Shipped, false) => ["我的快递到哪了？", "什么时候能到？"],
        _ => [],
    };
}
