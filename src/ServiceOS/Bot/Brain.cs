using ServiceOS.Bot.Skills;
using ServiceOS.Consumers.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot;

/// <summary>The service brain: gathers what is known, lets <see cref="NextStep"/> decide, and puts the decision into words.</summary>
internal sealed class Brain(Database database, TenantTree tree, Understander understander, OrderBook orders, OrderSkills skills)
{
    private const int OrdersMax = 10;

    /// <summary>Reads a question and decides; does nothing yet.</summary>
    public async Task<Thought> ThinkAsync(Question question, CancellationToken stop)
    {
        var settings = await tree.SettingsAsync(question.Merchant, stop);
        var (reading, (knowledge, arm)) = await ReadAsync(question, stop);
        var thresholds = new NextStep.Thresholds(settings.AnswerThreshold, Math.Min(settings.ChoicesThreshold, settings.AnswerThreshold));
        var step = NextStep.Decide(reading, TappedChoice.Read(question.Choice), question.Doubts, thresholds);
        var item = step is Step.Answer answer ? knowledge.Find(answer.Item) : null;
        var decision = Decision.Of(step, reading, item is null ? null : new(item.Id, item.Version, item.Question), thresholds);
        var context = NeedsContext(step, item) ? await ContextAsync(question, WishOf(question, step), stop) : s_noContext;
        var product = step is Step.UseSkill { Skill: Skill.ProductPrice } price
            ? await database.ReadAsync(db => ProductChoice.FindAsync(
                db, question.Merchant, new(price.ProductId, reading.Text, question.Product, reading.Language), stop), stop)
            : null;
        return new(step, reading, knowledge, item, decision, settings, context, product) { Arm = arm };
    }

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
                AnswerText.Fill(item, language, thought.Settings, thought.Context, OrderChoice.Likely(thought.Context.Orders, wish)), PartsOf(item)),
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
            Step.UseSkill skill => await skills.RunAsync(
                db, question.Merchant, thought.Settings, skill.Skill, thought.Context, wish, language, stop),
            _ => throw new InvalidOperationException($"unhandled step {thought.Step}"),
        };
    }

    /// <summary>What points to an order in a question that was decided on so.</summary>
    public static OrderWish WishOf(Question question, Step step) =>
        new((step as Step.UseSkill)?.OrderId, question.Text, question.OrderId);

    private static readonly BotContext s_noContext = new(IsMember: false, ConsumerName: null, []);

    private static bool NeedsContext(Step step, KnowledgeEntry? item) => step switch
    {
        Step.UseSkill { Skill: Skill.ProductPrice or Skill.ProductStock } => false,
        Step.UseSkill skill when Skill.OfTalk.Contains(skill.Skill, StringComparer.Ordinal) => false,
        Step.UseSkill or Step.HandOver => true,
        _ => item?.Answer.Text.Contains("{{", StringComparison.Ordinal) == true,
    };

    /// <summary>Who asks, and their orders.</summary>
    public Task<BotContext> ContextAsync(Question question, OrderWish wish, CancellationToken stop) => database.ReadAsync(async db =>
    {
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

    private static List<Part>? PartsOf(KnowledgeEntry item)
    {
        var parts = new List<Part>();
        if (item.Answer.Images.Count > 0)
            parts.Add(new() { Type = "images", Urls = item.Answer.Images });
        if (item.Answer.Links.Count > 0)
            parts.Add(new() { Type = "links", Links = [.. item.Answer.Links.Select(link => new Link(link.Label, link.Url))] });
        if (item.Answer.Buttons.Count > 0)
            parts.Add(Part.OfChoices([.. item.Answer.Buttons.Select(button => new Choice(button.Label, button.Value))]));
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
    public required string Text { get; init; }
    public required string Locale { get; init; }
    public string? Choice { get; init; }
    public Doubts Doubts { get; init; }
    public string? Product { get; init; }
    public string? OrderId { get; init; }
}

/// <summary>What the brain decided, and all that it saw.</summary>
/// <param name="Product">Which product's price is asked for; null when none is.</param>
internal sealed record Thought(
    Step Step, Reading Reading, KnowledgeSnapshot Knowledge, KnowledgeEntry? Item, Decision Decision, Settings Settings, BotContext Context,
    ProductChoice.Outcome? Product)
{
    /// <summary>A language model's words, checked against the items; null when none are to be said.</summary>
    public string? Drafted { get; init; }

    /// <summary>On which side of a roll-out the conversation is; null when none runs.</summary>
    public Arm? Arm { get; init; }
}
