using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Bot.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Assist;

/// <summary>What an agent may say next.</summary>
internal static class SuggestionEndpoints
{
    public static void MapSuggestionEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/desk/conversations/{id}/suggestions", SuggestAsync).WithTags("Desk").Allow(Permission.DeskReply)
            .WithSummary("Replies to the consumer's newest message, best first, at most three; what becomes of them is noted");

    private static async Task<Results<Ok<SuggestionsView>, ProblemHttpResult>> SuggestAsync(
        ConversationId id, HttpContext http, Database database, TenantTree tree, SuggestReplies suggest, CancellationToken stop)
    {
        var caller = http.Caller();
        var newest = await database.ReadAsync(async db => await NewestQuestion.FindAsync(db, id, stop), stop);
        if (newest is null || !await tree.IsInScopeAsync(caller, newest.TenantId, stop))
            return Problems.NotFound();
        var replies = await suggest.RunAsync(caller, newest, stop);
        return TypedResults.Ok(new SuggestionsView(newest.Seq ?? 0, [.. replies.Select(SuggestionView.Of)]));
    }
}

/// <param name="Seq">The consumer's message that they reply to; 0 when there is none.</param>
internal sealed record SuggestionsView(long Seq, IReadOnlyList<SuggestionView> Items);

/// <param name="Item">The item that it is from.</param>
/// <param name="Question">Its standard question.</param>
/// <param name="Text">Ready to be sent, but for variables that nobody knows.</param>
/// <param name="Score">0–1: how sure the understanding is.</param>
internal sealed record SuggestionView(ItemId Item, string Question, string Text, double Score)
{
    public static SuggestionView Of(SuggestedReply reply) => new(reply.Item, reply.Question, reply.Text, reply.Score);
}
