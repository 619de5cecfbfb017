using ServiceOS.Bot.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Studio;

/// <summary>Decides why an item was not the bot's answer. Pure: what shuts it out altogether first, then who was before it.</summary>
internal static class WhyNot
{
    public const string Won = "won";
    public const string Archived = "archived";
    public const string NotLive = "not-live";
    public const string OtherLanguage = "other-language";
    public const string NotYet = "not-yet";
    public const string Over = "over";
    public const string Overridden = "overridden";
    public const string OtherProduct = "other-product";
    public const string Rule = "rule";
    public const string OtherWish = "other-wish";
    public const string Exact = "exact";
    public const string NothingInCommon = "nothing-in-common";
    public const string OtherCloser = "other-closer";
    public const string BelowLine = "below-line";

    /// <param name="decided">What the bot would do.</param>
    /// <param name="product">The product of the page; null when none.</param>
    /// <param name="similarity">How near the item's nearest question is; null when nothing is in common.</param>
    public static string Of(ItemId item, ItemStanding standing, Rehearsal decided, Reading reading, string? product, double? similarity, DateTimeOffset now)
    {
        if (decided.Item?.Id == item)
            return Won;
        if (ShutOut(standing, reading, product, now) is { } shut)
            return shut;
        if (decided.Outcome == "handover" || decided.Outcome == "greeting")
            return Rule;
        var mine = reading.Candidates.FirstOrDefault(candidate => candidate.Item == item);
        if (mine is null && reading.Wish is not null && similarity is not null)
            return OtherWish;
        if (similarity is null)
            return NothingInCommon;
        var best = reading.Candidates.Count > 0 ? reading.Candidates[0] : null;
        if (best is not null && best.Item != item && best is { Similarity: 1, Score: 1 })
            return Exact;
        return best is null || best.Item == item ? BelowLine : OtherCloser;
    }

    private static string? ShutOut(ItemStanding standing, Reading reading, string? product, DateTimeOffset now)
    {
        var content = standing.Content;
        if (!standing.IsLive)
            return standing.IsArchived ? Archived : NotLive;
        if (content.Language != reading.Language)
            return OtherLanguage;
        if (content.ValidFrom > now)
            return NotYet;
        if (content.ValidTo <= now)
            return Over;
        if (standing.OverriddenBy is not null)
            return Overridden;
        return product is not null && content.Products.Count > 0 && !content.Products.Contains(product, StringComparer.Ordinal) ? OtherProduct : null;
    }
}
