using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.LanguageModel;

/// <summary>A node's language model, over HTTP. Its key goes in and never comes out.</summary>
internal static class ModelEndpoints
{
    private const int CallsMax = 100;

    public static void MapModelEndpoints(this IEndpointRouteBuilder routes)
    {
        var model = routes.MapGroup("/v1/tenants/{id}/language-model").WithTags("Tenants");
        model.MapGet("/", ReadAsync).Allow(Permission.SettingsRead).WithSummary("The language model in force at a node, and what was used of its budget");
        model.MapPut("/", ChangeAsync).Allow(Permission.SettingsWrite).WithSummary("Sets what a node says itself; what is left out comes from above");
        model.MapPost("/test", TestAsync).Allow(Permission.SettingsWrite).WithSummary("Asks the model to say hello, and tells how that went");
        model.MapGet("/calls", CallsAsync).Allow(Permission.SettingsRead).WithSummary("The newest hundred times that it was asked, or was to be");
    }

    private static async Task<Results<Ok<ModelView>, ProblemHttpResult>> ReadAsync(
        TenantId id, HttpContext http, TenantTree tree, Database database, TimeProvider time, CancellationToken stop)
    {
        if (await tree.InScopeAsync(http.Caller(), id, stop) is not { } node)
            return Problems.NotFound();
        return TypedResults.Ok(await database.ReadAsync(async db => ModelView.Of(
            await ModelStore.LineageAsync(db, [.. node.Lineage()], stop), await ModelStore.UsedAsync(db, node.Id, time.GetUtcNow(), stop)), stop));
    }

    private static async Task<Results<Ok<ModelView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        TenantId id, ModelChange body, HttpContext http, TenantTree tree, ModelSettings settings, ChangeModel change, CancellationToken stop)
    {
        if (await tree.InScopeAsync(http.Caller(), id, stop) is not { } node)
            return Problems.NotFound();
        if (body.Faults(settings.AllowsPrivate) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        return TypedResults.Ok(await change.RunAsync(node, body, stop));
    }

    private static async Task<Results<Ok<ModelTestView>, ProblemHttpResult>> TestAsync(
        TenantId id, HttpContext http, TenantTree tree, AskModel ask, TimeProvider time, CancellationToken stop)
    {
        if (await tree.InScopeAsync(http.Caller(), id, stop) is not { } node)
            return Problems.NotFound();
        var began = time.GetTimestamp();
        var reply = await ask.RunAsync(node.Id, ModelUse.Test, new("You are a test of a connection.", "Say hello in one word.", []), stop);
        return TypedResults.Ok(new ModelTestView(reply.Outcome, (long)time.GetElapsedTime(began).TotalMilliseconds));
    }

    private static async Task<Results<Ok<ItemsView<ModelCallView>>, ProblemHttpResult>> CallsAsync(
        TenantId id, HttpContext http, TenantTree tree, Database database, CancellationToken stop)
    {
        if (await tree.InScopeAsync(http.Caller(), id, stop) is not { } node)
            return Problems.NotFound();
        var calls = await database.ReadAsync(async db => await ModelStore.ListCallsAsync(db, node.Id, CallsMax, stop), stop);
        return TypedResults.Ok(new ItemsView<ModelCallView>([.. calls.Select(ModelCallView.Of)]));
    }
}

/// <summary>All that a node says itself about its language model, as its owner sends it.</summary>
/// <param name="Endpoint">The address before <c>/chat/completions</c>; with <paramref name="Model"/>, or neither.</param>
/// <param name="Key">Left out: the one that is stored stays, if the endpoint does. Empty: none.</param>
/// <param name="TokensPerMonth">Of each merchant; no more than a node above allows.</param>
internal sealed record ModelChange(
    string? Endpoint = null, string? Model = null, string? Key = null, bool? Drafts = null, bool? Answers = null, bool? Summaries = null,
    int? TokensPerMonth = null, int? TimeoutMs = null, bool? KeepTexts = null, string? Persona = null)
{
    private const int NameCharactersMax = 100;
    private const int KeyCharactersMax = 500;
    private const int PersonaCharactersMax = 500;
    private const int TimeoutMsMin = 500;
    private const int TimeoutMsMax = 8_000;   // the bot has 10 s for a turn
    private const int TokensMax = 1_000_000_000;

    /// <summary>Field → what is wrong with it.</summary>
    public Dictionary<string, string[]> Faults(bool allowsPrivate)
    {
        var faults = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Endpoint is not null)
            Note("endpoint", EndpointRule.FaultOf(Endpoint, allowsPrivate));
        Note("model", (Endpoint, Model) switch
        {
            (null, null) => null,
            (null, _) => "needs an endpoint",
            _ => Texts.Fault(Model, min: 1, NameCharactersMax),
        });
        Note("key", Key is null ? null : Key.Length > KeyCharactersMax || Key.Any(c => c is < '!' or > '~')
            ? $"must have at most {KeyCharactersMax} characters, none of them blank"
            : Endpoint is null && Key.Length > 0 ? "needs an endpoint" : null);
        Note("persona", Texts.Fault(Persona, min: 0, PersonaCharactersMax));
        Note("tokensPerMonth", TokensPerMonth is null or (>= 0 and <= TokensMax) ? null : $"must be 0 to {TokensMax}");
        Note("timeoutMs", TimeoutMs is null or (>= TimeoutMsMin and <= TimeoutMsMax) ? null : $"must be {TimeoutMsMin} to {TimeoutMsMax}");
        return faults;

        void Note(string field, string? fault)
        {
            if (fault is not null)
                faults[field] = [fault];
        }
    }
}

/// <summary>The language model in force at a node.</summary>
/// <param name="KeySet">There is a key; nobody is shown it.</param>
/// <param name="TokensUsed">This month, by the node itself.</param>
/// <param name="Inherited">The fields that the node doesn't say itself.</param>
internal sealed record ModelView(
    string? Endpoint, string? Model, bool KeySet, bool Drafts, bool Answers, bool Summaries, int TokensPerMonth, int TimeoutMs, bool KeepTexts,
    string? Persona, long TokensUsed, IReadOnlyList<string> Inherited)
{
    public static ModelView Of(IReadOnlyList<(TenantId Node, OwnModel Own)> lineage, long used)
    {
        var (own, force) = (lineage[0].Own, ModelInForce.Of(lineage));
        (string Name, bool IsOwn)[] fields =
        [
            ("endpoint", own.Endpoint is not null), ("drafts", own.Drafts is not null), ("answers", own.Answers is not null),
            ("summaries", own.Summaries is not null), ("tokensPerMonth", own.TokensPerMonth is not null), ("timeoutMs", own.TimeoutMs is not null),
            ("keepTexts", own.KeepTexts is not null), ("persona", own.Persona is not null),
        ];
        return new(
            force.Endpoint, force.Endpoint is null ? null : force.Model, force.SealedKey is not null, force.Drafts, force.Answers, force.Summaries,
            force.TokensPerMonth, force.TimeoutMs, force.KeepTexts, force.Persona, used, [.. fields.Where(field => !field.IsOwn).Select(field => field.Name)]);
    }
}

/// <param name="Outcome"><c>answered</c>, or why not.</param>
internal sealed record ModelTestView(string Outcome, long Ms);

/// <param name="Prompt">Masked, and only when the node keeps texts.</param>
internal sealed record ModelCallView(
    DateTimeOffset At, string Use, string Model, string Outcome, long PromptTokens, long AnswerTokens, long Ms, string? TraceId, string? Prompt, string? Answer)
{
    public static ModelCallView Of(ModelCall call) => new(
        call.At, call.ModelUse, call.Model, call.Outcome, call.PromptTokens, call.AnswerTokens, call.Ms, call.TraceId, call.Prompt, call.Answer);
}
