using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Bot.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio.Rollouts;

/// <summary>Publishing in stages, over HTTP.</summary>
internal static class RolloutEndpoints
{
    private const int HoldMinutesMax = 10_080;
    private const int ConversationsMax = 100_000;
    private const int FailedListedMax = 50;

    public static void MapRolloutEndpoints(this IEndpointRouteBuilder routes)
    {
        var rollouts = routes.MapGroup("/v1/knowledge/rollouts").WithTags("Knowledge studio");
        rollouts.MapPost("", StartAsync).Allow(Permission.KnowledgeWrite)
            .WithSummary("Publishes what waits in stages: in the shadow, then to 1, 10 and 50 % of conversations, then to all; the gate is that of a publication");
        rollouts.MapGet("", ListAsync).Allow(Permission.KnowledgeRead)
            .WithSummary("The node's last ten, newest first; before them those that run above and count here");
        rollouts.MapGet("/{id}", FindAsync).Allow(Permission.KnowledgeRead).WithSummary("One, and what both arms came to");
        rollouts.MapGet("/{id}/differences", ListDifferencesAsync).Allow(Permission.KnowledgeRead)
            .WithSummary("What the candidate would have answered otherwise in the shadow, worst first, at most 200");
        rollouts.MapGet("/{id}/failed", ListFailedAsync).Allow(Permission.KnowledgeRead)
            .WithSummary("Where the candidate failed, newest first, at most 50");
        rollouts.MapPost("/{id}/next", NextAsync).Allow(Permission.KnowledgeWrite)
            .WithSummary("Takes it to its next stage; from the last one it is published, through the gate");
        rollouts.MapPost("/{id}/pause", PauseAsync).Allow(Permission.KnowledgeWrite)
            .WithSummary("It goes no further by itself; the watch goes on");
        rollouts.MapPost("/{id}/resume", ResumeAsync).Allow(Permission.KnowledgeWrite).WithSummary("Lets it go on");
        rollouts.MapPost("/{id}/rollback", RollBackAsync).Allow(Permission.KnowledgeWrite)
            .WithSummary("Nobody gets it any more, within five seconds; what was written stays as it waits");
    }

    private static async Task<Results<Created<RolloutStartedView>, ValidationProblem, ProblemHttpResult>> StartAsync(
        RolloutRequest request, HttpContext http, TenantTree tree, StartRollout start, CancellationToken stop, TenantId? tenant = null)
    {
        if ((PublishRefusals.FaultOf(request.Items, request.Note, request.Despite) ?? FaultOf(request)) is { } fault)
            return Problems.Invalid(fault.Field, fault.Why);
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        var note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim();
        var rules = new RolloutRules(request.HoldMinutes, request.ConversationsMin, request.Tolerance, request.Automatic);
        return await start.RunAsync(node, http.Caller().Name, request.Items, note, request.Despite?.ToDespite(), rules, stop) switch
        {
            StartRollout.Outcome.Started started => TypedResults.Created($"/v1/knowledge/rollouts/{started.Id}", new RolloutStartedView(started.Id)),
            StartRollout.Outcome.Runs runs => PublishRefusals.RolloutRuns(runs.Id),
            StartRollout.Outcome.NothingWaits => Problems.Unprocessable("nothing-waits", "Nothing waits to be published."),
            StartRollout.Outcome.Held held => PublishRefusals.Held(held.Passage),
            StartRollout.Outcome.HasUnknownVariables refused =>
                PublishRefusals.UnknownVariables(refused.Items, await PublishRefusals.LocaleAsync(tree, http, node, stop)),
            StartRollout.Outcome.NoSuchItem => Problems.NotFound(),
            StartRollout.Outcome.Busy => PublishRefusals.Busy(),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static (string Field, string Why)? FaultOf(RolloutRequest request) =>
        request.HoldMinutes is < 1 or > HoldMinutesMax ? ("holdMinutes", $"must be 1 to {HoldMinutesMax}")
        : request.ConversationsMin is < 1 or > ConversationsMax ? ("conversationsMin", $"must be 1 to {ConversationsMax}")
        : request.Tolerance is >= 0 and <= 1 ? null
        : ("tolerance", "must be 0 to 1");

    private static async Task<Results<Ok<ItemsView<RolloutView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, TenantTree tree, Database database, CancellationToken stop, TenantId? tenant = null)
    {
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        var rows = await database.ReadAsync(async db =>
        {
            var found = new List<Rollout>();
            foreach (var above in node.Lineage().Skip(1))
            {
                if (await Rollout.FindOpenAsync(db, above, stop) is { } open)
                    found.Add(open);
            }
            return (IReadOnlyList<Rollout>)[.. found, .. await Rollout.ListAsync(db, node.Id, stop)];
        }, stop);
        var views = new List<RolloutView>();
        foreach (var row in rows)
            views.Add(RolloutView.Of(row, node.Id, await tree.NameAsync(row.TenantId, http.Caller().Locale, stop)));
        return TypedResults.Ok(new ItemsView<RolloutView>(views));
    }

    private static async Task<Results<Ok<RolloutDetailView>, ProblemHttpResult>> FindAsync(
        string id, HttpContext http, TenantTree tree, Database database, TimeProvider time, CancellationToken stop)
    {
        if (await TheirsAsync(id, http, tree, database, stop) is not { } row)
            return Problems.NotFound();
        var origin = await tree.NameAsync(row.TenantId, http.Caller().Locale, stop);
        return TypedResults.Ok(await database.ReadAsync(async db => RolloutDetailView.Of(
            row, origin, await Rollout.ListItemsAsync(db, id, stop), await Rollout.ListMovesAsync(db, id, stop),
            await RolloutFigures.ReadAsync(db, id, stop), time.GetUtcNow()), stop));
    }

    private static async Task<Results<Ok<ItemsView<RolloutDifferenceView>>, ProblemHttpResult>> ListDifferencesAsync(
        string id, HttpContext http, TenantTree tree, Database database, CancellationToken stop)
    {
        if (await TheirsAsync(id, http, tree, database, stop) is null)
            return Problems.NotFound();
        var rows = await database.ReadAsync(async db => await ShadowStore.ListAsync(db, id, stop), stop);
        return TypedResults.Ok(new ItemsView<RolloutDifferenceView>([.. rows.Select(RolloutDifferenceView.Of)]));
    }

    private static async Task<Results<Ok<ItemsView<FailedTurn>>, ValidationProblem, ProblemHttpResult>> ListFailedAsync(
        string id, string? by, HttpContext http, TenantTree tree, Database database, CancellationToken stop)
    {
        if (await TheirsAsync(id, http, tree, database, stop) is null)
            return Problems.NotFound();
        if (by is null || !ArmCount.Failures.Contains(by, StringComparer.Ordinal))
            return Problems.Invalid("by", $"must be one of {string.Join(", ", ArmCount.Failures)}");
        var turns = await database.ReadAsync(db => ArmCount.ListFailedAsync(db, id, by, FailedListedMax, stop), stop);
        return TypedResults.Ok(new ItemsView<FailedTurn>([.. turns.Select(turn => turn with { Text = PersonalData.Covered(turn.Text) })]));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> NextAsync(
        string id, RolloutNextRequest request, HttpContext http, TenantTree tree, Database database, StepRollout step, CancellationToken stop)
    {
        if (request.Stage < RolloutStage.Shadow || request.Stage > RolloutStage.Last)
            return Problems.Invalid("stage", $"must be {RolloutStage.Shadow} to {RolloutStage.Last}: where it was seen");
        if (PublishRefusals.FaultOf(request.Despite) is { } fault)
            return Problems.Invalid(fault.Field, fault.Why);
        if (await TheirsAsync(id, http, tree, database, stop) is null)
            return Problems.NotFound();
        var outcome = await step.NextAsync(id, http.Caller().Name, request.Stage, request.Despite?.ToDespite(), stop);
        return Refused(outcome) is { } problem ? problem : TypedResults.NoContent();
    }

    private static Task<Results<NoContent, ProblemHttpResult>> PauseAsync(
        string id, HttpContext http, TenantTree tree, Database database, StepRollout step, CancellationToken stop) =>
        StepAsync(id, http, tree, database, by => step.PauseAsync(id, by, stop), stop);

    private static Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(
        string id, HttpContext http, TenantTree tree, Database database, StepRollout step, CancellationToken stop) =>
        StepAsync(id, http, tree, database, by => step.ResumeAsync(id, by, stop), stop);

    private static Task<Results<NoContent, ProblemHttpResult>> RollBackAsync(
        string id, HttpContext http, TenantTree tree, Database database, StepRollout step, CancellationToken stop) =>
        StepAsync(id, http, tree, database, by => step.RollBackAsync(id, by, stop), stop);

    private static async Task<Results<NoContent, ProblemHttpResult>> StepAsync(
        string id, HttpContext http, TenantTree tree, Database database, Func<string, Task<StepRollout.Outcome>> act, CancellationToken stop)
    {
        if (await TheirsAsync(id, http, tree, database, stop) is null)
            return Problems.NotFound();
        return Refused(await act(http.Caller().Name)) is { } problem ? problem : TypedResults.NoContent();
    }

    private static ProblemHttpResult? Refused(StepRollout.Outcome outcome) => outcome switch
    {
        StepRollout.Outcome.Done => null,
        StepRollout.Outcome.HasEnded => Problems.Conflict("rollout-ended", "The roll-out has ended: it was published or rolled back."),
        StepRollout.Outcome.MovedMeanwhile => Problems.Conflict("rollout-moved", "The roll-out has moved meanwhile: nothing was done. Look again."),
        StepRollout.Outcome.Held held => PublishRefusals.Held(held.Passage),
        StepRollout.Outcome.Busy => PublishRefusals.Busy(),
        var other => throw new InvalidOperationException($"unhandled outcome {other}"),
    };

    private static async Task<Rollout?> TheirsAsync(string id, HttpContext http, TenantTree tree, Database database, CancellationToken stop) =>
        await database.ReadAsync(async db => await Rollout.FindAsync(db, id, stop), stop) is { } row
        && await tree.IsInScopeAsync(http.Caller(), row.TenantId, stop) ? row : null;

    /// <param name="Items">Which of those that wait; null: all.</param>
    /// <param name="Note">Why, for the list of versions.</param>
    /// <param name="Despite">Begins although golden questions break or a replay shows lost answers.</param>
    /// <param name="HoldMinutes">How long a stage lasts at least, 1 to 10,080.</param>
    /// <param name="ConversationsMin">How many conversations of the candidate (in the shadow: questions) a stage sees at least, 1 to 100,000.</param>
    /// <param name="Tolerance">By which part failures may be more frequent, 0–1.</param>
    /// <param name="Automatic">It goes on by itself; else each step is taken by hand. It is rolled back by itself either way.</param>
    internal sealed record RolloutRequest(
        IReadOnlyList<ItemId>? Items = null, string? Note = null, PublishDespite? Despite = null, int HoldMinutes = 60, int ConversationsMin = 100,
        double Tolerance = 0.1, bool Automatic = true);

    internal sealed record RolloutStartedView(string Id);

    /// <param name="Stage">Where it was seen: it goes one step from there.</param>
    /// <param name="Despite">Publishes although golden questions break or a replay shows lost answers.</param>
    internal sealed record RolloutNextRequest(int Stage, PublishDespite? Despite = null);
}
