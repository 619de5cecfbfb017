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
    private const int LineBefore = 12;
    private const int LineAfter = 60;

    /// <summary>Older ones are looked for in their consumer's past.</summary>
    private static readonly TimeSpan s_back = TimeSpan.FromDays(30);

    public async Task<SearchView> RunAsync(Caller viewer, Tenant node, string typed, int limit, CancellationToken stop)
    {
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var since = time.GetUtcNow() - s_back;
        var pattern = Patterns.Holding(typed);
        var (found, words) = await database.ReadAsync(async db =>
        {
            var orders = await OrderBook.SearchAsync(db, merchants, typed, OrderBook.ListMax, stop);
            var ids = await DeskStore.SearchAsync(
                db, merchants, pattern, [.. orders.Select(order => order.Id)], await BuyersAsync(db, orders, stop), since, limit, stop);
            return (ids, ids.Count == 0 ? [] : await DeskStore.WordsAsync(db, ids, pattern, stop));
        }, stop);
        return new(
            await rows.OfAsync(database, found, viewer, stop), words.ToDictionary(row => row.Id, row => Around(row.Body, typed.Trim()), StringComparer.Ordinal), since);
    }

    /// <summary>The words where they hold what was typed, in one line that fits a list.</summary>
    private static string Around(string body, string typed)
    {
        var line = body.ReplaceLineEndings(" ");
        var at = Math.Max(0, line.IndexOf(typed, StringComparison.OrdinalIgnoreCase));
        var from = at <= LineBefore ? 0 : at - LineBefore;
        if (from > 0 && line.IndexOf(' ', from, at - from) is >= 0 and var space)
            from = space + 1;   // whole words, where words have spaces
        var to = Math.Min(line.Length, at + LineAfter);
        // half a character is none
        if (from > 0 && char.IsLowSurrogate(line[from]))
            from++;
        if (to < line.Length && char.IsLowSurrogate(line[to]))
            to--;
        return $"{(from > 0 ? "…" : "")}{line[from..to]}{(to < line.Length ? "…" : "")}";
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
/// <param name="Matches">By the conversation's id, the newest words that hold what was typed; none where its name or order does.</param>
/// <param name="Since">How far back was looked.</param>
internal sealed record SearchView(IReadOnlyList<ConversationLine> Items, IReadOnlyDictionary<string, string> Matches, DateTimeOffset Since);
