using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Metrics;

/// <summary>How the bot does over hours and days, over HTTP, and the conversations behind each share.</summary>
internal static class QualityEndpoints
{
    private const int PageMax = 200;

    public static void MapQualityEndpoints(this IEndpointRouteBuilder routes)
    {
        var quality = routes.MapGroup("/v1/bot-quality").WithTags("Bot quality");
        quality.MapGet("/", ReadAsync).Allow(Permission.BoardRead)
            .WithSummary("Bot share, resolution and automation of a node: altogether, by hour or day, and by merchant");
        quality.MapGet("/rows", RowsAsync).Allow(Permission.BoardRead).WithSummary("The conversations behind a share, oldest first");
    }

    private static async Task<Results<Ok<QualityView>, ValidationProblem, ProblemHttpResult>> ReadAsync(
        HttpContext http, TenantTree tree, ReadQuality read, CancellationToken stop, string period = QualityPeriod.Usual, TenantId? tenant = null)
    {
        if (FaultOf(period) is { } fault)
            return fault;
        return await tree.InScopeAsync(http.Caller(), tenant, stop) is { } node
            ? TypedResults.Ok(await read.RunAsync(node, period, http.Caller().Locale, stop))
            : Problems.NotFound();
    }

    private static async Task<Results<Ok<QualityRowsView>, ValidationProblem, ProblemHttpResult>> RowsAsync(
        string figure, HttpContext http, TenantTree tree, ReadQuality read, Database database, DeskRows rows, CancellationToken stop,
        string period = QualityPeriod.Usual, string? after = null, int limit = PageMax, bool whole = false, TenantId? tenant = null)
    {
        if (Figure.OfBot.FirstOrDefault(known => known.Key == figure) is not { Rows: { } part, Whole: { } all })
            return Problems.Invalid("figure", $"must be one of {string.Join(", ", Figure.OfBot.Select(known => known.Key))}");
        if (FaultOf(period) is { } fault)
            return fault;
        if (limit is < 1 or > PageMax)
            return Problems.Invalid("limit", $"must be 1 to {PageMax}");
        if (!RowCursor.TryRead(after, out var cursor))
            return Problems.Invalid("after", "is not a cursor that was given out here");
        var caller = http.Caller();
        if (await tree.InScopeAsync(caller, tenant, stop) is not { } node)
            return Problems.NotFound();

        var quality = await read.RunAsync(node, period, caller.Locale, stop);
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var behind = await database.ReadAsync(async db => await DayCounts.RowsAsync(
            db, whole ? all : part, merchants, quality.From, quality.At, cursor.Key, cursor.Id, limit + 1, stop), stop);
        var page = behind.Take(limit).ToList();
        return TypedResults.Ok(new QualityRowsView(
            figure, quality.Shares.Of(figure), await rows.OfAsync(database, [.. page.Select(row => row.Id)], caller, stop),
            behind.Count > limit ? new RowCursor(page[^1].Key, page[^1].Id).ToString() : null));
    }

    private static ValidationProblem? FaultOf(string period) => QualityPeriod.Keys.Contains(period, StringComparer.Ordinal)
        ? null
        : Problems.Invalid("period", $"must be one of {string.Join(", ", QualityPeriod.Keys)}");
}

/// <param name="Value">As on the tile.</param>
/// <param name="Items">The conversations that count, or with <c>whole</c> those that they are a share of.</param>
internal sealed record QualityRowsView(string Figure, double? Value, IReadOnlyList<ConversationLine> Items, string? Next);
