using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Assist;

/// <summary>What a language model writes for an agent. Apart from the suggestions, which never wait for it; without a model there is nothing.</summary>
internal static class DraftEndpoints
{
    public static void MapDraftEndpoints(this IEndpointRouteBuilder routes)
    {
        var conversation = routes.MapGroup("/v1/desk/conversations/{id}").WithTags("Desk");
        conversation.MapPost("/drafted-reply", DraftAsync).Allow(Permission.DeskReply)
            .WithSummary("A reply to the newest message, written by the merchant's language model from its items; empty when there is none");
        conversation.MapPost("/summary", SummariseAsync).Allow(Permission.DeskReply)
            .WithSummary("What was said, summed up by the merchant's language model; empty when there is none");
    }

    private static async Task<Results<Ok<DraftedReplyView>, ProblemHttpResult>> DraftAsync(
        ConversationId id, HttpContext http, Database database, TenantTree tree, DraftReply draft, CancellationToken stop)
    {
        if (await FindAsync(id, http, database, tree, stop) is not { } newest)
            return Problems.NotFound();
        return TypedResults.Ok(await draft.RunAsync(http.Caller(), newest, stop) is { } drafted
            ? new DraftedReplyView(drafted.Text, [.. drafted.Sources.Select(SuggestionView.Of)])
            : new DraftedReplyView(Text: null, []));
    }

    private static async Task<Results<Ok<SummaryView>, ProblemHttpResult>> SummariseAsync(
        ConversationId id, HttpContext http, Database database, TenantTree tree, SummariseConversation summarise, CancellationToken stop)
    {
        var caller = http.Caller();
        return await FindAsync(id, http, database, tree, stop) is { } conversation
            ? TypedResults.Ok(new SummaryView(await summarise.RunAsync(conversation, caller.Locale, stop)))
            : Problems.NotFound();
    }

    private static async Task<NewestQuestion?> FindAsync(
        ConversationId id, HttpContext http, Database database, TenantTree tree, CancellationToken stop)
    {
        var newest = await database.ReadAsync(async db => await NewestQuestion.FindAsync(db, id, stop), stop);
        return newest is not null && await tree.IsInScopeAsync(http.Caller(), newest.TenantId, stop) ? newest : null;
    }
}

/// <param name="Sources">The items that it rests on.</param>
internal sealed record DraftedReplyView(string? Text, IReadOnlyList<SuggestionView> Sources);

internal sealed record SummaryView(string? Text);
