using ServiceOS.Conversations.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Skills.Requests;

/// <summary>Takes up what is to be done about an order: asks for one thing at most, says what can't be, and makes the card for a person.</summary>
internal sealed class RequestSkill(Database database, TimeProvider time)
{
    private const int WordsMax = 500;
    private const int SizesMax = 8;
    private const int SizeCharactersMax = 8;

    /// <summary>What is done about a request.</summary>
    /// <param name="skill">Which.</param>
    /// <param name="isAnswer">The message answers what was asked before.</param>
    public async Task<RequestThought> ThinkAsync(
        Question question, string skill, bool isAnswer, Reading reading, BotContext context, Settings settings, CancellationToken stop)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        var today = Today(zone);
        var tapped = TappedChoice.Read(question.Choice) as TappedChoice.Request;
        var before = question.Pending is { } pending && pending.Skill == skill && (isAnswer || tapped is { IsAnswer: true }) ? pending : null;
        var state = Told(before ?? new() { Skill = skill, Words = question.Choice is null ? Cut(question.Text) : "" }, question, reading, tapped, before, today);
        var hasAsked = before?.Asked is not null || tapped is { IsAnswer: true };

        var order = RequestOrder.Of(skill, context.Orders, WishOf(question, state), today, zone);
        var sizes = skill == Skill.ExchangeOrder && order is OrderChoice.Outcome.One one
            ? await SizesAsync(question.Merchant, one.Order, question.Product, reading.Language, stop)
            : [];
        var outcome = RequestPlan.Decide(new(skill, context.IsMember, order, state, hasAsked, sizes));
        return new(outcome, state with
        {
            OrderId = OrderOf(outcome)?.Id,
            Asked = AskedBy(outcome),
            Options = outcome is RequestOutcome.AskSlot ask ? ask.Options : [],
        });
    }

    /// <summary>The request that was spoken of when somebody wants a person, or is angry: for the card only.</summary>
    public RequestThought ForCard(Question question, Reading reading, BotContext context, Settings settings)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        var heard = reading.Request is { Act: not RequestAct.Ask } request ? request.Skill : null;
        var before = question.Pending is { IsRequest: true } pending && (heard is null || heard == pending.Skill) ? pending : null;
        var state = before ?? new RequestState { Skill = heard ?? Skill.Complain, Words = Cut(question.Text) };
        state = Told(state, question, reading, tapped: null, before: null, Today(zone));
        var order = RequestOrder.Of(state.Skill, context.Orders, WishOf(question, state), Today(zone), zone) as OrderChoice.Outcome.One;
        return new(new RequestOutcome.PassOn(order?.Order, Missing: null), state with { OrderId = order?.Order.Id, Asked = null, Options = [] });
    }

    /// <summary>What a text tells about a request.</summary>
    public IReadOnlyList<SlotValue> SlotsIn(string skill, string text, Settings settings) =>
        RequestSlots.Find(skill, text, Today(TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone)));

    public static Said Speak(RequestThought thought, string language)
    {
        var words = Wording.In(language);
        var text = RequestText.Of(thought.Outcome, thought.State, language);
        var skill = thought.State.Skill;
        return thought.Outcome switch
        {
            RequestOutcome.AskOrder ask => new(text,
                [Part.OfChoices([.. ask.Orders.Select(order => new Choice(OrderSkills.LabelOf(order), TappedChoice.PickOf(skill, RequestState.Order, order.Id)))])]),
            RequestOutcome.AskSlot { Options.Count: > 0 } ask => new(text,
                [Part.OfChoices([.. ask.Options.Select(option => new Choice(RequestText.Label(option, language), TappedChoice.PickOf(skill, ask.Slot, option)))])]),
            RequestOutcome.AskSlot ask => new(text, [Part.OfOrder(ask.Order)]),
            RequestOutcome.Told told => new(text, [Part.OfOrder(told.Order), Part.OfChoices(
            [
                .. RequestRule.Instead(skill, told.Stage).Select(other => new Choice(words.Skills[other], TappedChoice.DoOf(other, told.Order.Id))),
                new Choice(words.Person, TappedChoice.PersonValue),
            ])], told.Order),
            RequestOutcome.PassOn { Order: { } order } => new(text, [Part.OfOrder(order)]),
            RequestOutcome.PassOn => new(text),
            _ => new(text, [OrderSkills.PersonButton(language)]),
        };
    }

    /// <summary>What a person is given, so that they needn't ask for it.</summary>
    public static RequestCard CardOf(RequestThought thought) => new()
    {
        Kind = thought.State.Skill,
        OrderId = thought.State.OrderId,
        OrderNumber = OrderOf(thought.Outcome)?.Number,
        Slots = thought.State.Slots,
        Words = thought.State.Words,
        Missing = (thought.Outcome as RequestOutcome.PassOn)?.Missing,
    };

    public static OrderCard? OrderOf(RequestOutcome outcome) => outcome switch
    {
        RequestOutcome.AskSlot ask => ask.Order,
        RequestOutcome.Told told => told.Order,
        RequestOutcome.PassOn pass => pass.Order,
        _ => null,
    };

    private DateOnly Today(TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);

    /// <summary>The state with what a message adds to it.</summary>
    private static RequestState Told(
        RequestState state, Question question, Reading reading, TappedChoice.Request? tapped, RequestState? before, DateOnly today)
    {
        if (tapped is { Slot: RequestState.Order })
            return state with { OrderId = tapped.Value };
        if (tapped is not null)
            return state with { Slots = RequestState.Joined(state.Slots, [new(tapped.Slot, tapped.Value)]) };
        if (question.Choice is not null)
            return state;
        var found = RequestSlots.Find(state.Skill, question.Text, today).ToList();
        if (before?.Asked is { } asked && found.TrueForAll(slot => slot.Name != asked) && IsOfWords(asked)
            && RequestSlots.AnswerTo(asked, question.Text, before.Options) is { } answer)
            found.Add(new(asked, answer));
        if (NumberIn(question.Text) is { } number)
            found.Add(new("named", number));
        if (reading.Risk is { } risk)
            found.Add(new("risk", risk));
        return state with { Slots = RequestState.Joined(state.Slots, found) };
    }

    private static bool IsOfWords(string asked) => asked is RequestState.Address or RequestState.Reason or RequestState.Size or RequestState.Title;

    private static string? NumberIn(string text) =>
        OrderNumbers.In(RequestSlots.WithoutTaxNumber(text)).FirstOrDefault(word => OrderNumbers.IsNumber(word, own: []));

    /// <summary>What a button says is no words of the consumer's.</summary>
    private static OrderWish WishOf(Question question, RequestState state) =>
        new(state.OrderId, question.Choice is null ? RequestSlots.WithoutTaxNumber(question.Text) : "", question.OrderId);

    /// <summary>The sizes that the order's product is sold in: of the one on the page, if it is among them.</summary>
    private async Task<IReadOnlyList<string>> SizesAsync(TenantId merchant, OrderCard order, string? ofPage, string language, CancellationToken stop)
    {
        var item = order.Items.FirstOrDefault(one => one.ProductId is not null && one.ProductId == ofPage) ?? order.Items.FirstOrDefault(one => one.ProductId is not null);
        if (item?.ProductId is not { } id || await database.ReadAsync(async db => await ProductCatalog.FindAsync(db, merchant, id, stop), stop) is not { } product)
            return [];
        var sizes = product.Attributes.GetValueOrDefault("sizes")?.In(language)
            .Split(['/', '、', ',', '，', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return sizes.Length is > 1 and <= SizesMax && sizes.All(size => size.Length <= SizeCharactersMax) ? sizes : [];
    }

    private static string? AskedBy(RequestOutcome outcome) => outcome switch
    {
        RequestOutcome.Identify => RequestState.Identity,
        RequestOutcome.AskOrder => RequestState.Order,
        RequestOutcome.AskSlot ask => ask.Slot,
        _ => null,
    };

    private static string Cut(string text) => text.Length <= WordsMax ? text : text[..WordsMax];
}

/// <summary>What is done about a request, and how far the talk about it has come.</summary>
internal sealed record RequestThought(RequestOutcome Outcome, RequestState State)
{
    /// <summary>It asks for something with this message.</summary>
    public bool Asks => State.Asked is not null;
}
