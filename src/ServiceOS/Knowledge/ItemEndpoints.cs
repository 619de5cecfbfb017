using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>Reading items, and writing their working copies, over HTTP.</summary>
internal static class ItemEndpoints
{
    private const int LimitMax = 200;
    private const int LimitUsual = 50;
    private const int QueryCharactersMax = 200;

    private static readonly string[] s_states = ["draft", "published", "changed", "archived"];

    public static void MapItemEndpoints(this IEndpointRouteBuilder routes)
    {
        var items = routes.MapGroup("/v1/knowledge/items").WithTags("Knowledge");
        items.MapGet("", ListAsync)
            .WithSummary("A node's own items and those it inherits, newest change first").Allow(Permission.KnowledgeRead);
        items.MapGet("/{id}", FindAsync)
            .WithSummary("An item: working copy, what is published, history").Allow(Permission.KnowledgeRead);
        items.MapGet("/{id}/versions/{version:long}", FindVersionAsync)
            .WithSummary("A published version, whole").Allow(Permission.KnowledgeRead);
        items.MapPut("/{id}", SaveAsync)
            .WithSummary("Keep a working copy; the client makes the id of a new item").Allow(Permission.KnowledgeWrite);
    }

    /// <summary>The language to answer in: the reader's, else the shop's.</summary>
    internal static async ValueTask<string> LocaleAsync(this TenantTree tree, HttpContext context, Tenant node, CancellationToken stop) =>
        Locales.Nearest(context.Request.Headers.AcceptLanguage, (await tree.SettingsAsync(node.Id, stop)).Locale);

    /// <summary>The node that an item is looked at from: the one picked, else the item's own if the caller may see it, else the caller's.</summary>
    internal static async ValueTask<Tenant?> NodeOfAsync(
        this TenantTree tree, HttpContext context, TenantId? picked, ItemId id, ReadKnowledge read, CancellationToken stop)
    {
        var caller = context.Caller();
        if (picked is null && await read.OwnerAsync(id, stop) is { } owner && TenantTree.IsInScope(caller, owner))
            return owner;
        return await tree.InScopeAsync(caller, picked, stop);
    }

    internal static ProblemHttpResult IsArchived() =>
        Problems.Conflict("archived", "The item is archived: restore it first.");

    internal static ProblemHttpResult TooMany() =>
        Problems.Unprocessable("too-many-items", $"There are {ItemStore.ItemsMax} items already: archive some first.");

    private static async Task<Results<Ok<ItemPage>, ValidationProblem, ProblemHttpResult>> ListAsync(
        string? q, string? language, string? state, string? category, string? after, int? limit, TenantId? tenant,
        HttpContext context, TenantTree tree, ReadKnowledge read, CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (Texts.Fault(q, 0, QueryCharactersMax) is { } wrongQuery)
            return Problems.Invalid("q", wrongQuery);
        if (Texts.Fault(category, 0, ContentRules.CategoryCharactersMax) is { } wrongCategory)
            return Problems.Invalid("category", wrongCategory);
        if (language is not (null or "" or Locales.Chinese or Locales.English))
            return Problems.Invalid("language", "must be zh-CN or en");
        if (state is { Length: > 0 } && !s_states.Contains(state, StringComparer.Ordinal))
            return Problems.Invalid("state", "must be draft, published, changed or archived");
        if (!ItemPlace.TryParse(after, out var place))
            return Problems.Invalid("after", "is not a cursor of this list");
        if (limit is < 1 or > LimitMax)
            return Problems.Invalid("limit", $"must be 1 to {LimitMax}");

        var filter = new ItemFilter(q?.Trim(), NullIfEmpty(language), NullIfEmpty(state), NullIfEmpty(category));
        var locale = await tree.LocaleAsync(context, node, stop);
        return TypedResults.Ok(await read.ListAsync(node, filter, place, limit ?? LimitUsual, locale, stop));
    }

    private static async Task<Results<Ok<ItemView>, ProblemHttpResult>> FindAsync(
        ItemId id, TenantId? tenant, HttpContext context, TenantTree tree, ReadKnowledge read, CancellationToken stop)
    {
        if (await tree.NodeOfAsync(context, tenant, id, read, stop) is not { } node)
            return Problems.NotFound();
        return await read.FindAsync(node, id, await tree.LocaleAsync(context, node, stop), stop) is { } item
            ? TypedResults.Ok(item)
            : Problems.NotFound();
    }

    private static async Task<Results<Ok<VersionView>, ProblemHttpResult>> FindVersionAsync(
        ItemId id, long version, TenantId? tenant, HttpContext context, TenantTree tree, ReadKnowledge read, CancellationToken stop)
    {
        if (await tree.NodeOfAsync(context, tenant, id, read, stop) is not { } node)
            return Problems.NotFound();
        return await read.FindVersionAsync(node, id, version, stop) is { } found ? TypedResults.Ok(found) : Problems.NotFound();
    }

    private static async Task<Results<Ok<ItemView>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        ItemId id, Content content, TenantId? tenant, HttpContext context, TenantTree tree, ReadKnowledge read, SaveDraft save,
        CancellationToken stop, string? expectedUpdatedAt = null)
    {
        if (await tree.NodeOfAsync(context, tenant, id, read, stop) is not { } node)
            return Problems.NotFound();
        if (!TryInstant(expectedUpdatedAt, out var expected))
            return Problems.Invalid("expectedUpdatedAt", "is not an instant that was given out here");
        var locale = await tree.LocaleAsync(context, node, stop);
        return await save.RunAsync(node, context.Caller().Name, id, content, expected, stop) switch
        {
            SaveDraft.Outcome.Saved => TypedResults.Ok((await read.FindAsync(node, id, locale, stop))!),
            SaveDraft.Outcome.Invalid invalid => NotStorable(invalid.Faults, locale),
            SaveDraft.Outcome.NoSuchItem => Problems.NotFound(),
            SaveDraft.Outcome.Inherited => Problems.Conflict("inherited", "The item belongs to a node above: override it to change it here."),
            SaveDraft.Outcome.IsArchived => IsArchived(),
            SaveDraft.Outcome.ChangedMeanwhile other => Problems.Conflict("changed-meanwhile",
                $"{other.By} changed the item since you read it. Your words were not stored.", ("by", other.By), ("at", other.At)),
            SaveDraft.Outcome.TooMany => TooMany(),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static bool TryInstant(string? text, out DateTimeOffset? instant)
    {
        instant = null;
        if (string.IsNullOrEmpty(text))
            return true;
        var isOne = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed);
        instant = parsed;
        return isOne;
    }

    private static ProblemHttpResult NotStorable(IReadOnlyList<ContentFault> faults, string locale) => Problems.Unprocessable(
        "invalid", "The item can't be stored like this.",
        ("errors", faults.GroupBy(fault => fault.Field, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.Select(fault => fault.Why.In(locale)).ToArray(), StringComparer.Ordinal)));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
