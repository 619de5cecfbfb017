using ServiceOS.Knowledge.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Studio;

/// <summary>Finds items that answer the same question as one that is being written. Pure.</summary>
internal static class Conflicts
{
    /// <summary>From how alike on two questions count as the same.</summary>
    public const double SameFrom = 0.85;

    public const string Duplicate = "duplicate";
    public const string Contradiction = "contradiction";

    private const int OthersMax = 10;

    /// <param name="copy">What is being written.</param>
    /// <param name="live">What is given to consumers at its node.</param>
    /// <param name="drafts">The node's other working copies that wait, in its language.</param>
    /// <param name="isPending">Whether an item is among those: its live words don't count then.</param>
    public static IReadOnlyList<Conflict> Of(
        WorkingCopy copy, Compared<KnowledgeEntry> live, Compared<WorkingCopy> drafts, Func<ItemId, bool> isPending)
    {
        var others = new Dictionary<ItemId, Conflict>();
        foreach (var question in copy.Content.Similar.Prepend(copy.Content.Question))
        {
            foreach (var near in live.Near(question).Where(near => near.Similarity >= SameFrom && !isPending(near.Thing.Id)))
                Keep(others, copy, question, near.Question, near.Similarity, Other.Of(near.Thing));
            foreach (var near in drafts.Near(question).Where(near => near.Similarity >= SameFrom))
                Keep(others, copy, question, near.Question, near.Similarity, Other.Of(near.Thing));
        }
        return [.. others.Values.OrderByDescending(one => one.Differences.Count).ThenByDescending(one => one.Similarity).Take(OthersMax)];
    }

    private static void Keep(Dictionary<ItemId, Conflict> others, WorkingCopy copy, string mine, string theirs, double similarity, Other other)
    {
        if (other.Id == copy.Id || other.Id == copy.Overrides || other.Overrides == copy.Id || !Meet(copy.Content, other))
            return;
        if (others.TryGetValue(other.Id, out var known) && known.Similarity >= similarity)
            return;
        others[other.Id] = new(copy, mine, theirs, similarity, other, AnswerDifference.Of(copy.Content.Answer.Text, other.Answer));
    }

    /// <summary>A consumer may get the one and the other: about a product that both are about, at a moment when both hold.</summary>
    private static bool Meet(Content mine, Other other) =>
        (mine.Products.Count == 0 || other.Products.Count == 0 || mine.Products.Intersect(other.Products, StringComparer.Ordinal).Any())
        && (mine.ValidTo is null || other.ValidFrom is null || other.ValidFrom < mine.ValidTo)
        && (other.ValidTo is null || mine.ValidFrom is null || mine.ValidFrom < other.ValidTo);
}

/// <summary>Two items that answer the same question.</summary>
/// <param name="Mine">The question of the one that is being written.</param>
/// <param name="Theirs">The question of the other.</param>
/// <param name="Differences">Where their answers can't both be true.</param>
internal sealed record Conflict(
    WorkingCopy Copy, string Mine, string Theirs, double Similarity, Other Other, IReadOnlyList<Difference> Differences);

/// <summary>The other item: live, or being written.</summary>
internal sealed record Other(
    ItemId Id, TenantId? Origin, ItemId? Overrides, string Question, string Answer, IReadOnlyList<string> Products, DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidTo)
{
    public bool IsLive => Origin is not null;

    public static Other Of(KnowledgeEntry entry) =>
        new(entry.Id, entry.Origin, Overrides: null, entry.Question, entry.Answer.Text, entry.Products, entry.ValidFrom, entry.ValidTo);

    public static Other Of(WorkingCopy copy) => new(
        copy.Id, Origin: null, copy.Overrides, copy.Content.Question, copy.Content.Answer.Text, copy.Content.Products, copy.Content.ValidFrom,
        copy.Content.ValidTo);
}
