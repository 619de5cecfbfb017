using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations.Contracts;

/// <summary>
/// Who has a conversation: every change of owner is made here, in the caller's transaction, with its line in the thread, its
/// fact, and the agents' places kept in step.
/// </summary>
internal sealed class Reception(FactLog facts, TenantTree tree, ConversationMeter meter, TimeProvider time)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The bot answers a turn. Tested in the transaction: the turn is still ours, and no person has the conversation.</summary>
    /// <remarks>The conversation's row is taken before the turn's, as everywhere: else this and a hand-over at once would deadlock.</remarks>
    /// <returns>The answer's place.</returns>
    /// <exception cref="NotYetException">An earlier message of the conversation has no answer yet: try again shortly.</exception>
    /// <exception cref="FencedException">The answer is no longer wanted from here.</exception>
    public async Task<long> ReplyAsync(Session db, Turn turn, BotReply reply, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (await TouchStore.ByBotAsync(db, turn.ConversationId, reply, Previews.Of(reply.Body), now, stop) is not { } seq)
            throw new FencedException();
        if (!await TurnStore.FinishAsync(db, turn, stop))
            throw await TurnStore.HasEarlierAsync(db, turn, stop) ? new NotYetException() : new FencedException();

        var stored = await MessageStore.InsertAsync(db, new()
        {
            Tenant = turn.TenantId,
            Conversation = turn.ConversationId,
            Seq = seq,
            ClientKey = FormattableString.Invariant($"b:{turn.Seq}"),
            Speaker = Speaker.Bot,
            Body = reply.Body,
            Parts = Part.ToJson(reply.Parts),
            InReplyTo = turn.Seq,
            Decided = true,
            SentAt = now,
            Said = reply.Kind,
        }, stop);
        if (!stored)
            throw new ResentException();   // answered already: undo the place that was taken
        await facts.AddAsync(db, turn.TenantId.ToString(), turn.ConversationId.ToString(), seq, new MessageAdded(Speaker.Bot, turn.Seq, Said: reply.Kind), now, stop);
        db.AfterCommit(() => meter.Answered(turn.SentAt));
        if (reply.HandOver is { } handOver)
            await QueueAsync(db, turn.ConversationId, handOver, stop);
        return seq;
    }

    /// <summary>Puts a turn's conversation into the queue for people, if the turn is still ours and the bot has the conversation.</summary>
    public async Task<bool> LeaveToPersonAsync(Session db, Turn turn, HandOver handOver, CancellationToken stop) =>
        await TurnStore.IsHeldAsync(db, turn, stop)
        && await ConversationStore.LockAsync(db, turn.ConversationId, stop) is { State: ConversationState.Bot }
        && await QueueAsync(db, turn.ConversationId, handOver, stop);

    /// <summary>Puts a conversation into the queue for people.</summary>
    /// <returns>False when it has ended.</returns>
    public async Task<bool> QueueAsync(Session db, ConversationId id, HandOver handOver, CancellationToken stop)
    {
        if (await ConversationStore.LockAsync(db, id, stop) is not { } row || row.State == ConversationState.Closed)
            return false;
        if (row.State == ConversationState.Queued)
            return true;
        var now = time.GetUtcNow();
        var settings = await tree.SettingsAsync(row.TenantId, stop);
        // whoever stays on after hours is there: it would be given to them a second after the consumer had heard that nobody is
        var isServed = BusinessHours.IsOpen(settings, now) || await IsAnyoneFreeAsync(db, row, handOver.Skill, now, stop);
        var card = handOver.Card is null ? null : JsonSerializer.Serialize(handOver.Card with { At = now, Reason = handOver.Reason }, s_json);
        await ConversationStore.QueueAsync(db, new(
            id, handOver.Skill, handOver.Reason, card, now, now.AddSeconds(settings.FirstResponseSeconds)), stop);
        if (row.AgentId is { } left)
            await Presence.FreePlaceAsync(db, left, stop);
        await DropTurnsAsync(db, id, stop);

        var english = Locales.IsEnglish(row.Locale);
        if (!isServed)
            await SayAsync(db, row, "offline", settings.OfflineMessage.In(row.Locale), name: null, stop);
        else if (row.State == ConversationState.Assigned)
            await SayAsync(db, row, "requeued", english ? "Passing you on to the next colleague." : "正在为您转给下一位客服。", name: null, stop);
        else
            await SayAsync(db, row, "handed-over", english ? "Finding a person for you." : "正在为您转接人工客服。", name: null, stop);
        await MovedAsync(db, row, new(row.State, ConversationState.Queued, handOver.Reason), now, stop);
        db.AfterCommit(() => meter.HandedOver(handOver.Reason));
        return true;
    }

    /// <summary>Gives a conversation to an agent whose place has been taken already.</summary>
    /// <returns>False when it has ended, or is theirs already: give the place back.</returns>
    public async Task<bool> AssignAsync(
        Session db, ConversationId id, StaffId agent, string agentName, string? onlyFrom, string? reason, CancellationToken stop)
    {
        if (await ConversationStore.LockAsync(db, id, stop) is not { } row || row.State == ConversationState.Closed
            || row.AgentId == agent || (onlyFrom is not null && row.State != onlyFrom))
            return false;
        var now = time.GetUtcNow();
        await ConversationStore.AssignAsync(db, id, agent, now, stop);
        if (row.AgentId is { } left)
            await Presence.FreePlaceAsync(db, left, stop);
        await DropTurnsAsync(db, id, stop);
        var text = Locales.IsEnglish(row.Locale) ? $"{agentName} is with you now." : $"客服{agentName}为您服务。";
        await SayAsync(db, row, row.AgentId is null ? "agent-joined" : "transferred", text, agentName, stop);
        await MovedAsync(db, row, new(row.State, ConversationState.Assigned, reason, agent.ToString()), now, stop);
        return true;
    }

    /// <summary>Gives a conversation back to the bot.</summary>
    public async Task<bool> ToBotAsync(Session db, ConversationId id, CancellationToken stop)
    {
        if (await ConversationStore.LockAsync(db, id, stop) is not { } row
            || row.State is ConversationState.Closed or ConversationState.Bot)
            return false;
        await ConversationStore.ToBotAsync(db, id, stop);
        if (row.AgentId is { } left)
            await Presence.FreePlaceAsync(db, left, stop);
        await SayAsync(db, row, "bot-resumed",
            Locales.IsEnglish(row.Locale) ? "The assistant is with you again." : "接下来由智能客服为您服务。", name: null, stop);
        await MovedAsync(db, row, new(row.State, ConversationState.Bot), time.GetUtcNow(), stop);
        return true;
    }

    /// <summary>Ends a conversation.</summary>
    public async Task<bool> CloseAsync(
        Session db, ConversationId id, string by, string? category, string? note, bool? resolved, CancellationToken stop)
    {
        if (await ConversationStore.LockAsync(db, id, stop) is not { } row || row.State == ConversationState.Closed)
            return false;
        var now = time.GetUtcNow();
        await SayAsync(db, row, "closed", Locales.IsEnglish(row.Locale) ? "The conversation has ended." : "会话已结束。", name: null, stop);
        await ConversationStore.CloseAsync(db, new(id, by, now, category, note, resolved), stop);
        if (row.AgentId is { } left)
            await Presence.FreePlaceAsync(db, left, stop);
        await DropTurnsAsync(db, id, stop);
        await MovedAsync(db, row, new(
            row.State, ConversationState.Closed, category, row.AgentId?.ToString(), by, resolved, row.FirstAgentReplyAt is not null), now, stop);
        return true;
    }

    /// <summary>Undoes a close by an agent who has taken a place again.</summary>
    public async Task<bool> ReopenAsync(Session db, ConversationRow row, StaffId agent, string agentName, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (!await ConversationStore.ReopenAsync(db, row.Id, agent, now, stop))
            return false;
        var text = Locales.IsEnglish(row.Locale) ? $"{agentName} is with you again; the conversation goes on." : $"客服{agentName}继续为您服务，会话继续。";
        await SayAsync(db, row, "reopened", text, agentName, stop);
        await MovedAsync(db, row, new(ConversationState.Closed, ConversationState.Assigned, "reopened", agent.ToString()), now, stop);
        return true;
    }

    private async Task<bool> IsAnyoneFreeAsync(Session db, ConversationRow row, SkillId? skill, DateTimeOffset now, CancellationToken stop)
    {
        var nodes = (await tree.GetAsync(row.TenantId, stop)).Lineage().Select(id => id.ToString()).ToList();
        return (await Presence.ListFreeAsync(db, nodes, skill ?? row.SkillId, now, limit: 1, stop)).Count > 0;
    }

    private async Task MovedAsync(Session db, ConversationRow row, ConversationMoved moved, DateTimeOffset now, CancellationToken stop) =>
        await facts.AddAsync(db, row.TenantId.ToString(), row.Id.ToString(), seq: 0, moved, now, stop);

    private static async Task DropTurnsAsync(Session db, ConversationId id, CancellationToken stop) =>
        await db.RunAsync("delete from turns where conversation_id = @id", new { id }, stop);

    private async Task SayAsync(Session db, ConversationRow row, string happened, string text, string? name, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var seq = await TouchStore.BySystemAsync(db, row.Id, stop);
        await MessageStore.InsertAsync(db, new()
        {
            Tenant = row.TenantId,
            Conversation = row.Id,
            Seq = seq!.Value,
            ClientKey = FormattableString.Invariant($"s:{seq}"),
            Speaker = Speaker.System,
            Body = text,
            Parts = Part.ToJson([Part.OfEvent(happened, name)]),
            SentAt = now,
        }, stop);
        await facts.AddAsync(db, row.TenantId.ToString(), row.Id.ToString(), seq.Value, new MessageAdded(Speaker.System), now, stop);
    }
}

/// <summary>What the bot says, and whether a person takes over from here.</summary>
/// <param name="Kind">One of <see cref="BotSaid"/>.</param>
/// <param name="Misses">Times that the bot did not know since it last did, with this one.</param>
/// <param name="AskedBack">Times that it asked back since it last knew, with this one.</param>
/// <param name="Mood"><c>angry</c> when the words are; else null.</param>
internal sealed record BotReply(
    string Body, IReadOnlyList<Part>? Parts, string Kind, long Misses, long AskedBack, string? Mood, HandOver? HandOver);

/// <summary>A wish for a person.</summary>
/// <param name="Reason"><c>asked-for-person</c>, <c>did-not-know</c>, <c>bot-failed</c>, <c>angry</c>, <c>request</c>, <c>agent-left</c>, <c>transfer</c>, <c>human-first</c>.</param>
/// <param name="Skill">The skill needed; null: any agent of the merchant.</param>
/// <param name="Card">What the next person should know; null keeps the card there is.</param>
internal sealed record HandOver(string Reason, SkillId? Skill = null, HandoffCard? Card = null);

/// <summary>What a person needs to know to go on without asking again.</summary>
internal sealed record HandoffCard
{
    public required string Summary { get; init; }

    /// <summary>The same with who said it: what is open first, then what was answered last. Null where only the summary is known.</summary>
    public IReadOnlyList<HandoffLine>? Lines { get; init; }
    public string Reason { get; init; } = "";
    public string? Intent { get; init; }
    public IReadOnlyList<SlotValue> Slots { get; init; } = [];
    public IReadOnlyList<string> Promises { get; init; } = [];
    public string? Mood { get; init; }
    public Orders.Contracts.OrderCard? Order { get; init; }

    /// <summary>What is to be done about an order; null when nothing was asked for.</summary>
    public RequestCard? Request { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>What is known of the wish, in the order in which it is read.</summary>
    public static IReadOnlyList<SlotValue> SlotsOf(string? product, Orders.Contracts.OrderCard? order)
    {
        var slots = new List<SlotValue>();
        if (product is not null)
            slots.Add(new("product", product));
        if (order is not null)
            slots.Add(new("order", order.Number));
        return slots;
    }
}

/// <summary>What a consumer wants done about an order, with all that is known of it. Nothing of it was done or promised.</summary>
internal sealed record RequestCard
{
    /// <summary><c>change-address</c>, <c>cancel-order</c>, <c>return-order</c>, <c>refund-order</c>, <c>exchange-order</c>, <c>price-protection</c>, <c>request-invoice</c> or <c>complain</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The shop's id of the order, which is the consumer's own; null when it isn't known.</summary>
    public string? OrderId { get; init; }
    public string? OrderNumber { get; init; }

    /// <summary>The reason, the new address, the size …; <c>named</c> is a number that nobody has checked.</summary>
    public IReadOnlyList<SlotValue> Slots { get; init; } = [];

    /// <summary>How the consumer put it, at most 500 characters; empty when a button was tapped.</summary>
    public string Words { get; init; } = "";

    /// <summary>The slot that is still to be asked for; null when all is known.</summary>
    public string? Missing { get; init; }
}

/// <summary>Something known about the wish: the order, the product …</summary>
internal sealed record SlotValue(string Name, string Value);
