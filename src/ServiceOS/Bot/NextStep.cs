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

    /// <param name="asker">What is known of who asks; by default nothing.</param>
    public static Step Decide(Reading reading, TappedChoice? tapped, Doubts doubts, Thresholds thresholds, Asker asker = default)
    {
        if (tapped is TappedChoice.Person || reading.WantsPerson)
            return new Step.HandOver("asked-for-person", "wishes");
        if (tapped is TappedChoice.Item item)
            return new Step.Answer(item.Id, "choice");
        if (tapped is TappedChoice.Order order)
            return new Step.UseSkill(order.Skill, order.Id, "choice");
        if (tapped is TappedChoice.Price price)
            return new Step.UseSkill(Skill.ProductPrice, OrderId: null, "choice", price.ProductId);
        if (tapped is TappedChoice.Request request)
            return new Step.UseSkill(request.Skill, OrderId: null, "choice");
        if (tapped is TappedChoice.Size size)
            return new Step.UseSkill(Skill.ProductSize, OrderId: null, "choice", size.ProductId);
        if (tapped is TappedChoice.Attribute attribute)
            return new Step.UseSkill(Skill.ProductAttribute, OrderId: null, "choice", attribute.ProductId);
        if (tapped is TappedChoice.Ability ability)
            return new Step.UseSkill(ability.Skill, OrderId: null, "choice");
        if (reading.IsAngry)
            return new Step.HandOver("angry", "wishes");

        var best = reading.Candidates.Count > 0 ? reading.Candidates[0] : null;
        if (best?.Skill == Skill.Agreed && doubts.Misses >= MissesOffered)
            return new Step.HandOver("asked-for-person", "wishes");
        var offerPerson = doubts.Weight >= DoubtsBeforeOffer;
        var likely = reading.Candidates.Where(candidate => candidate.Score >= thresholds.Choices && IsChoice(candidate)).Take(ChoicesMax).ToList();
        var isSure = best is not null
            && (best.Score >= thresholds.Answer || (likely.Count == 1 && likely[0] == best && best.Score >= thresholds.Answer - AloneBelow));
        if (reading.Request is { } heard)
        {
            if (IsToBeDone(heard, asker, isSure ? best : null, isUnknown: likely.Count == 0))
                return new Step.UseSkill(heard.Skill, OrderId: null, "wish");
            if (!isSure && heard.Skill != Skill.Complain && likely.Count < ChoicesMax)
                return new Step.Offer([.. likely, OfferOf(heard.Skill, thresholds)], offerPerson);
        }
        if (isSure)
            return Do(best!);
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

    /// <summary>
    /// Whether a request is taken up, or the merchant's own words stand before it: always those that are just the same, all where it is
    /// only asked how, and those that speak of it where there is no order that it could be done to.
    /// </summary>
    /// <param name="sure">What would be answered; null when nothing is sure enough.</param>
    /// <param name="isUnknown">Nothing is near enough to be asked back.</param>
    private static bool IsToBeDone(HeardRequest heard, Asker asker, Candidate? sure, bool isUnknown)
    {
        if (heard.Act == RequestAct.Ask || sure is { Score: >= 1 })
            return false;
        if (asker.HasOrders)
            return true;
        var isPlain = heard.Act == RequestAct.Please || asker.NamesOrder;
        return sure is null ? isPlain || isUnknown : !heard.IsKnown;   // who has no order here is helped more by how it is done
    }

    private static Candidate OfferOf(string skill, Thresholds thresholds) =>
        new() { Skill = skill, Question = skill, Score = thresholds.Choices, Confidence = 0, Similarity = 0 };

    private static Step Do(Candidate best) =>
        best.Skill is { } skill ? new Step.UseSkill(skill, OrderId: null, "skill") : new Step.Answer(best.Item!.Value, "knowledge");

    /// <summary>Nobody wants to be asked whether they meant "hello".</summary>
    private static bool IsChoice(Candidate candidate) =>
        candidate.Skill is null || !Skill.OfTalk.Contains(candidate.Skill, StringComparer.Ordinal);

    /// <summary>From which score on the bot answers, and from which it asks back. 0–1, answer above choices.</summary>
    public sealed record Thresholds(double Answer, double Choices);
}

/// <summary>Who asks.</summary>
/// <param name="HasOrders">A member who bought something here.</param>
/// <param name="NamesOrder">The text names an order by its number, or the page is an order's.</param>
internal readonly record struct Asker(bool HasOrders, bool NamesOrder);

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
