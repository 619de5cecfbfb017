using ServiceOS.Bot.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Studio;

/// <summary>Says why an item that was expected is not what the bot answers a question with.</summary>
internal sealed class ExplainItem(Database database, TenantTree tree, Understander understander, Likeness likeness, TimeProvider time)
{
    /// <returns>Null when the node can't see the item.</returns>
    public async Task<WhyNotView?> RunAsync(Tenant node, ItemId item, string question, string? locale, string? product, CancellationToken stop)
    {
        if (await database.ReadAsync(async db => await ItemStanding.FindAsync(db, node, item, stop), stop) is not { } standing)
            return null;
        var settings = await tree.SettingsAsync(node.Id, stop);
        var text = Rehearsal.TextOf(question);
        var (reading, knowledge) = await understander.ReadAsync(node.Id, Locales.Nearest(locale, settings.Locale), text, product, stop);
        var decided = Rehearsal.Of(reading, knowledge, settings);
        var near = await likeness.CompareAsync(node.Id, reading.Language, text, item, stop);
        var reason = WhyNot.Of(item, standing, decided, reading, product, near?.Similarity, time.GetUtcNow());
        var content = standing.Content;
        return new(
            reason, content.Question, reading.Candidates.FirstOrDefault(candidate => candidate.Item == item)?.Score, near?.Similarity, near?.Question,
            MissingWords.Of(text, content.Similar.Prepend(content.Question)), decided.Outcome, decided.Rule, decided.Score, decided.AnswerLine,
            WinnerOf(reading, item), standing.OverriddenBy is { } over ? new(over.Id.ToString(), over.Question) : null,
            reason == WhyNot.NotYet ? content.ValidFrom : reason == WhyNot.Over ? content.ValidTo : null, content.Products);
    }

    private static WinnerView? WinnerOf(Reading reading, ItemId item) =>
        reading.Candidates.FirstOrDefault(candidate => candidate.Item != item) is { } best ? new(best.Item?.ToString() ?? best.Skill!, best.Question) : null;
}

/// <summary>Why an item was not the answer, on the wire.</summary>
/// <param name="Reason"><c>won</c>, <c>archived</c>, <c>not-live</c>, <c>other-language</c>, <c>not-yet</c>, <c>over</c>, <c>overridden</c>,
/// <c>other-product</c>, <c>rule</c>, <c>other-wish</c>, <c>exact</c>, <c>nothing-in-common</c>, <c>other-closer</c> or <c>below-line</c>.</param>
/// <param name="Score">Its own, 0–1; null when it is not among the five likeliest.</param>
/// <param name="Similarity">0–1: how near its nearest question is; null when it has nothing in common.</param>
/// <param name="Nearest">That question.</param>
/// <param name="MissingWords">Of the question, those that none of the item's has.</param>
/// <param name="Rule">The rule that decided, where no score did.</param>
/// <param name="Best">The best candidate's score.</param>
/// <param name="Other">What was nearer; null when nothing was.</param>
/// <param name="OverriddenBy">What stands in for it here.</param>
/// <param name="At">When it begins, or ended.</param>
/// <param name="Products">Those that it is about.</param>
internal sealed record WhyNotView(
    string Reason, string Question, double? Score, double? Similarity, string? Nearest, IReadOnlyList<string> MissingWords, string Outcome, string? Rule,
    double Best, double AnswerLine, WinnerView? Other, WinnerView? OverriddenBy, DateTimeOffset? At, IReadOnlyList<string> Products);

/// <param name="Item">The knowledge item's id, or the skill's name.</param>
internal sealed record WinnerView(string Item, string Question);
