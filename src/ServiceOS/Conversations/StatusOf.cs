using ServiceOS.Consumers.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>What a consumer sees of its conversation's state.</summary>
internal sealed class StatusOf(
    Database database, StaffDirectory staff, TenantTree tree, OrderBook orders, IEnumerable<ISuggestions> suggestions, TimeProvider time)
{
    private static readonly TimeSpan s_waitsOver = TimeSpan.FromDays(1);
    private const int EstimateSecondsMax = 3_600;

    public async Task<StatusView> OfAsync(ConversationRow row, CancellationToken stop) => new(
        row.Id, row.State, row.LastSeq,
        row.AgentId is { } agent && await staff.FindAsync(agent, stop) is { } known ? new(known.DisplayName) : null,
        row.State == ConversationState.Queued ? await QueueAsync(row, stop) : null,
        row.ReadByConsumer, row.ReadByAgent,
        row.State == ConversationState.Bot && row.LastSeq == 0 ? await SuggestAsync(row, stop) : [],
        row.OrderId is { } order ? await AboutAsync(row, order, stop) : null);

    /// <summary>The order the consumer came with, if it is its own: a page may name any.</summary>
    private Task<AboutView?> AboutAsync(ConversationRow row, string order, CancellationToken stop) => database.ReadAsync(async db =>
        await ConsumerDirectory.FindAsync(db, row.ConsumerId, stop) is { MemberId: { } member }
        && await orders.FindForMemberAsync(db, row.TenantId, member, order, stop) is { } card
            ? new AboutView(card.Id, card.Number)
            : null, stop);

    private async Task<QueueView> QueueAsync(ConversationRow row, CancellationToken stop)
    {
        var nodes = (await tree.GetAsync(row.TenantId, stop)).Lineage().Select(id => id.ToString()).ToList();
        return await database.ReadAsync(async db =>
        {
            var now = time.GetUtcNow();
            var position = await ConversationStore.PositionAsync(db, row, stop);
            var meanMs = await ConversationStore.MeanWaitAsync(db, row.TenantId, now - s_waitsOver, stop);
            // no past or nobody who takes it, no promise: a meeting of all agents ends when it ends
            var onDuty = await Presence.IsAnyoneTakingAsync(db, nodes, row.SkillId, now, stop);
            int? estimate = onDuty && meanMs is { } ms ? (int)Math.Clamp(ms / 1_000, 1, EstimateSecondsMax) : null;
            return new QueueView((int)position, estimate, onDuty);
        }, stop);
    }

    private async Task<IReadOnlyList<string>> SuggestAsync(ConversationRow row, CancellationToken stop)
    {
        foreach (var source in suggestions)
            return await source.ForAsync(row.TenantId, row.ConsumerId, row.Locale, row.Product, row.OrderId, stop);
        return [];
    }
}

/// <summary>A conversation's state for its consumer.</summary>
/// <param name="Suggestions">At the beginning: up to five likely questions.</param>
/// <param name="Order">The order that the consumer asks about, by the shop's page; null when there is none or it is not the consumer's.</param>
internal sealed record StatusView(
    ConversationId Id, string State, long Seq, AgentView? Agent, QueueView? Queue, long ReadByConsumer, long ReadByAgent,
    IReadOnlyList<string> Suggestions, AboutView? Order);

internal sealed record AgentView(string Name);

internal sealed record AboutView(string Id, string Number);

/// <param name="Position">From 1.</param>
/// <param name="EstimateSeconds">From how long others waited lately; null when nobody did, or when nobody is there to take it.</param>
/// <param name="OnDuty">Somebody is there who takes conversations: online or busy, not away.</param>
internal sealed record QueueView(int Position, int? EstimateSeconds, bool OnDuty);
