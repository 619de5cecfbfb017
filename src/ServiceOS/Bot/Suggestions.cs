using ServiceOS.Bot.Predicting;
using ServiceOS.Consumers.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Bot;

/// <summary>猜你想问: what a consumer who opens the chat likely asks.</summary>
internal sealed class Suggestions(Database database, OrderBook orders, IssuePredictor predictor, TimeProvider time) : ISuggestions
{
    public Task<IReadOnlyList<string>> ForAsync(
        TenantId merchant, ConsumerId consumer, string locale, string? product, string? order, CancellationToken stop) =>
        database.ReadAsync<IReadOnlyList<string>>(async db =>
        {
            var about = await OrderAboutAsync(db, orders, merchant, consumer, order, stop);
            var predicted = await predictor.PredictAsync(db, merchant, locale, Situation.Of(about, product, time.GetUtcNow()), stop);
            return [.. predicted.Select(one => one.Text)];
        }, stop);

    /// <summary>The order that the page names, else the newest; null for those whom nobody vouches for.</summary>
    public static async Task<OrderCard?> OrderAboutAsync(
        Session db, OrderBook orders, TenantId merchant, ConsumerId consumer, string? order, CancellationToken stop)
    {
        if (await ConsumerDirectory.FindAsync(db, consumer, stop) is not { MemberId: { } member })
            return null;
        if (order is not null && await orders.FindForMemberAsync(db, merchant, member, order, stop) is { } named)
            return named;
        return await orders.ListForMemberAsync(db, merchant, member, limit: 1, stop) is [var newest, ..] ? newest : null;
    }
}
