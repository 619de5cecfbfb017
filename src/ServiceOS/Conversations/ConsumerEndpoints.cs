using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Live;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>What a consumer may do in its conversations, over HTTP; staff and keys use some of the same routes.</summary>
internal static class ConsumerEndpoints
{
    private const int PageCharactersMax = 2_000;
    private const int ReferenceCharactersMax = 200;

    public static void MapConsumerEndpoints(this IEndpointRouteBuilder routes)
    {
        var conversations = routes.MapGroup("/v1/conversations").WithTags("Conversations").RequireCors(Cors.AnyShop);
        conversations.MapPost("/", OpenAsync).Allow(Permission.Consumer)
            .WithSummary("Opens a conversation, or goes on with the open one");
        conversations.MapGet("/current", CurrentAsync).Allow(Permission.Consumer)
            .WithSummary("The open conversation");
        conversations.MapGet("/{id}", StatusAsync).Allow(Permission.Consumer, Permission.DeskRead)
            .WithSummary("Who has the conversation, and how long the queue is");
        conversations.MapGet("/{id}/live", LiveAsync).Allow(Permission.Consumer, Permission.DeskRead)
            .WithSummary("Server-sent nudges: read what is new when one comes");
        conversations.MapPost("/{id}/typing", TypingAsync).Allow(Permission.Consumer, Permission.DeskReply)
            .WithSummary("Tells the other side that somebody is typing");
        conversations.MapPost("/{id}/read", ReadAsync).Allow(Permission.Consumer, Permission.DeskReply)
            .WithSummary("Notes how far the conversation was read by its consumer, or by somebody who may answer");
        conversations.MapPost("/{id}/handoff", HandOffAsync).Allow(Permission.Consumer, Permission.DeskReply)
            .WithSummary("Asks for a person");
        conversations.MapPost("/{id}/back-to-bot", BackToBotAsync).Allow(Permission.Consumer)
            .WithSummary("Leaves the queue for people and goes on with the bot");
        conversations.MapPost("/{id}/close", CloseAsync).Allow(Permission.Consumer, Permission.DeskReply)
            .WithSummary("Ends the conversation");
        conversations.MapPost("/{id}/rating", RateAsync).Allow(Permission.Consumer)
            .WithSummary("Rates the service, once");
    }

    private static async Task<Results<Created<StatusView>, Ok<StatusView>, ValidationProblem, ProblemHttpResult>> OpenAsync(
        OpenConversationRequest? request, HttpContext http, OpenConversation open, StatusOf status, CancellationToken stop)
    {
        if (Texts.Fault(request?.Page, min: 0, PageCharactersMax) is { } pageFault)
            return Problems.Invalid("page", pageFault);
        if (Texts.Fault(request?.Product, min: 0, ReferenceCharactersMax) is { } productFault)
            return Problems.Invalid("product", productFault);
        if (Texts.Fault(request?.Order, min: 0, ReferenceCharactersMax) is { } orderFault)
            return Problems.Invalid("order", orderFault);

        return await open.RunAsync(http.Caller(), request?.Page, request?.Product, request?.Order, stop) switch
        {
            OpenConversation.Outcome.Opened opened =>
                TypedResults.Created($"/v1/conversations/{opened.Row.Id}", await status.OfAsync(opened.Row, stop)),
            OpenConversation.Outcome.WasOpen open1 => TypedResults.Ok(await status.OfAsync(open1.Row, stop)),
            OpenConversation.Outcome.NoSuchConsumer => Problems.NotFound(),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<Ok<StatusView>, ProblemHttpResult>> CurrentAsync(
        HttpContext http, Database database, StatusOf status, CancellationToken stop)
    {
        var consumer = ConsumerId.Parse(http.Caller().Id, provider: null);
        var open = await database.ReadAsync(
            async db => await ConversationStore.FindOpenAsync(db, consumer, OpenConversation.Web, stop), stop);
        return open is null ? Problems.NotFound() : TypedResults.Ok(await status.OfAsync(open, stop));
    }

    private static async Task<Results<Ok<StatusView>, ProblemHttpResult>> StatusAsync(
        ConversationId id, HttpContext http, ConversationAccess access, StatusOf status, CancellationToken stop) =>
        await access.FindAsync(http.Caller(), id, stop) is { } row
            ? TypedResults.Ok(await status.OfAsync(row, stop))
            : Problems.NotFound();

    private static async Task<IResult> LiveAsync(
        ConversationId id, HttpContext http, ConversationAccess access, LiveFeed live, CallerWatch watch, CancellationToken stop)
    {
        if (await access.FindAsync(http.Caller(), id, stop) is null)
            return Problems.NotFound();
        await live.ServeAsync(http, [ConversationLive.TopicOf(id.ToString())], async stream =>
        {
            // read after it listens, so that nothing falls between
            if (await access.FindAsync(http.Caller(), id, stop) is { } now)
                stream.Put("message", ConversationLive.SeqData(now.LastSeq));
            else
                stream.End();
        }, async isDoubted => await watch.StillMayAsync(http, stop) && (!isDoubted || await access.FindAsync(http.Caller(), id, stop) is not null));
        return Results.Empty;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TypingAsync(
        ConversationId id, HttpContext http, ConversationAccess access, ConversationLive live, CancellationToken stop)
    {
        var caller = http.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } row)
            return Problems.NotFound();
        await live.TypingAsync(row, caller, stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> ReadAsync(
        ConversationId id, ReadRequest request, HttpContext http, ConversationAccess access, Database database, LiveFeed live,
        CancellationToken stop)
    {
        if (request.Seq < 0)
            return Problems.Invalid("seq", "must not be negative");
        var caller = http.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } row)
            return Problems.NotFound();
        var seq = Math.Min(request.Seq, row.LastSeq);
        await database.InTransactionAsync(async db =>
        {
            await ConversationStore.ReadByAsync(db, id, caller.Kind == CallerKind.Consumer, seq, stop);
            if (caller.Kind == CallerKind.Staff)
                await NoteStore.ReadAsync(db, row.TenantId, id, caller.Id, seq, stop);
        }, stop);
        live.Put(ConversationLive.TopicOf(id.ToString()), "status", "{}");
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<StatusView>, ValidationProblem, ProblemHttpResult>> HandOffAsync(
        ConversationId id, HandOffRequest? request, HttpContext http, ConversationAccess access, RequestPerson ask, StatusOf status,
        CancellationToken stop)
    {
        if (Texts.Fault(request?.Reason, min: 0, ReferenceCharactersMax) is { } fault)
            return Problems.Invalid("reason", fault);
        if (await access.FindAsync(http.Caller(), id, stop) is not { } row)
            return Problems.NotFound();
        return await ask.RunAsync(row, stop) is { } now
            ? TypedResults.Ok(await status.OfAsync(now, stop))
            : Problems.Conflict("closed", "The conversation has ended: open a new one.");
    }

    private static async Task<Results<Ok<StatusView>, ProblemHttpResult>> BackToBotAsync(
        ConversationId id, HttpContext http, ConversationAccess access, LeaveQueue leave, StatusOf status, CancellationToken stop)
    {
        if (await access.FindAsync(http.Caller(), id, stop) is null)
            return Problems.NotFound();
        return await leave.RunAsync(id, stop) switch
        {
            LeaveQueue.Outcome.WithBot now => TypedResults.Ok(await status.OfAsync(now.Row, stop)),
            LeaveQueue.Outcome.WithPerson => Problems.Conflict("not-queued", "A person has the conversation already."),
            LeaveQueue.Outcome.Ended => Problems.Conflict("closed", "The conversation has ended: open a new one."),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<Ok<StatusView>, ValidationProblem, ProblemHttpResult>> CloseAsync(
        ConversationId id, CloseRequest? request, HttpContext http, ConversationAccess access, Database database, Reception reception,
        StatusOf status, CancellationToken stop)
    {
        var caller = http.Caller();
        if (await access.FindAsync(caller, id, stop) is null)
            return Problems.NotFound();
        var wrapUp = caller.Kind == CallerKind.Consumer ? null : request?.WrapUp;
        if (WrapUp.Fault(wrapUp) is { } fault)
            return Problems.Invalid("wrapUp", fault);
        var by = caller.Kind == CallerKind.Consumer ? Speaker.Consumer : Speaker.Agent;
        var row = await database.InTransactionAsync(async db =>
        {
            if (caller.Kind == CallerKind.Staff && !caller.May(Permission.StaffWrite)
                && await ConversationStore.LockAsync(db, id, stop) is { State: ConversationState.Assigned, AgentId: { } owner } && owner.ToString() != caller.Id)
                return null;
            // closed already is as good as closed now
            await reception.CloseAsync(db, id, by, wrapUp?.Category, wrapUp?.Note, wrapUp?.Resolved, stop);
            return await ConversationStore.FindAsync(db, id, stop);
        }, stop);
        return row is null
            ? Problems.Conflict("not-yours", "The conversation is with a colleague: only they or a manager may end it.")
            : TypedResults.Ok(await status.OfAsync(row, stop));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> RateAsync(
        ConversationId id, RatingRequest request, HttpContext http, ConversationAccess access, RateConversation rate, CancellationToken stop)
    {
        if (request.Score is < 1 or > 5)
            return Problems.Invalid("score", "must be 1 to 5");
        if (Texts.Fault(request.Comment, min: 0, PageCharactersMax) is { } fault)
            return Problems.Invalid("comment", fault);
        if (await access.FindAsync(http.Caller(), id, stop) is not { } row)
            return Problems.NotFound();
        return await rate.RunAsync(row, request.Score, request.Comment, stop)
            ? TypedResults.NoContent()
            : Problems.Conflict("rated", "The conversation was rated already.");
    }
}

/// <summary>The body of POST /v1/conversations: where the consumer is. What is left out stays as it was; an empty text takes it back.</summary>
internal sealed record OpenConversationRequest(string? Page = null, string? Product = null, string? Order = null);

internal sealed record ReadRequest(long Seq);

internal sealed record HandOffRequest(string? Reason = null);

/// <summary>The body of close; an agent says what it was about.</summary>
internal sealed record CloseRequest(WrapUpRequest? WrapUp = null);

internal sealed record WrapUpRequest(string Category, string? Note = null, bool? Resolved = null);

internal sealed record RatingRequest(int Score, string? Comment = null);
