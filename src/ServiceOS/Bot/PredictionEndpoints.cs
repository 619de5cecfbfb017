using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Bot.Predicting;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot;

/// <summary>How often consumers found held out what they came for.</summary>
internal static class PredictionEndpoints
{
    private const int DaysMax = 90;
    private const int DaysUsual = 7;

    public static void MapPredictionEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/predictions", ReadAsync).WithTags("Bot").Allow(Permission.BoardRead)
            .WithSummary("How often what consumers came for was among the likely questions that they were shown, by the state of their newest order");

    private static async Task<Results<Ok<PredictionsView>, ValidationProblem, ProblemHttpResult>> ReadAsync(
        HttpContext http, TenantTree tree, Database database, TimeProvider time, CancellationToken stop, TenantId? tenant = null, int days = DaysUsual)
    {
        if (days is < 1 or > DaysMax)
            return Problems.Invalid("days", $"must be 1 to {DaysMax}");
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var rows = await database.ReadAsync(async db => await IssueStore.CountHitsAsync(db, merchants, time.GetUtcNow().AddDays(-days), stop), stop);
        return TypedResults.Ok(new PredictionsView(
            rows.Sum(row => row.Asked), rows.Sum(row => row.Hits), rows.Sum(row => row.Firsts),
            [.. rows.Select(row => new PredictedStateView(row.OrderState, row.Asked, row.Hits, row.Firsts))]));
    }
}

/// <param name="Asked">Conversations in which the bot knew what was come for.</param>
/// <param name="Hits">Those of them in which it was among the five that were held out.</param>
/// <param name="Firsts">And the first of them.</param>
internal sealed record PredictionsView(long Asked, long Hits, long Firsts, IReadOnlyList<PredictedStateView> Orders);

/// <param name="Order">State of the newest order; <c>none</c>: there is none, or nobody vouches for the consumer.</param>
internal sealed record PredictedStateView(string Order, long Asked, long Hits, long Firsts);
