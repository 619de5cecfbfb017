using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>Replies that agents keep at hand: their own, and the team's.</summary>
internal static class CannedReplyEndpoints
{
    private const int ShortcutCharactersMax = 40;
    private const int TitleCharactersMax = 100;
    private const int BodyCharactersMax = 4_000;

    public static void MapCannedReplyEndpoints(this IEndpointRouteBuilder routes)
    {
        var replies = routes.MapGroup("/v1/desk/canned-replies").WithTags("Desk");
        replies.MapGet("/", ListAsync).Allow(Permission.DeskRead).WithSummary("One's own and the team's, by shortcut");
        replies.MapPut("/{replyId}", PutAsync).Allow(Permission.DeskReply).WithSummary("Keeps a reply under the id that the client made");
        replies.MapDelete("/{replyId}", DeleteAsync).Allow(Permission.DeskReply).WithSummary("Forgets a reply");
    }

    private static async Task<Ok<ItemsView<CannedReplyView>>> ListAsync(
        HttpContext http, TenantTree tree, Database database, CancellationToken stop)
    {
        var caller = http.Caller();
        var node = await tree.GetAsync(caller.Tenant, stop);
        var nodes = node.Lineage().Select(id => id.ToString()).ToList();
        var rows = await database.ReadAsync(async db => await CannedReplyStore.ListAsync(db, nodes, caller.Id, stop), stop);
        return TypedResults.Ok(new ItemsView<CannedReplyView>([.. rows.Select(CannedReplyView.Of)]));
    }

    private static async Task<Results<Ok<CannedReplyView>, ValidationProblem, ProblemHttpResult>> PutAsync(
        string replyId, PutCannedReply request, HttpContext http, Database database, TimeProvider time, CancellationToken stop)
    {
        if (!Guid.TryParseExact(replyId, "n", out _))
            return Problems.Invalid("id", "must be 32 hex digits");
        if (Texts.Fault(request.Shortcut, min: 1, ShortcutCharactersMax) is { } shortcutFault)
            return Problems.Invalid("shortcut", shortcutFault);
        if (Texts.Fault(request.Title, min: 1, TitleCharactersMax) is { } titleFault)
            return Problems.Invalid("title", titleFault);
        if (Texts.Fault(request.Body, min: 1, BodyCharactersMax) is { } bodyFault)
            return Problems.Invalid("body", bodyFault);
        if (request.Language is not (Locales.Chinese or Locales.English))
            return Problems.Invalid("language", "must be zh-CN or en");
        if (request.Scope is not ("mine" or "team"))
            return Problems.Invalid("scope", "must be mine or team");

        var caller = http.Caller();
        var row = new CannedReplyRow
        {
            Id = replyId,
            TenantId = caller.Tenant,
            StaffId = request.Scope == "mine" ? caller.Id : null,
            Shortcut = request.Shortcut,
            Title = request.Title,
            Body = request.Body,
            Language = request.Language,
        };
        return await database.InTransactionAsync(db => CannedReplyStore.PutAsync(db, row, caller.Id, time.GetUtcNow(), stop), stop)
            ? TypedResults.Ok(CannedReplyView.Of(row))
            : Problems.NotFound();   // the id is somebody else's
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string replyId, HttpContext http, Database database, CancellationToken stop)
    {
        var caller = http.Caller();
        return await database.InTransactionAsync(db => CannedReplyStore.DeleteAsync(db, replyId, caller.Tenant, caller.Id, stop), stop)
            ? TypedResults.NoContent()
            : Problems.NotFound();
    }
}

internal sealed record PutCannedReply(string Shortcut, string Title, string Body, string Language, string Scope);

internal sealed record CannedReplyView(string Id, string Shortcut, string Title, string Body, string Language, string Scope)
{
    public static CannedReplyView Of(CannedReplyRow row) =>
        new(row.Id, row.Shortcut, row.Title, row.Body, row.Language, row.StaffId is null ? "team" : "mine");
}
