using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Metrics;

/// <summary>The board over HTTP: the figures, what they mean, and the rows behind each.</summary>
internal static class BoardEndpoints
{
    private const int PageMax = 200;

    public static void MapBoardEndpoints(this IEndpointRouteBuilder routes)
    {
        var board = routes.MapGroup("/v1/board").WithTags("Board");
        board.MapGet("/", BoardAsync).Allow(Permission.BoardRead).WithSummary("The figures of a node and of its merchants");
        board.MapGet("/definitions", () => TypedResults.Ok(new ItemsView<FigureView>(
                [.. Figure.All.Select(figure => new FigureView(figure.Key, figure.Unit, figure.Definition))])))
            .Allow(Permission.BoardRead).WithSummary("What each figure says");
        board.MapGet("/rows", RowsAsync).Allow(Permission.BoardRead).WithSummary("The rows behind a figure");
    }

    private static async Task<Results<Ok<BoardView>, ProblemHttpResult>> BoardAsync(
        HttpContext http, TenantTree tree, ReadBoard read, CancellationToken stop, TenantId? tenant = null)
    {
        var caller = http.Caller();
        return await tree.InScopeAsync(caller, tenant, stop) is { } node
            ? TypedResults.Ok(await read.RunAsync(node, caller.Locale, stop))
            : Problems.NotFound();
    }

    private static async Task<Results<Ok<FigureRowsView>, ValidationProblem, ProblemHttpResult>> RowsAsync(
        string figure, HttpContext http, TenantTree tree, ReadBoard read, Database database, DeskRows rows, TimeProvider time,
        CancellationToken stop, string? after = null, int limit = PageMax, bool whole = false, TenantId? tenant = null)
    {
        if (Figure.Find(figure) is not { } found)
            return Problems.Invalid("figure", $"must be one of {string.Join(", ", Figure.All.Select(known => known.Key))}");
        if (limit is < 1 or > PageMax)
            return Problems.Invalid("limit", $"must be 1 to {PageMax}");
        if (!RowCursor.TryRead(after, out var cursor))
            return Problems.Invalid("after", "is not a cursor that was given out here");
        var caller = http.Caller();
        if (await tree.InScopeAsync(caller, tenant, stop) is not { } node)
            return Problems.NotFound();

        var board = await read.RunAsync(node, caller.Locale, stop);
        var value = board.Tiles.First(tile => tile.Key == found.Key).Value;
        if ((whole ? found.Whole ?? found.Rows : found.Rows) is not { } about)
            return TypedResults.Ok(new FigureRowsView(found.Key, value, [], AgentsOnline(board), Counts: null, Seconds: null, Next: null));

        var settings = await tree.SettingsAsync(node.Id, stop);
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var lastMinute = ReadBoard.LastWholeMinute(board.At);
        var (behind, spoken) = await database.ReadAsync(async db =>
        {
            var ids = await DayCounts.RowsAsync(
                db, about, merchants, ReadBoard.DayStart(time.GetUtcNow(), settings.TimeZone), lastMinute, cursor.Key, cursor.Id, limit + 1, stop);
            return (ids, about == ConversationFigure.Spoken ? await DayCounts.SpokenAsync(db, [.. ids.Take(limit).Select(row => row.Id)], lastMinute, stop) : null);
        }, stop);
        var page = behind.Take(limit).ToList();
        var lines = await rows.OfAsync(database, [.. page.Select(row => row.Id)], caller, stop);
        var next = behind.Count > limit ? new RowCursor(page[^1].Key, page[^1].Id).ToString() : null;
        var seconds = about == ConversationFigure.FirstResponse ? page.ToDictionary(row => row.Id, row => -row.Key / 1000.0, StringComparer.Ordinal) : null;
        return TypedResults.Ok(new FigureRowsView(
            found.Key, value, lines, Others: null, spoken?.ToDictionary(row => row.Id, row => row.Messages, StringComparer.Ordinal), seconds, next));
    }

    /// <summary>What stands behind the one figure that is about people.</summary>
    private static IReadOnlyList<OtherRow> AgentsOnline(BoardView board) =>
        [.. board.Agents.Where(agent => agent.State == PresenceState.Online).Select(agent => new OtherRow(agent.Id, agent.Name, agent.Assigned, agent.Capacity))];
}

internal sealed record FigureView(string Key, string Unit, LocalText Definition);

/// <param name="Value">As on the tile.</param>
/// <param name="Items">The conversations behind it.</param>
/// <param name="Others">For agents online: who they are.</param>
/// <param name="Counts">For messages a minute: how many each conversation of this page had, by its id.</param>
/// <param name="Seconds">For the first response: how long each conversation of this page waited for it, by its id.</param>
internal sealed record FigureRowsView(
    string Figure, double? Value, IReadOnlyList<ConversationLine> Items, IReadOnlyList<OtherRow>? Others, IReadOnlyDictionary<string, long>? Counts,
    IReadOnlyDictionary<string, double>? Seconds, string? Next);

/// <param name="Assigned">Conversations they have.</param>
/// <param name="Capacity">Conversations they may have at once.</param>
internal sealed record OtherRow(StaffId Id, string Name, long Assigned, long Capacity);
