using ServiceOS.Bot.Skills;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Bot;

/// <summary>Answers one turn: thinks outside the transaction, and in one transaction speaks, acts and writes down why.</summary>
internal sealed class AnswerMessage(Database database, Brain brain, Reception reception, TimeProvider time)
{
    public async Task<ReplyOutcome> RunAsync(Turn turn, CancellationToken stop)
    {
        var question = new Question
        {
            Merchant = turn.TenantId,
            Consumer = turn.ConsumerId,
            Text = turn.Body,
            Locale = turn.Locale,
            Choice = turn.Choice,
            Misses = turn.Misses,
            Product = turn.Product,
            OrderId = turn.OrderId,
        };
        var thought = await brain.ThinkAsync(question, stop);
        var why = thought.Decision.ToJson();
        return await database.InTransactionAsync(async db =>
        {
            var said = await brain.SpeakAsync(db, question, thought, stop);
            var handOver = thought.Step is Step.HandOver over ? new HandOver(over.Reason, Card: CardOf(turn, question, thought)) : null;
            var reply = new BotReply(said.Text, said.Parts, MissesAfter(thought.Step, turn.Misses), thought.Reading.IsAngry ? "angry" : null, handOver);
            var outcome = await reception.ReplyAsync(db, turn, reply, stop);
            if (outcome.What == ReplyOutcome.Kind.Replied)
                await DecisionStore.InsertAsync(db, turn.TenantId, turn.ConversationId, outcome.Seq, thought.Decision, why, time.GetUtcNow(), stop);
            else if (outcome.What == ReplyOutcome.Kind.NotYet)
                throw new NotYetException();   // undoes what the skill did
            return outcome;
        }, stop);
    }

    /// <summary>Puts the conversation before a person, if the bot still has it, since the bot can't answer the turn.</summary>
    public Task<bool> LeaveToPersonAsync(Turn turn, CancellationToken stop) => database.InTransactionAsync(
        db => reception.LeaveToPersonAsync(db, turn, new("bot-failed", Card: new() { Summary = turn.Body }), stop), stop);

    private static long MissesAfter(Step step, long misses) => step is Step.OutOfScope or Step.Offer ? misses + 1 : 0;

    private static HandoffCard CardOf(Turn turn, Question question, Thought thought)
    {
        var best = thought.Reading.Candidates.Count > 0 ? thought.Reading.Candidates[0] : null;
        var order = OrderChoice.Likely(thought.Context.Orders, Brain.WishOf(question, thought.Step));
        var slots = new List<SlotValue>();
        if (turn.Product is { } product)
            slots.Add(new("product", product));
        if (order is not null)
            slots.Add(new("order", order.Number));
        return new()
        {
            Summary = turn.Body,
            Intent = best is { Score: > 0.2 } ? best.Question : null,
            Slots = slots,
            Mood = thought.Reading.IsAngry ? "angry" : null,
            Order = order,
        };
    }
}

/// <summary>An earlier message of the conversation is still to be answered; what was begun is undone.</summary>
internal sealed class NotYetException : Exception
{
    public NotYetException() { }

    public NotYetException(string message) : base(message) { }

    public NotYetException(string message, Exception inner) : base(message, inner) { }
}
