using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>What the bot misses, on the wire.</summary>
/// <param name="Items">Most failures first, at most 100.</param>
/// <param name="Questions">Questions that were looked at.</param>
/// <param name="Failed">How many of them failed, in all gaps, hidden ones too.</param>
/// <param name="FirstDay">When the first day of each gap's days began.</param>
internal sealed record GapsView(IReadOnlyList<GapView> Items, int Questions, int Failed, DateTimeOffset FirstDay, DateTimeOffset At);

/// <summary>A gap on the wire.</summary>
/// <param name="Key">By what its leading question is known.</param>
/// <param name="Title">Its most central question.</param>
/// <param name="Volume">How often it was asked.</param>
/// <param name="Failed">How often the bot failed it.</param>
/// <param name="Nearest">The likest item; null when none has anything in common with it.</param>
/// <param name="Earlier">The verdict that did not help, or that so many have asked since.</param>
internal sealed record GapView(
    string Key, string Title, string Language, int Volume, int Failed, GapMisses Misses, IReadOnlyList<GapDay> Days, DateTimeOffset LastAt,
    IReadOnlyList<GapQuestionView> Questions, NearestItem? Nearest, EarlierVerdict? Earlier)
{
    public static GapView Of(Gap gap, Func<GapQuestion, string> words, NearestItem? nearest, GapVerdictRow? earlier) => new(
        gap.Title.Key, words(gap.Title), gap.Language == Analysis.Text.Language.English ? Locales.English : Locales.Chinese, gap.Volume, gap.Failed,
        GapMisses.Of(gap.Misses), gap.Days, gap.LastAt,
        [.. gap.Questions.Select(one => new GapQuestionView(one.Key, words(one), one.Count, one.Failed, one.Last.ConversationId, one.Last.Seq))],
        nearest, earlier is null ? null : new(earlier.Verdict, earlier.ByName, earlier.At));
}

/// <summary>How often it failed, and how.</summary>
/// <param name="Unknown">The bot did not know.</param>
/// <param name="Choices">It asked back, and none of the choices was taken.</param>
/// <param name="HandedOver">It gave up, and a person came.</param>
/// <param name="Wrong">An agent called its answer wrong.</param>
internal sealed record GapMisses(int Unknown, int Choices, int HandedOver, int Wrong)
{
    public static GapMisses Of(IReadOnlyDictionary<string, int> counts) => new(
        counts.GetValueOrDefault(Miss.Unknown), counts.GetValueOrDefault(Miss.Choices), counts.GetValueOrDefault(Miss.HandedOver),
        counts.GetValueOrDefault(Miss.Wrong));
}

/// <summary>One way in which a gap was asked, on the wire.</summary>
/// <param name="Conversation">Where it was asked last.</param>
/// <param name="Seq">The bot's message there.</param>
internal sealed record GapQuestionView(string Key, string Text, int Count, int Failed, ConversationId Conversation, long Seq);

/// <summary>The item that a gap is likest to.</summary>
/// <param name="Similarity">0–1: how near its nearest question is.</param>
/// <param name="Inherited">It comes from above: to change it here, it is copied.</param>
internal sealed record NearestItem(ItemId Item, string Question, double Similarity, bool Inherited);

/// <summary>What somebody decided about a gap before it came back.</summary>
internal sealed record EarlierVerdict(string Verdict, string By, DateTimeOffset At);
