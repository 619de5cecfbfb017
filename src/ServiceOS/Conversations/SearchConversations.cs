using ServiceOS.Consumers.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>Finds conversations by what an agent remembers of them: a name, an order's number, words that were said.</summary>
internal sealed class SearchConversations(Database database, TenantTree tree, DeskRows rows, TimeProvider time)
{
    public const int FoundMax = 50;

    /// <summary>Older ones are looked for in their consumer's past.</summary>
    private static readonly TimeSpan s_back = TimeSpan.FromDays(30);

    public async Task<SearchView> RunAsync(Caller viewer, Tenant node, string typed, int limit, CancellationToken stop)
    {
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var since = time.GetUtcNow() - s_back;
        var found = await database.ReadAsync(async db =>
        {
            var orders = await OrderBook.SearchAsync(db, merchants, typed, OrderBook.ListMax, stop);
            return await DeskStore.SearchAsync(
                db, merchants, Patterns.Holding(typed), [.. orders.Select(order => order.Id)], await BuyersAsync(db, orders, stop), since, limit, stop);
        }, stop);
        return new(await rows.OfAsync(database, found, viewer, stop), since);
    }

    /// <summary>Members' ids are the shop's own: two shops may give the same one.</summary>
    private static async Task<IReadOnlyList<string>> BuyersAsync(Session db, IReadOnlyList<FoundOrder> orders, CancellationToken stop)
    {
        var bought = orders.Where(order => order.MemberId is not null).Select(order => (order.Merchant, order.MemberId)).ToHashSet();
        if (bought.Count == 0)
            return [];
        var consumers = await ConsumerDirectory.OfMembersAsync(
            db, [.. bought.Select(pair => pair.Merchant.ToString()).Distinct(StringComparer.Ordinal)], [.. bought.Select(pair => pair.MemberId!).Distinct(StringComparer.Ordinal)], stop);
        return [.. consumers.Where(consumer => bought.Contains((consumer.TenantId, consumer.MemberId))).Select(consumer => consumer.Id.ToString())];
    }
}

/// <param name="Items">Those with the newest words first.</param>
/// <param name="Since">How far back was looked.</param>
internal sealed record SearchView(IReadOnlyList<ConversationLine> Items, DateTimeOffset Since);
