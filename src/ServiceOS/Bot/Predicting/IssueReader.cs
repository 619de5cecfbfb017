using ServiceOS.Conversations.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Bot.Predicting;

/// <summary>Counts what consumers came for, and whether it was held out to them at the beginning, from what the bot knew.</summary>
internal sealed class IssueReader(IssuePredictor predictor, OrderBook orders) : IFactReader
{
    /// <summary>Messages of a conversation after which what is asked is no longer what was come for.</summary>
    private const int FirstMessages = 12;

    public string Name => "first-issues";

    public async Task TakeInAsync(Session db, IReadOnlyList<FactRow> facts, CancellationToken stop)
    {
        string[] spoken = [.. facts.Where(IsBotsWord).Select(fact => fact.Subject).Distinct(StringComparer.Ordinal)];
        if (spoken.Length == 0)
            return;
        var counted = (await IssueStore.ListCountedAsync(db, spoken, stop)).ToHashSet(StringComparer.Ordinal);
        ConversationId[] fresh = [.. spoken.Where(id => !counted.Contains(id)).Select(id => ConversationId.Parse(id, provider: null))];
        if (fresh.Length == 0)
            return;
        var first = (await DecisionStore.ListKnownAsync(db, fresh, FirstMessages, stop))
            .GroupBy(row => row.ConversationId).ToDictionary(group => group.Key, group => group.MinBy(row => row.Seq)!);
        foreach (var conversation in await RecentConversation.OfAsync(db, [.. first.Keys], stop))
            await CountAsync(db, conversation, first[conversation.Id], stop);
    }

    private async Task CountAsync(Session db, RecentConversation conversation, DecidedRow decided, CancellationToken stop)
    {
        if (Issue.Of(Decision.FromJson(decided.Body)) is not { } target)
            return;
        var merchant = conversation.TenantId;
        var order = await Suggestions.OrderAboutAsync(db, orders, merchant, conversation.ConsumerId, conversation.OrderId, stop);
        var situation = Situation.Of(order, conversation.Product, decided.At);
        var heldOut = await predictor.PredictAsync(db, merchant, conversation.Locale, situation, stop);
        var place = heldOut.ToList().FindIndex(one => one.Target == target);
        await IssueStore.InsertAsync(db, new()
        {
            ConversationId = conversation.Id,
            TenantId = merchant,
            OrderState = situation.Order,
            Product = situation.Product,
            Target = target,
            Place = place < 0 ? null : place + 1,
            At = decided.At,
        }, stop);
        foreach (var axis in IssueWeights.AxesOf(situation))
            await IssueStore.AddAsync(db, merchant, axis, target, IssueWeights.GrowthAt(decided.At), stop);
    }

    private static bool IsBotsWord(FactRow fact) =>
        fact.Topic == MessageAdded.Topic && fact.Seq <= FirstMessages
        && fact.Read<MessageAdded>() is { Speaker: Speaker.Bot, Said: not BotSaid.Talk };
}
