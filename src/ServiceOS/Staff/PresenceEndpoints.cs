using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Web;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>Whether agents are there, over HTTP.</summary>
internal static class PresenceEndpoints
{
    private const int ReasonCharactersMax = 60;

    public static void MapPresenceEndpoints(this IEndpointRouteBuilder routes)
    {
        var presence = routes.MapGroup("/v1/desk/presence").WithTags("Presence");
        presence.MapGet("", ReadAsync).WithSummary("How I stand: state, conversations, places").Allow(Permission.Staff);
        presence.MapPut("", SetAsync).WithSummary("Say whether I am there").Allow(Permission.DeskReply);
        presence.MapPost("/heartbeat", BeatAsync).WithSummary("Say that I am still there; silent for 60 s is offline")
            .Allow(Permission.DeskReply);
        routes.MapGet("/v1/desk/agents", ListAsync).WithTags("Presence").WithSummary("Who can take a conversation of a node")
            .Allow(Permission.DeskRead);
    }

    private static async Task<Results<Ok<PresenceView>, ProblemHttpResult>> ReadAsync(
        HttpContext context, SetPresence presence, CancellationToken stop) =>
        StaffCaller.Of(context) is { } id
            ? TypedResults.Ok(PresenceView.Of(await presence.ReadAsync(id, context.Caller().Tenant, stop)))
            : Problems.NotFound();

    private static async Task<Results<Ok<PresenceView>, ValidationProblem, ProblemHttpResult>> SetAsync(
        PresenceChange body, HttpContext context, SetPresence presence, CancellationToken stop)
    {
        if (StaffCaller.Of(context) is not { } id)
            return Problems.NotFound();
        if (!PresenceState.IsOne(body.State))
            return Problems.Invalid("state", "must be online, busy, away or offline");
        if (Texts.Fault(body.Reason, 0, ReasonCharactersMax) is { } fault)
            return Problems.Invalid("reason", fault);
        return TypedResults.Ok(PresenceView.Of(
            await presence.RunAsync(id, context.Caller().Tenant, body.State!, body.Reason, stop)));
    }

    private static async Task<Results<Ok<PresenceView>, ProblemHttpResult>> BeatAsync(
        HttpContext context, SetPresence presence, CancellationToken stop) =>
        StaffCaller.Of(context) is { } id
            ? TypedResults.Ok(PresenceView.Of(await presence.BeatAsync(id, context.Caller().Tenant, stop)))
            : Problems.NotFound();

    private static async Task<Results<Ok<ItemsView<AgentView>>, ProblemHttpResult>> ListAsync(
        TenantId? tenant, HttpContext context, TenantTree tree, ListStaff list, CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        return TypedResults.Ok(new ItemsView<AgentView>(await list.AgentsAsync(node, stop)));
    }

    /// <summary>What an agent says of themselves.</summary>
    internal sealed record PresenceChange(string? State, string? Reason);
}

/// <summary>How an agent stands.</summary>
internal sealed record PresenceView(string State, string? Reason, long Assigned, long Capacity)
{
    public static PresenceView Of(PresenceRow row) => new(row.State, row.Reason, row.Assigned, row.Capacity);
}

/// <summary>An agent for those who hand conversations over.</summary>
internal sealed record AgentView(
    StaffId Id, string Name, string State, string? Reason, long Assigned, long Capacity, IReadOnlyList<SkillView> Skills);

/// <summary>A skill's id and name.</summary>
internal sealed record SkillView(SkillId Id, string Name);
