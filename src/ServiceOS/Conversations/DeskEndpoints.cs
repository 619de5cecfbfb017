using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Platform.Live;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>The desk's lists, and what an agent does with a conversation.</summary>
internal static class DeskEndpoints
{
    private const int PageMax = 200;
    private const int SearchCharactersMax = 100;
    private const int NoteCharactersMax = 4_000;

    public static void MapDeskEndpoints(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/v1/desk").WithTags("Desk");
        desk.MapGet("/conversations", ListAsync).Allow(Permission.DeskRead).WithSummary("A view of the conversations in scope");
        desk.MapGet("/search", SearchAsync).Allow(Permission.DeskRead)
            .WithSummary("Conversations of the last 30 days by consumer's name, order number and words said, newest first");
        desk.MapGet("/changes", ChangesAsync).Allow(Permission.DeskRead).WithSummary("The present rows of what changed since a cursor");
        desk.MapGet("/conversations/{id}", DetailAsync).Allow(Permission.DeskRead).WithSummary("All that an agent needs beside the thread");
        desk.MapPost("/conversations/{id}/take", TakeAsync).Allow(Permission.DeskReply).WithSummary("Takes a conversation");
        desk.MapPost("/take-next", TakeNextAsync).Allow(Permission.DeskReply).WithSummary("Takes the one whose deadline is nearest");
        desk.MapPost("/conversations/{id}/transfer", TransferAsync).Allow(Permission.DeskReply).WithSummary("Passes a conversation on");
        desk.MapPost("/conversations/{id}/reopen", ReopenAsync).Allow(Permission.DeskReply).WithSummary("Undoes a close, up to ten minutes after");
        desk.MapPost("/conversations/{id}/viewing", ViewingAsync).Allow(Permission.DeskRead).WithSummary("Says that one has it open");
        desk.MapDelete("/conversations/{id}/viewing", LeftAsync).Allow(Permission.DeskRead).WithSummary("Says that one has it open no longer");
        routes.MapGet("/v1/live", LiveAsync).WithTags("Desk").Allow(Permission.DeskRead, Permission.BoardRead)
            .WithSummary("Server-sent nudges for the desk, one stream a tab");
    }

    private static async Task<Results<Ok<DeskPage>, ValidationProblem, ProblemHttpResult>> ListAsync(
        HttpContext http, TenantTree tree, Database database, DeskRows rows, CancellationToken stop,
        string view = "all", string? after = null, int limit = PageMax, string? q = null, TenantId? tenant = null)
    {
        if (!Enum.TryParse<DeskView>(view, ignoreCase: true, out var wanted) || !char.IsAsciiLetter(view[0]))
            return Problems.Invalid("view", "must be mine, queue, bot, all or closed");
        if (limit is < 1 or > PageMax)
            return Problems.Invalid("limit", $"must be 1 to {PageMax}");
        if (!DeskCursor.TryParse(after, out var cursor))
            return Problems.Invalid("after", "is not a cursor that was given out here");
        if (Texts.Fault(q, min: 0, SearchCharactersMax) is { } fault)
            return Problems.Invalid("q", fault);
        var caller = http.Caller();
        if (await tree.InScopeAsync(caller, tenant, stop) is not { } node)
            return Problems.NotFound();

        var merchants = await tree.MerchantsBelowAsync(node, stop);
        var like = string.IsNullOrWhiteSpace(q) ? null : $"%{q.Trim().ToLowerInvariant()}%";
        var read = await database.ReadAsync(async db => (
            // the log's end first: what changes while the page is read is told again, never missed
            Head: await FactLog.HeadAsync(db, stop),
            Page: await DeskStore.ListAsync(db, wanted, merchants, caller.Id, like, cursor, limit + 1, stop),
            Counts: await DeskStore.CountAsync(db, merchants, caller.Id, stop)), stop);

        var lines = new List<ConversationLine>(Math.Min(limit, read.Page.Count));
        foreach (var row in read.Page.Take(limit))
            lines.Add(await rows.LineAsync(row, caller.Locale, stop));
        var next = read.Page.Count > limit ? read.Page[limit - 1].Cursor.ToString() : null;
        return TypedResults.Ok(new DeskPage(lines, next, read.Counts, read.Head.ToString()));
    }

    private static async Task<Results<Ok<SearchView>, ValidationProblem, ProblemHttpResult>> SearchAsync(
        HttpContext http, TenantTree tree, SearchConversations search, CancellationToken stop, string? q = null,
        int limit = SearchConversations.FoundMax, TenantId? tenant = null)
    {
        if (limit is < 1 or > SearchConversations.FoundMax)
            return Problems.Invalid("limit", $"must be 1 to {SearchConversations.FoundMax}");
        var caller = http.Caller();
        if (await tree.InScopeAsync(caller, tenant, stop) is not { } node)
            return Problems.NotFound();
        return Texts.Fault(q, min: 1, SearchCharactersMax) is { } fault
            ? Problems.Invalid("q", fault)
            : TypedResults.Ok(await search.RunAsync(caller, node, q!, limit, stop));
    }

    private static async Task<Results<Ok<DeskChanges>, ValidationProblem, ProblemHttpResult>> ChangesAsync(
        HttpContext http, TenantTree tree, ReadChanges changes, CancellationToken stop, string? after = null, int limit = PageMax,
        TenantId? tenant = null)
    {
        if (limit is < 1 or > PageMax)
            return Problems.Invalid("limit", $"must be 1 to {PageMax}");
        if (!FactCursor.TryParse(after, out var cursor))
            return Problems.Invalid("after", "is not a cursor that was given out here");
        var caller = http.Caller();
        return await tree.InScopeAsync(caller, tenant, stop) is { } node
            ? TypedResults.Ok(await changes.RunAsync(caller, node, cursor, limit, stop))
            : Problems.NotFound();
    }

    private static async Task<Results<Ok<DetailView>, ProblemHttpResult>> DetailAsync(
        ConversationId id, HttpContext http, ConversationAccess access, DetailOf detail, CancellationToken stop) =>
        await access.FindAsync(http.Caller(), id, stop) is { } row
            ? TypedResults.Ok(await detail.OfAsync(row, http.Caller(), stop))
            : Problems.NotFound();

    private static async Task<Results<Ok<ConversationLine>, ProblemHttpResult>> TakeAsync(
        ConversationId id, HttpContext http, ConversationAccess access, TakeConversation take, DeskRows rows, Database database,
        CancellationToken stop)
    {
        var caller = http.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } row)
            return Problems.NotFound();
        return await take.RunAsync(caller, row, stop) switch
        {
            TakeConversation.Outcome.Taken taken => await LineAsync(taken.Id, caller, rows, database, stop),
            TakeConversation.Outcome.AlreadyTaken other =>
                Problems.Conflict("already-taken", $"{other.By} has taken it.", ("by", other.By)),
            TakeConversation.Outcome.NotPresent => NotPresent(),
            TakeConversation.Outcome.Ended => Problems.Conflict("closed", "The conversation has ended."),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<Ok<ConversationLine>, NoContent, ProblemHttpResult>> TakeNextAsync(
        HttpContext http, TenantTree tree, TakeConversation take, DeskRows rows, Database database, CancellationToken stop)
    {
        var caller = http.Caller();
        var node = await tree.GetAsync(caller.Tenant, stop);
        return await take.NextAsync(caller, node, stop) switch
        {
            TakeConversation.Outcome.Taken taken => await LineAsync(taken.Id, caller, rows, database, stop),
            TakeConversation.Outcome.NobodyWaits => TypedResults.NoContent(),
            TakeConversation.Outcome.NotPresent => NotPresent(),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<Ok<ConversationLine>, ValidationProblem, ProblemHttpResult>> TransferAsync(
        ConversationId id, TransferRequest request, HttpContext http, ConversationAccess access, TransferConversation transfer,
        DeskRows rows, Database database, CancellationToken stop)
    {
        if (request.Target() is not { } target)
            return Problems.Invalid("to", "give one of toAgent, toSkill and toBot");
        if (Texts.Fault(request.Note, min: 0, NoteCharactersMax) is { } fault)
            return Problems.Invalid("note", fault);
        var caller = http.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } row)
            return Problems.NotFound();
        var note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note;
        return await transfer.RunAsync(caller, row, target, note, stop) switch
        {
            TransferConversation.Outcome.Done => await LineAsync(id, caller, rows, database, stop),
            TransferConversation.Outcome.NotYours => Problems.Conflict("not-yours", "The conversation is with a colleague."),
            TransferConversation.Outcome.NotPresent away =>
                Problems.Conflict("not-present", $"{away.Name} is not there. Nothing was changed.", ("name", away.Name)),
            TransferConversation.Outcome.NoSuchTarget => Problems.Invalid("to", "there is no such agent or skill for this merchant"),
            TransferConversation.Outcome.Ended => Problems.Conflict("closed", "The conversation has ended."),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<Ok<ConversationLine>, ProblemHttpResult>> ReopenAsync(
        ConversationId id, HttpContext http, ConversationAccess access, ReopenConversation reopen, DeskRows rows, Database database,
        CancellationToken stop)
    {
        var caller = http.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } row)
            return Problems.NotFound();
        return await reopen.RunAsync(caller, row, stop) switch
        {
            ReopenConversation.Outcome.Reopened => await LineAsync(id, caller, rows, database, stop),
            ReopenConversation.Outcome.TooLate => Problems.Conflict("too-late", "It was closed more than ten minutes ago."),
            ReopenConversation.Outcome.Superseded => Problems.Conflict("superseded", "The consumer has another open conversation."),
            ReopenConversation.Outcome.NotPresent => NotPresent(),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ViewingAsync(
        ConversationId id, HttpContext http, ConversationAccess access, ConversationLive live, TimeProvider time, CancellationToken stop)
    {
        var caller = http.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } row)
            return Problems.NotFound();
        if (caller.May(Permission.DeskReply))   // who only looks on is in nobody's way
            await live.ViewingAsync(row, caller, time.GetUtcNow(), stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LeftAsync(
        ConversationId id, HttpContext http, ConversationAccess access, ConversationLive live, TimeProvider time, CancellationToken stop)
    {
        var caller = http.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } row)
            return Problems.NotFound();
        await live.LeftAsync(row, caller, time.GetUtcNow(), stop);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> LiveAsync(HttpContext http, LiveFeed live, CallerWatch watch, CancellationToken stop)
    {
        await live.ServeAsync(http, [DeskLive.TopicOf(http.Caller().Tenant.ToString())], stream =>
        {
            // whatever was missed while no stream was open: the desk looks at everything once
            stream.Put("changed", """{"conversations":[],"many":true,"list":true,"board":true,"presence":true}""");
            return Task.CompletedTask;
        }, _ => watch.StillMayAsync(http, stop));
        return Results.Empty;
    }

    private static ProblemHttpResult NotPresent() =>
        Problems.Conflict("not-present", "You are offline: say that you are there first, so that nobody waits for an empty chair.");

    private static async Task<Ok<ConversationLine>> LineAsync(
        ConversationId id, Caller caller, DeskRows rows, Database database, CancellationToken stop) =>
        TypedResults.Ok((await rows.OfAsync(database, [id.ToString()], caller, stop))[0]);
}

/// <param name="Cursor">Feeds <c>/v1/desk/changes</c>.</param>
internal sealed record DeskPage(IReadOnlyList<ConversationLine> Items, string? Next, DeskCounts Counts, string Cursor);

/// <param name="Cursor">Where to go on.</param>
/// <param name="More">There is more to read at once.</param>
/// <param name="Reload">Names that rows show have changed: read the list anew.</param>
internal sealed record DeskChanges(IReadOnlyList<ConversationLine> Items, string Cursor, bool More, DeskCounts Counts, bool Reload);

/// <summary>To whom a conversation passes: exactly one of the first three.</summary>
internal sealed record TransferRequest(StaffId? ToAgent = null, SkillId? ToSkill = null, bool? ToBot = null, string? Note = null)
{
    public TransferConversation.Target? Target() => (ToAgent, ToSkill, ToBot) switch
    {
        ({ } agent, null, null or false) => new TransferConversation.Target.Agent(agent),
        (null, { } skill, null or false) => new TransferConversation.Target.Skill(skill),
        (null, null, true) => new TransferConversation.Target.Bot(),
        _ => null,
    };
}
