using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Events;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Channels;

/// <summary>The log for other programs.</summary>
internal static class FactEndpoints
{
    private const int PageMax = 200;

    public static void MapFactEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/facts", ListAsync).WithTags("Facts").Allow(Permission.FactsRead)
            .WithSummary("What became true at the key's node and below it, in order, as CloudEvents 1.0. Go on from next, for ever");

    private static async Task<Results<Ok<FactsView>, ValidationProblem>> ListAsync(
        HttpContext context, ReadFacts read, CancellationToken stop, string? after = null, int limit = PageMax)
    {
        if (limit is < 1 or > PageMax)
            return Problems.Invalid("limit", $"must be 1 to {PageMax}");
        if (!FactCursor.TryParse(after, out var cursor))
            return Problems.Invalid("after", "is not a cursor that was given out here");
        var (facts, next) = await read.RunAsync(context.Caller(), cursor, limit, stop);
        return TypedResults.Ok(new FactsView([.. facts.Select(FactView.Of)], next.ToString()));
    }
}

/// <param name="Items">Oldest first; none: there is nothing new yet.</param>
/// <param name="Next">What to give as <c>after</c> the next time. Always there: the log goes on.</param>
internal sealed record FactsView(IReadOnlyList<FactView> Items, string Next);

/// <summary>A fact as a CloudEvent.</summary>
/// <remarks>https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md</remarks>
internal sealed record FactView
{
    public required string Specversion { get; init; }

    /// <summary>Its place in the log: unique, whatever becomes of cursors.</summary>
    public required string Id { get; init; }

    /// <summary>The node of the tree where it became true.</summary>
    public required string Source { get; init; }

    /// <summary>Its kind, like <c>conversation.message-added</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The id of what it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The subject's own number (a message's place in its conversation); missing when it has none.</summary>
    public string? Sequence { get; init; }

    public required DateTimeOffset Time { get; init; }
    public required string Datacontenttype { get; init; }
    public required JsonElement Data { get; init; }

    public static FactView Of(FactRow fact) => new()
    {
        Specversion = "1.0",
        Id = FormattableString.Invariant($"{fact.Position}"),
        Source = $"/tenants/{fact.TenantId}",
        Type = fact.Topic,
        Subject = fact.Subject,
        Sequence = fact.Seq == 0 ? null : FormattableString.Invariant($"{fact.Seq}"),
        Time = fact.At,
        Datacontenttype = "application/json",
        Data = JsonSerializer.Deserialize<JsonElement>(fact.Body),
    };
}
