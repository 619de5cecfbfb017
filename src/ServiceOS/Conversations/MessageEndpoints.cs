using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>Messages in and out, for consumers, agents and merchants' own programs.</summary>
internal static class MessageEndpoints
{
    private const int BodyCharactersMax = 4_000;
    private const int KeyCharactersMax = 100;
    private const int ChoiceCharactersMax = 300;
    private const int AttachmentsMax = 9;
    private const int PageMax = 200;

    public static void MapMessageEndpoints(this IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup("/v1/conversations/{id}/messages").WithTags("Conversations").RequireCors(Cors.AnyShop);
        messages.MapPost("/", PostAsync).Allow(Permission.Consumer, Permission.DeskReply, Permission.MessagesWrite)
            .RequireRateLimiting(RateLimits.Messages)
            .WithSummary("Says something. 200 only once it is on disk; the same clientKey gives the same answer");
        messages.MapGet("/", ListAsync).Allow(Permission.Consumer, Permission.DeskRead)
            .WithSummary("What was said after a place, oldest first, without gaps");
    }

    private static async Task<Results<Ok<SentView>, ValidationProblem, ProblemHttpResult>> PostAsync(
        ConversationId id, PostMessage request, HttpContext http, ConversationAccess access, Attachments attachments,
        ReceiveMessage receive, SendAgentMessage send, SendSystemMessage sendSystem, CancellationToken stop)
    {
        if (Texts.Fault(request.ClientKey, min: 1, KeyCharactersMax) is { } keyFault)
            return Problems.Invalid("clientKey", keyFault);
        var withFiles = request.Attachments is { Count: > 0 };
        if (Texts.Fault(request.Body, min: withFiles ? 0 : 1, BodyCharactersMax) is { } bodyFault)
            return Problems.Invalid("body", bodyFault);
        if (Texts.Fault(request.Choice, min: 0, ChoiceCharactersMax) is { } choiceFault)
            return Problems.Invalid("choice", choiceFault);

        var caller = http.Caller();
        string? parts = null;
        if (withFiles)
        {
            if (request.Attachments!.Count > AttachmentsMax)
                return Problems.Invalid("attachments", $"at most {AttachmentsMax}");
            if (await attachments.PartsAsync(caller, request.Attachments, stop) is not { } found)
                return Problems.Invalid("attachments", "one of them is not there, or not yours");
            parts = Part.ToJson(found);
        }
        var said = new IncomingMessage(request.ClientKey, request.Body ?? "", parts, request.Choice);
        if (caller.Kind == CallerKind.Consumer)   // the hot path: the transaction itself tests whose conversation it is
            return Answer(id, await receive.RunAsync(caller, id, said, stop));
        if (await access.FindAsync(caller, id, stop) is not { } row)
            return Problems.NotFound();
        if (caller.Kind == CallerKind.Staff && ReplyVariables.FindUnfilled(said.Body) is { } unfilled)
            return Problems.Unprocessable("unfilled-variable",
                $"{unfilled} is still to be filled in: the consumer would read the braces. Your text was not sent.", ("variable", unfilled));
        return caller.Kind == CallerKind.Key
            ? await sendSystem.RunAsync(caller, row, said, stop) is { } sent
                ? TypedResults.Ok(new SentView(id, sent.Seq, sent.SentAt))
                : Closed()
            : Answer(id, await send.RunAsync(caller, id, said, request.ExpectedSeq, request.Force ?? false, stop));
    }

    private static Results<Ok<SentView>, ValidationProblem, ProblemHttpResult> Answer(ConversationId id, ReceiveMessage.Outcome outcome) =>
        outcome switch
        {
            ReceiveMessage.Outcome.Stored stored => TypedResults.Ok(new SentView(id, stored.Seq, stored.SentAt)),
            ReceiveMessage.Outcome.NoSuchConversation => Problems.NotFound(),
            ReceiveMessage.Outcome.Ended => Closed(),
            _ => throw new InvalidOperationException($"unhandled outcome {outcome}"),
        };

    private static Results<Ok<SentView>, ValidationProblem, ProblemHttpResult> Answer(ConversationId id, SendAgentMessage.Outcome outcome) =>
        outcome switch
        {
            SendAgentMessage.Outcome.Stored stored => TypedResults.Ok(new SentView(id, stored.Seq, stored.SentAt)),
            SendAgentMessage.Outcome.NotYours other => Problems.Conflict("not-yours",
                "The conversation is not with you: take it first. Your text was not sent.", ("state", other.State), ("with", other.With)),
            SendAgentMessage.Outcome.ColleagueReplied replied => Problems.Conflict("colleague-replied",
                $"{replied.Colleague} replied since you began. Your text was not sent.", ("colleague", replied.Colleague), ("seq", replied.Seq)),
            _ => throw new InvalidOperationException($"unhandled outcome {outcome}"),
        };

    private static ProblemHttpResult Closed() =>
        Problems.Conflict("closed", "The conversation has ended: open a new one. Your text was not sent.");

    private static async Task<Results<Ok<MessagesView>, ValidationProblem, ProblemHttpResult>> ListAsync(
        ConversationId id, HttpContext http, ConversationAccess access, Database database, CancellationToken stop,
        long after = 0, long? before = null, int limit = PageMax)
    {
        if (limit is < 1 or > PageMax)
            return Problems.Invalid("limit", $"must be 1 to {PageMax}");
        if (after < 0 || before is < 1)
            return Problems.Invalid("after", "must not be negative");
        var caller = http.Caller();
        if (await access.FindAsync(caller, id, stop) is null)
            return Problems.NotFound();
        // one more than asked for tells whether there is more
        var rows = await database.ReadAsync(async db => before is { } end
            ? await MessageStore.ListBeforeAsync(db, id, end, limit + 1, stop)
            : await MessageStore.ListAfterAsync(db, id, after, limit + 1, stop), stop);
        var more = rows.Count > limit;
        var page = before is null ? rows.Take(limit) : rows.Skip(more ? 1 : 0);
        var items = page.Select(row => MessageView.Of(row, caller)).ToList();
        return TypedResults.Ok(new MessagesView(items, more ? (before is null ? items[^1].Seq : items[0].Seq) : null));
    }
}

/// <summary>The body of POST /v1/conversations/{id}/messages.</summary>
/// <param name="ClientKey">Made by the sender, unique in the conversation, kept through retries.</param>
/// <param name="Body">Plain text, 1 to 4,000 UTF-16 characters; may be empty with attachments.</param>
/// <param name="Attachments">Ids of uploaded files.</param>
/// <param name="Choice">The value of a tapped button; the body is then its label.</param>
/// <param name="ExpectedSeq">An agent's: the newest message on the screen.</param>
/// <param name="Force">An agent's: send although a colleague replied since.</param>
internal sealed record PostMessage(
    string ClientKey, string? Body = null, IReadOnlyList<string>? Attachments = null, string? Choice = null, long? ExpectedSeq = null,
    bool? Force = null);

internal sealed record SentView(ConversationId Id, long Seq, DateTimeOffset SentAt);

/// <param name="Items">Oldest first.</param>
/// <param name="Next">Where to go on, in the direction asked for; null at the end.</param>
internal sealed record MessagesView(IReadOnlyList<MessageView> Items, long? Next);
