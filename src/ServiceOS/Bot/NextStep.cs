using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot;

/// <summary>Decides what the bot does next. Pure: the layers are asked in turn, and the first that is sure enough speaks.</summary>
internal static class NextStep
{
    /// <summary>Times of not knowing in a row, the last of which brings a person unasked.</summary>
    public const int MissesMax = 3;

    private const double DoubtsBeforeOffer = 1;

    private const int ChoicesMax = 3;

    /// <summary>How far below the answer line what stands alone may be: to ask "is it this?" of one thing only costs more than it saves.</summary>
    /// <remarks>0.1: of the plain questions in this band none is answered wrongly; at 0.15 the first that no shop knows was.</remarks>
    private const double AloneBelow = 0.1;

    /// <summary>Times of not knowing after which a person has been offered for sure, so that a yes takes the offer.</summary>
    private const int MissesOffered = 2;

    public static Step Decide(Reading reading, TappedChoice? tapped, Doubts doubts, Thresholds thresholds)
    {
        if (tapped is TappedChoice.Person || reading.WantsPerson)
            return new Step.HandOver("asked-for-person", "wishes");
        if (tapped is TappedChoice.Item item)
            return new Step.Answer(item.Id, "choice");
        if (tapped is TappedChoice.Order order)
            return new Step.UseSkill(order.Skill, order.Id, "choice");
        if (tapped is TappedChoice.Price price)
            return new Step.UseSkill(Skill.ProductPrice, OrderId: null, "choice", price.ProductId);
        if (tapped is TappedChoice.Ability ability)
            return new Step.UseSkill(ability.Skill, OrderId: null, "choice");
        if (reading.IsAngry)
            return new Step.HandOver("angry", "wishes");

        var best = reading.Candidates.Count > 0 ? reading.Candidates[0] : null;
        if (best?.Skill == Skill.Agreed && doubts.Misses >= MissesOffered)
            return new Step.HandOver("asked-for-person", "wishes");
        if (best is not null && best.Score >= thresholds.Answer)
            return Do(best);

        var offerPerson = doubts.Weight >= DoubtsBeforeOffer;
        var likely = reading.Candidates.Where(candidate => candidate.Score >= thresholds.Choices && IsChoice(candidate)).Take(ChoicesMax).ToList();
        if (likely.Count == 1 && likely[0] == best && best.Score >= thresholds.Answer - AloneBelow)
            return Do(best);
        if (reading.Wish == Skill.ProductPrice || (reading.Wish is not null && likely.Count == 0))
            return new Step.UseSkill(reading.Wish, OrderId: null, "wish");
        if (likely.Count > 0)
            return new Step.Offer(likely, offerPerson);
        if (doubts.Misses + 1 >= MissesMax)
            return new Step.HandOver("did-not-know", "misses");
        return new Step.OutOfScope(offerPerson);
    }

    /// <summary>What is counted once a step is done: whatever helps wipes all doubts.</summary>
    public static Doubts DoubtsAfter(Step step, Doubts before) => step switch
    {
        Step.OutOfScope => before with { Misses = before.Misses + 1 },
        Step.Offer => before with { AskedBack = before.AskedBack + 1 },
        Step.UseSkill { Skill: Skill.Agreed or Skill.Acknowledged or Skill.ProductStock } => before,   // neither help nor a miss
        _ => default,
    };

    private static Step Do(Candidate best) =>
        best.Skill is { } skill ? new Step.UseSkill(skill, OrderId: null, "skill") : new Step.Answer(best.Item!.Value, "knowledge");

    /// <summary>Nobody wants to be asked whether they meant "hello".</summary>
    private static bool IsChoice(Candidate candidate) =>
        candidate.Skill is null || !Skill.OfTalk.Contains(candidate.Skill, StringComparer.Ordinal);

    /// <summary>From which score on the bot answers, and from which it asks back. 0–1, answer above choices.</summary>
    public sealed record Thresholds(double Answer, double Choices);
}

/// <summary>How the bot has fared since it last knew.</summary>
/// <param name="Misses">Times that it did not know.</param>
/// <param name="AskedBack">Times that it asked which of a few is meant.</param>
internal readonly record struct Doubts(long Misses, long AskedBack)
{
    /// <summary>Asking back is half a miss: the consumer got something, and may have meant something else.</summary>
    public double Weight => Misses + (AskedBack / 2.0);
}

/// <summary>What the bot does.</summary>
/// <param name="Layer">Which layer spoke, for the why.</param>
internal abstract record Step(string Layer)
{
    /// <summary>It gives a knowledge item's answer.</summary>
    public sealed record Answer(ItemId Item, string Layer) : Step(Layer);

    /// <summary>It asks which of up to three is meant.</summary>
    public sealed record Offer(IReadOnlyList<Candidate> Candidates, bool OfferPerson) : Step("clarify");

    /// <summary>It does something itself.</summary>
    /// <param name="OrderId">The order that was tapped; null: found out from the context.</param>
    /// <param name="ProductId">The product that was tapped; null: found out from the words and the page.</param>
    public sealed record UseSkill(string Skill, string? OrderId, string Layer, string? ProductId = null) : Step(Layer);

    /// <summary>It leaves the consumer to a person.</summary>
    public sealed record HandOver(string Reason, string Layer) : Step(Layer);

    /// <summary>It says that it does not know.</summary>
    public sealed record OutOfScope(bool OfferPerson) : Step("out-of-scope");
}

/// <summary>What a tapped button means.</summary>
internal abstract record TappedChoice
{
    private const string ItemPrefix = "item:";
    private const string OrderPrefix = "order:";
    private const string SkillPrefix = "skill:";
    private const string PricePrefix = "price:";

    private TappedChoice() { }

    public const string PersonValue = "person";

    public sealed record Person : TappedChoice;

    public sealed record Item(ItemId Id) : TappedChoice;

    public sealed record Order(string Id, string Skill) : TappedChoice;

    /// <summary>What a product costs.</summary>
    public sealed record Price(string ProductId) : TappedChoice;

    /// <summary>One of <see cref="Understanding.Contracts.Skill"/>.</summary>
    public sealed record Ability(string Skill) : TappedChoice;

    public static string ValueOf(ItemId item) => $"{ItemPrefix}{item}";

    public static string ValueOf(string skill) => $"{SkillPrefix}{skill}";

    public static string PriceOf(string product) => $"{PricePrefix}{product}";

    /// <summary>The button's meaning; null for typed words and for values that a merchant wrote, which count as words.</summary>
    public static TappedChoice? Read(string? value)
    {
        if (value is null)
            return null;
        if (value is PersonValue or "human")
            return new Person();
        if (value.StartsWith(ItemPrefix, StringComparison.Ordinal) && ItemId.TryParse(value[ItemPrefix.Length..], provider: null, out var item))
            return new Item(item);
        if (value.StartsWith(SkillPrefix, StringComparison.Ordinal) && Skill.OfOrders.Contains(value[SkillPrefix.Length..], StringComparer.Ordinal))
            return new Ability(value[SkillPrefix.Length..]);
        if (value.StartsWith(OrderPrefix, StringComparison.Ordinal) && value.Length > OrderPrefix.Length)
            return new Order(value[OrderPrefix.Length..], Skill.WhereIsMyOrder);
        if (value.StartsWith(PricePrefix, StringComparison.Ordinal) && value.Length > PricePrefix.Length)
            return new Price(value[PricePrefix.Length..]);
        if (value.StartsWith(Skill.UrgeShipment, StringComparison.Ordinal) && value.Length > Skill.UrgeShipment.Length + 1)
            return new Order(value[(Skill.UrgeShipment.Length + 1)..], Skill.UrgeShipment);
        return null;
    }
}
