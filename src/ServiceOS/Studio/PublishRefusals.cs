using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>How a publication is refused, at once or in stages.</summary>
internal static class PublishRefusals
{
    private const int ReasonCharactersMax = 500;
    private const int QuestionsMax = 2_000;
    private const int ReplayCharactersMax = 64;

    public static ProblemHttpResult Held(Passage passage) => Problems.Conflict(
        passage.Broken.Count > 0 ? "golden-broken" : "replay-lost",
        passage.Broken.Count > 0
            ? "Golden questions would come out otherwise than agreed: nothing was published."
            : "A replay shows more lost answers than are allowed: nothing was published.",
        ("broken", passage.Broken.Select(GoldenResultView.Of)), ("failing", passage.Failing.Select(GoldenResultView.Of)), ("lost", passage.Lost));

    public static ProblemHttpResult RolloutRuns(string id) => Problems.Conflict(
        "rollout-running", "A roll-out runs here: publish it or roll it back first.", ("rollout", id));

    public static ProblemHttpResult Busy() =>
        Problems.Conflict("busy", "Items or golden questions kept changing meanwhile: nothing was published. Try again.");

    /// <summary>By the item's id, what stands in its answer that nobody fills in.</summary>
    /// <param name="locale">The language to answer in.</param>
    public static ValidationProblem UnknownVariables(IReadOnlyList<Unfillable> items, string locale) =>
        Problems.Invalid(items.ToDictionary(item => item.Item.ToString(), item =>
        {
            var names = string.Join(' ', item.Variables.Select(name => $"{{{{{name}}}}}"));
            return new[] { new LocalText($"“{item.Question}”：没有这个变量 {names}", $"“{item.Question}”: there is no variable {names}").In(locale) };
        }, StringComparer.Ordinal));

    /// <summary>The language to answer in: the reader's, else the shop's.</summary>
    public static async ValueTask<string> LocaleAsync(TenantTree tree, HttpContext http, Tenant node, CancellationToken stop) =>
        Locales.Nearest(http.Request.Headers.AcceptLanguage, (await tree.SettingsAsync(node.Id, stop)).Locale);

    /// <summary>What can't be taken of an order to publish; null when all can.</summary>
    public static (string Field, string Why)? FaultOf(IReadOnlyList<ItemId>? items, string? note, PublishDespite? despite)
    {
        if (items is { Count: > PublishKnowledge.ItemsMax })
            return ("items", $"must be at most {PublishKnowledge.ItemsMax}; leave it out to publish all");
        return Texts.Fault(note, 0, PublishKnowledge.NoteCharactersMax) is { } fault ? ("note", fault) : FaultOf(despite);
    }

    public static (string Field, string Why)? FaultOf(PublishDespite? despite)
    {
        if (despite is null)
            return null;
        if (Texts.Fault(despite.Reason, 1, ReasonCharactersMax) is { } reason)
            return ("despite.reason", reason);
        if (Texts.Fault(despite.Replay, 0, ReplayCharactersMax) is { } replay)
            return ("despite.replay", replay);
        return despite.Questions is { Count: > QuestionsMax } ? ("despite.questions", $"must be at most {QuestionsMax}") : null;
    }
}

/// <param name="Reason">For the list of versions.</param>
/// <param name="Questions">The ids of the golden questions that were seen to break; another that breaks holds it up all the same.</param>
/// <param name="Replay">The replay whose lost answers were seen; a newer one of the same knowledge holds it up all the same.</param>
internal sealed record PublishDespite(string? Reason, IReadOnlyList<string>? Questions = null, string? Replay = null)
{
    /// <summary>Once it was found to be without faults.</summary>
    public Despite ToDespite() => new(Reason!.Trim(), Questions, Replay);
}
