using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Consumers.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>What helps an agent write: notes, drafts, canned replies, wrap-up categories, the consumer's orders.</summary>
internal static class AssistEndpoints
{
    private const int BodyCharactersMax = 4_000;
    private const int KeyCharactersMax = 100;
    private const int OrdersMax = 50;

    public static void MapAssistEndpoints(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/v1/desk").WithTags("Desk");
        desk.MapGet("/conversations/{id}/notes", NotesAsync).Allow(Permission.DeskRead).WithSummary("Internal notes, oldest first");
        desk.MapPost("/conversations/{id}/notes", AddNoteAsync).Allow(Permission.DeskReply).WithSummary("Writes an internal note");
        desk.MapPut("/conversations/{id}/drafts/{kind}", SaveDraftAsync).Allow(Permission.DeskReply)
            .WithSummary("Keeps what one is writing; empty forgets it");
        desk.MapGet("/consumers/{consumerId}/orders", OrdersAsync).Allow(Permission.DeskRead).WithSummary("A consumer's orders, newest first");
        routes.MapGet("/v1/wrap-up-categories", () => TypedResults.Ok(new ItemsView<WrapUpCategory>(WrapUp.Categories)))
            .WithTags("Desk").Allow(Permission.DeskRead).WithSummary("What a conversation can have been about");
    }

    private static async Task<Results<Ok<ItemsView<NoteView>>, ProblemHttpResult>> NotesAsync(
        ConversationId id, HttpContext http, ConversationAccess access, Database database, CancellationToken stop)
    {
        if (await access.FindAsync(http.Caller(), id, stop) is null)
            return Problems.NotFound();
        var notes = await database.ReadAsync(async db => await NoteStore.ListAsync(db, id, stop), stop);
        return TypedResults.Ok(new ItemsView<NoteView>([.. notes.Select(NoteView.Of)]));
    }

    private static async Task<Results<Created<NoteView>, ValidationProblem, ProblemHttpResult>> AddNoteAsync(
        ConversationId id, AddNoteRequest request, HttpContext http, ConversationAccess access, Database database, FactLog facts,
        TimeProvider time, CancellationToken stop)
    {
        if (Texts.Fault(request.ClientKey, min: 1, KeyCharactersMax) is { } keyFault)
            return Problems.Invalid("clientKey", keyFault);
        if (Texts.Fault(request.Body, min: 1, BodyCharactersMax) is { } fault)
            return Problems.Invalid("body", fault);
        var caller = http.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } row)
            return Problems.NotFound();
        var note = await database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            var isNew = await NoteStore.InsertAsync(db, new()
            {
                Tenant = row.TenantId,
                Conversation = id,
                Id = Guid.CreateVersion7(now).ToString("n"),
                ClientKey = request.ClientKey,
                AuthorId = caller.Id,
                AuthorName = caller.Name,
                Body = request.Body,
                AfterSeq = row.LastSeq,
                At = now,
            }, stop);
            if (isNew)
                await facts.AddAsync(db, row.TenantId.ToString(), id.ToString(), seq: 0, new ConversationNoted(caller.Id), now, stop);
            return await NoteStore.GetAsync(db, id, caller.Id, request.ClientKey, stop);
        }, stop);
        return TypedResults.Created($"/v1/desk/conversations/{id}/notes", NoteView.Of(note));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> SaveDraftAsync(
        ConversationId id, string kind, SaveDraftRequest request, HttpContext http, ConversationAccess access, Database database,
        TimeProvider time, CancellationToken stop)
    {
        if (kind is not ("reply" or "note"))
            return Problems.NotFound();
        if (Texts.Fault(request.Body, min: 0, BodyCharactersMax) is { } fault)
            return Problems.Invalid("body", fault);
        var caller = http.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } row)
            return Problems.NotFound();
        await database.InTransactionAsync(
            db => NoteStore.SaveDraftAsync(db, row.TenantId, id, caller.Id, kind, request.Body ?? "", time.GetUtcNow(), stop), stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ItemsView<OrderCard>>, ProblemHttpResult>> OrdersAsync(
        ConsumerId consumerId, HttpContext http, TenantTree tree, Database database, OrderBook orders, CancellationToken stop)
    {
        var consumer = await database.ReadAsync(async db => await ConsumerDirectory.FindAsync(db, consumerId, stop), stop);
        if (consumer is null || !await tree.IsInScopeAsync(http.Caller(), consumer.TenantId, stop))
            return Problems.NotFound();
        if (consumer.MemberId is not { } member)
            return TypedResults.Ok(new ItemsView<OrderCard>([]));
        var cards = await database.ReadAsync(db => orders.ListForMemberAsync(db, consumer.TenantId, member, OrdersMax, stop), stop);
        return TypedResults.Ok(new ItemsView<OrderCard>(cards));
    }
}

internal sealed record AddNoteRequest(string ClientKey, string Body);

internal sealed record SaveDraftRequest(string? Body);

internal sealed record NoteView(string Id, string Body, NameOf Author, DateTimeOffset At, long AfterSeq)
{
    public static NoteView Of(NoteRow row) => new(row.Id, row.Body, new(row.AuthorId, row.AuthorName), row.At, row.AfterSeq);
}
