using ServiceOS.Analysis.Text;
using ServiceOS.Bot.Contracts;
using ServiceOS.Bot.Skills;
using ServiceOS.Bot.Skills.Requests;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot;

/// <summary>Answers one turn: thinks outside the transaction, and in one transaction speaks, acts and writes down why.</summary>
internal sealed class AnswerMessage(Database database, Brain brain, DraftAnswer draft, Reception reception, TimeProvider time, IShadow? shadow = null)
{
    private const int NamedMax = 6;

    /// <exception cref="NotYetException">An earlier message of the conversation has no answer yet: try again shortly.</exception>
    /// <exception cref="FencedException">The answer is no longer wanted from here.</exception>
    public async Task RunAsync(Turn turn, CancellationToken stop)
    {
        var question = new Question
        {
            Merchant = turn.TenantId,
            Conversation = turn.ConversationId,
            Consumer = turn.ConsumerId,
            Text = turn.Body,
            Locale = turn.Locale,
            Choice = turn.Choice,
            Doubts = new(turn.Misses, turn.AskedBack),
            Product = turn.Product,
            OrderId = turn.OrderId,
            Pending = await PendingAsync(turn, stop),
        };
        var thought = await draft.RunAsync(question, await brain.ThinkAsync(question, stop), stop);
        var why = thought.Decision.ToJson();
        var seq = await database.InTransactionAsync(async db =>
        {
            var said = await brain.SpeakAsync(db, question, thought, stop);
            var handOver = thought.HandOverReason is { } reason ? new HandOver(reason, Card: await CardAsync(db, turn, question, thought, reason, stop)) : null;
            var (misses, askedBack) = thought.Asks
                ? question.Doubts with { AskedBack = question.Doubts.AskedBack + 1 }
                : NextStep.DoubtsAfter(thought.Step, question.Doubts);
            var reply = new BotReply(
                said.Text, said.Parts, KindOf(thought, said), misses, askedBack, thought.Reading.IsAngry ? "angry" : null, handOver);
            var place = await reception.ReplyAsync(db, turn, reply, stop);
            await DecisionStore.InsertAsync(
                db, turn.TenantId, turn.ConversationId, place, thought.Decision, why, thought.Arm, time.GetUtcNow(), stop);
            return place;
        }, stop);
        if (thought.Arm is { Stage: RolloutStage.Shadow } arm && turn.Choice is null)
            shadow?.Offer(new(arm, turn.TenantId, turn.ConversationId, seq, question.Text, turn.Locale, turn.Product, thought.Reading, thought.Knowledge));
    }

    /// <summary>Puts the conversation before a person, if the bot still has it, since the bot can't answer the turn.</summary>
    public Task<bool> LeaveToPersonAsync(Turn turn, CancellationToken stop) => database.InTransactionAsync(
        db => reception.LeaveToPersonAsync(db, turn, new("bot-failed", Card: new() { Summary = turn.Body }), stop), stop);

    /// <summary>What was asked of the consumer about a request, if anything was asked: that it has been is known with the turn, so others read nothing.</summary>
    private async Task<RequestState?> PendingAsync(Turn turn, CancellationToken stop) => turn.AskedBack == 0 && turn.Choice is not (TappedChoice.PersonValue or "human")
        ? null
        : await database.ReadAsync(async db => await DecisionStore.LastBeforeAsync(db, turn.ConversationId, turn.Seq, stop), stop) is { } last ? last.Request : null;

    private static string KindOf(Thought thought, Said said) => thought.Step switch
    {
        Step.Answer when thought.Item is not null => BotSaid.Answer,
        Step.UseSkill skill when Skill.OfTalk.Contains(skill.Skill, StringComparer.Ordinal) => BotSaid.Talk,
        Step.UseSkill when said.Order is not null || said.IsAnswer || thought.Product is ProductChoice.Outcome.One => BotSaid.Answer,
        _ => BotSaid.Open,
    };

    private async Task<HandoffCard> CardAsync(
        Session db, Turn turn, Question question, Thought thought, string reason, CancellationToken stop)
    {
        var wish = reason == "asked-for-person";   // "a person, please" tells a person nothing
        var said = await HandoffDigest.ReadAsync(db, turn.ConversationId, wish ? turn.Seq - 1 : turn.Seq, stop);
        var best = thought.Reading.Candidates.Count > 0 ? thought.Reading.Candidates[0] : null;
        // never another than the one that was named; else the one spoken of before, as it stands now; else the only one it can be
        var known = thought.Context.Orders;
        var order = thought.Request is { } request && RequestSkill.OrderOf(request.Outcome) is { } its ? its : OrderChoice.Of(known, Brain.WishOf(question, thought.Step)) switch
        {
            OrderChoice.Outcome.NotTheirs => null,
            _ when said.Order is { } spoken => known.FirstOrDefault(one => one.Id == spoken.Id) ?? spoken,
            OrderChoice.Outcome.One one => one.Order,
            _ => null,
        };
        return new()
        {
            Summary = said.Summary.Length > 0 ? said.Summary : turn.Body,
            Lines = said.Lines.Count > 0 ? said.Lines : null,
            Intent = !wish && best is { Score: > 0.2 } ? best.Question : null,
            Slots = [.. HandoffCard.SlotsOf(turn.Product, order), .. Named(said, turn, thought.Settings)],
            Mood = thought.Reading.IsAngry ? "angry" : null,
            Order = order,
            Request = thought.Request is null ? null : RequestSkill.CardOf(thought.Request),
        };
    }

    /// <summary>Days, money and sizes that the consumer named, so that nobody asks for them again.</summary>
    private IEnumerable<SlotValue> Named(HandoffDigest said, Turn turn, Settings settings)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(
            time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone)).DateTime);
        return said.Lines.Where(line => line.Speaker == Speaker.Consumer).Select(line => line.Text).Append(turn.Body)
            .SelectMany(text => Slots.Find(text, today))
            .Select(slot => new SlotValue(NameOf(slot.Kind), slot.Value))
            .Distinct().Take(NamedMax);
    }

    private static string NameOf(SlotKind kind) => kind switch
    {
        SlotKind.Date => "date",
        SlotKind.Amount => "amount",
        SlotKind.Size => "size",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };
}
