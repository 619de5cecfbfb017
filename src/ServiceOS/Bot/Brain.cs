using ServiceOS.Bot.Skills;
using ServiceOS.Bot.Skills.Catalogue;
using ServiceOS.Bot.Skills.Requests;
using ServiceOS.Consumers.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot;

/// <summary>The service brain: gathers what is known, lets <see cref="NextStep"/> decide, and puts the decision into words.</summary>
internal sealed class Brain(Database database, TenantTree tree, Understander understander, OrderBook orders, OrderSkills skills, RequestSkill requests, CatalogueSkill catalogue)
{
    private const int OrdersMax = 10;

    /// <summary>Reads a question and decides; does nothing yet.</summary>
    public async Task<Thought> ThinkAsync(Question question, CancellationToken stop)
    {
        var settings = await tree.SettingsAsync(question.Merchant, stop);
        var (reading, (knowledge, arm)) = await ReadAsync(question, stop);
        var thresholds = new NextStep.Thresholds(settings.AnswerThreshold, Math.Min(settings.ChoicesThreshold, settings.AnswerThreshold));
        var tapped = TappedChoice.Read(question.Choice);
        var isAboutOrder = reading.Request is not null || question.Pending is not null || tapped is TappedChoice.Request;
        var context = isAboutOrder ? await ContextAsync(question, WishOf(question, step: null), stop) : null;
        var step = NextStep.Decide(reading, tapped, question.Doubts, thresholds, AskerOf(question, context));
        var isAnswer = tapped is null && question.Pending is { Asked: not null, IsRequest: true } asked
            && RequestAnswer.Is(asked, reading, step, requests.SlotsIn(asked.Skill, question.Text, settings), NamesOrder(question.Text));
        if (isAnswer)
            step = new Step.UseSkill(question.Pending!.Skill, OrderId: null, "slot");
        else if (tapped is null && OrderNumbers.IsAlone(question.Text))
            step = new Step.UseSkill(Skill.WhereIsMyOrder, OrderId: null, "wish");   // who sends no more than that wants to know how it stands
        var found = isAnswer ? null : await CatalogueAsync(question, reading, step, settings, stop);
        if (found is not null)
            step = new Step.UseSkill(found.Skill, OrderId: null, step is Step.UseSkill ? step.Layer : "wish");

        var item = step is Step.Answer answer ? knowledge.Find(answer.Item) : null;
        context ??= NeedsContext(step, item) ? await ContextAsync(question, WishOf(question, step), stop) : s_noContext;
        var thought = new Thought(
            step, reading, knowledge, item, Decision.Of(step, reading, item is null ? null : new(item.Id, item.Version, item.Question), thresholds), settings, context,
            await ProductAsync(question, step, reading, stop))
        { Catalogue = found, Arm = arm };
        if (found?.State is { } asks)
            thought = thought with { Decision = thought.Decision with { Request = asks } };
        var request = step switch
        {
            Step.UseSkill { Skill: var skill } when Skill.OfRequests.Contains(skill, StringComparer.Ordinal) =>
                await requests.ThinkAsync(question, skill, isAnswer, reading, context, settings, stop),
            Step.HandOver over when over.Reason == "angry" || reading.Request is not null || question.Pending is { IsRequest: true } =>
                requests.ForCard(question, reading, context, settings),
            _ => null,
        };
        return request is null ? thought : thought with { Request = request, Decision = thought.Decision.With(request) };
    }

    /// <summary>What the catalogue says, where it was tapped for or no knowledge is sure.</summary>
    private async Task<CatalogueThought?> CatalogueAsync(Question question, Reading reading, Step step, Settings settings, CancellationToken stop) => step switch
    {
        Step.UseSkill { Layer: "choice", Skill: Skill.ProductAttribute or Skill.ProductSize } => await catalogue.ThinkAsync(question, reading, settings, isLost: true, stop),
        Step.OutOfScope or Step.HandOver { Reason: "did-not-know" } => await catalogue.ThinkAsync(question, reading, settings, isLost: true, stop),
        Step.Offer when reading.Request is null => await catalogue.ThinkAsync(question, reading, settings, isLost: false, stop),
        _ => null,
    };

    private async Task<ProductChoice.Outcome?> ProductAsync(Question question, Step step, Reading reading, CancellationToken stop) =>
        step is Step.UseSkill { Skill: Skill.ProductPrice } price
            ? await database.ReadAsync(db => ProductChoice.FindAsync(
                db, question.Merchant, new(price.ProductId, reading.Text, question.Product, reading.Language), stop), stop)
            : null;

    private static Asker AskerOf(Question question, BotContext? context) =>
        new(context is { IsMember: true, Orders.Count: > 0 }, NamesOrder(question.Text) || question.OrderId is not null);

    private static bool NamesOrder(string text) => OrderNumbers.In(text).Any(word => OrderNumbers.IsNumber(word, own: []));

    private async ValueTask<(Reading, Served)> ReadAsync(Question question, CancellationToken stop)
    {
        var text = OrderNumbers.Without(question.Text);
        if (question.Conversation is { } conversation)
            return await understander.ReadForAsync(question.Merchant, question.Locale, text, question.Product, conversation, stop);
        var (reading, knowledge) = await understander.ReadAsync(question.Merchant, question.Locale, text, question.Product, stop);
        return (reading, new(knowledge, Arm: null));
    }

    /// <summary>Puts a thought into words, doing what the words say in the same transaction.</summary>
    public async Task<Said> SpeakAsync(Session db, Question question, Thought thought, CancellationToken stop)
    {
        var language = thought.Reading.Language;
        var words = Wording.In(language);
        var wish = WishOf(question, thought.Step);
        return thought.Step switch
        {
            Step.Answer when thought.Drafted is { } drafted => new(drafted),
            Step.Answer when thought.Item is { } item => new(
                AnswerText.Fill(item, language, thought.Settings, thought.Context, OrderChoice.Likely(thought.Context.Orders, wish)), PartsOf(item, DoItOf(thought, words))),
            Step.Answer => new(words.GoneItem),   // a button of an item that is no longer given
            Step.Offer offer => new(offer.Candidates.Count == 1 ? words.AskBackOne : words.AskBack, [Part.OfChoices(ChoicesOf(offer, thought.Knowledge, words))]),
            Step.OutOfScope { OfferPerson: true } => new(words.DoNotKnowOfferPerson, [OrderSkills.PersonButton(language)]),
            Step.OutOfScope => new(words.DoNotKnow),
            Step.HandOver { Reason: "angry" } => new(words.HandOverAngry),
            Step.HandOver { Reason: "did-not-know" } => new(words.HandOverUnknown),
            Step.HandOver => new(words.HandOver),
            Step.UseSkill { Skill: Skill.Greeting } => new(words.Greeting),
            Step.UseSkill { Skill: Skill.Thanks } => new(words.Thanks),
            Step.UseSkill { Skill: Skill.Agreed } when question.Doubts.AskedBack > 0 => new(words.TapOne),
            Step.UseSkill { Skill: Skill.Agreed or Skill.Acknowledged } => new(words.Acknowledged),
            Step.UseSkill { Skill: Skill.Paid } => new(words.Paid),
            Step.UseSkill { Skill: Skill.WhoAreYou } => new(words.WhoIAm, [OrderSkills.PersonButton(language)]),
            Step.UseSkill { Skill: Skill.ProductStock } => new(words.StockUnknown, [OrderSkills.PersonButton(language)]),
            Step.UseSkill { Skill: Skill.ProductPrice } => ProductWords.Price(thought.Product!, language),
            Step.UseSkill when thought.Catalogue is { } found => found.Said,
            Step.UseSkill { Skill: Skill.ProductAttribute or Skill.ProductSize } => new(words.GoneItem),   // a button of a product that is no longer sold
            Step.UseSkill when thought.Request is { } request => RequestSkill.Speak(request, language),
            Step.UseSkill skill => await skills.RunAsync(
                db, question.Merchant, thought.Settings, skill.Skill, thought.Context, wish, language, stop),
            _ => throw new InvalidOperationException($"unhandled step {thought.Step}"),
        };
    }

    /// <summary>What points to an order in a question that was decided on so.</summary>
    public static OrderWish WishOf(Question question, Step? step) =>
        new((step as Step.UseSkill)?.OrderId, question.Text, question.OrderId);

    private static readonly BotContext s_noContext = new(IsMember: false, ConsumerName: null, []);

    private static bool NeedsContext(Step step, KnowledgeEntry? item) => step switch
    {
        Step.UseSkill { Skill: Skill.ProductPrice or Skill.ProductStock or Skill.ProductAttribute or Skill.ProductSize or Skill.Campaigns } => false,
        Step.UseSkill skill when Skill.OfTalk.Contains(skill.Skill, StringComparer.Ordinal) => false,
        Step.UseSkill or Step.HandOver => true,
        _ => item?.Answer.Text.Contains("{{", StringComparison.Ordinal) == true,
    };

    /// <summary>Who asks, and their orders.</summary>
    public Task<BotContext> ContextAsync(Question question, OrderWish wish, CancellationToken stop) => database.ReadAsync(async db =>
    {
        if (question.Member is { } trial)
            return new BotContext(IsMember: true, ConsumerName: null, await OrdersOfAsync(db, question.Merchant, trial, wish, stop));
        if (question.Consumer is not { } id || await ConsumerDirectory.FindAsync(db, id, stop) is not { } consumer)
        {
            // a merchant's own program asks about an order of its own
            var one = question.OrderId is { } order ? await orders.FindAsync(db, question.Merchant, order, stop) : null;
            return new BotContext(one is not null, ConsumerName: null, one is null ? [] : [one]);
        }
        return consumer.MemberId is { } member
            ? new BotContext(IsMember: true, consumer.Name, await OrdersOfAsync(db, question.Merchant, member, wish, stop))
            : s_noContext;
    }, stop);

    /// <summary>The newest, and older ones if they are named: theirs is theirs, however long ago.</summary>
    private async Task<IReadOnlyList<OrderCard>> OrdersOfAsync(
        Session db, TenantId merchant, string member, OrderWish wish, CancellationToken stop)
    {
        var newest = await orders.ListForMemberAsync(db, merchant, member, OrdersMax, stop);
        if (newest.Count < OrdersMax)
            return newest;
        string[] named = [.. OrderNumbers.In(wish.Text), .. new[] { wish.Tapped, wish.OfPage }.OfType<string>()];
        var older = named.Length == 0 ? [] : await orders.ListNamedAsync(db, merchant, member, named, stop);
        return [.. newest, .. older.Where(order => newest.All(known => known.Id != order.Id))];
    }

    /// <summary>Who reads how it is done may have it done: the button for that, where there is an order that it can be for.</summary>
    private static Choice? DoItOf(Thought thought, Wording words) =>
        thought.Reading.Request is { Skill: not Skill.Complain } heard && thought.Context.IsMember && RequestOrder.OpenFor(heard.Skill, thought.Context.Orders).Count > 0
            ? new(words.Skills[heard.Skill], TappedChoice.ValueOf(heard.Skill))
            : null;

    private static List<Part>? PartsOf(KnowledgeEntry item, Choice? doIt)
    {
        var parts = new List<Part>();
        if (item.Answer.Images.Count > 0)
            parts.Add(new() { Type = "images", Urls = item.Answer.Images });
        if (item.Answer.Links.Count > 0)
            parts.Add(new() { Type = "links", Links = [.. item.Answer.Links.Select(link => new Link(link.Label, link.Url))] });
        List<Choice> choices = [.. item.Answer.Buttons.Select(button => new Choice(button.Label, button.Value)), .. doIt is null ? [] : new[] { doIt }];
        if (choices.Count > 0)
            parts.Add(Part.OfChoices(choices));
        return parts.Count > 0 ? parts : null;
    }

    private static List<Choice> ChoicesOf(Step.Offer offer, KnowledgeSnapshot knowledge, Wording words)
    {
        var choices = offer.Candidates
            .Select(candidate => candidate.Item is { } item
                ? new Choice(knowledge.Find(item)?.Question ?? candidate.Question, TappedChoice.ValueOf(item))
                : new Choice(words.Skills[candidate.Skill!], TappedChoice.ValueOf(candidate.Skill!)))
            .ToList();
        if (offer.OfferPerson)
            choices.Add(new(words.Person, TappedChoice.PersonValue));
        return choices;
    }
}

/// <summary>What somebody asks, with what is known of where it was asked.</summary>
internal sealed record Question
{
    public required TenantId Merchant { get; init; }

    /// <summary>Null when it is asked outside of any.</summary>
    public ConversationId? Conversation { get; init; }

    /// <summary>Null when a merchant's own program asks.</summary>
    public ConsumerId? Consumer { get; init; }

    /// <summary>The member who is taken to ask, where nobody does: in trials. Null otherwise.</summary>
    public string? Member { get; init; }
    public required string Text { get; init; }
    public required string Locale { get; init; }
    public string? Choice { get; init; }
    public Doubts Doubts { get; init; }
    public string? Product { get; init; }
    public string? OrderId { get; init; }

    /// <summary>What was said of a request just before; null when nothing was, or it was no longer of interest.</summary>
    public RequestState? Pending { get; init; }
}

/// <summary>What the brain decided, and all that it saw.</summary>
/// <param name="Product">Which product's price is asked for; null when none is.</param>
internal sealed record Thought(
    Step Step, Reading Reading, KnowledgeSnapshot Knowledge, KnowledgeEntry? Item, Decision Decision, Settings Settings, BotContext Context,
    ProductChoice.Outcome? Product)
{
    /// <summary>A language model's words, checked against the items; null when none are to be said.</summary>
    public string? Drafted { get; init; }

    /// <summary>What is done about a request; beside a hand-over: what its card tells of one. Null when there is none.</summary>
    public RequestThought? Request { get; init; }

    /// <summary>What the catalogue says; null when it was not asked, or has nothing to say.</summary>
    public CatalogueThought? Catalogue { get; init; }

    /// <summary>It asks for one thing, which the next message may tell.</summary>
    public bool Asks => Request is { Asks: true } || Catalogue?.State is not null;

    /// <summary>Why a person takes over from here; null when none does.</summary>
    public string? HandOverReason => Step switch
    {
        Step.HandOver over => over.Reason,
        _ when Request is { Outcome: RequestOutcome.PassOn, State.Skill: Skill.Complain } => "angry",
        _ when Request?.Outcome is RequestOutcome.PassOn => Decision.PassedOn,
        _ => null,
    };

    /// <summary>On which side of a roll-out the conversation is; null when none runs.</summary>
    public Arm? Arm { get; init; }
}
