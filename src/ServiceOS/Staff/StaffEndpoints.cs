using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Web;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>Managing members of staff over HTTP.</summary>
internal static class StaffEndpoints
{
    public static void MapStaffEndpoints(this IEndpointRouteBuilder routes)
    {
        var staff = routes.MapGroup("/v1/staff").WithTags("Staff");
        staff.MapGet("", ListAsync).WithSummary("The staff of a node and those below it").Allow(Permission.StaffRead);
        staff.MapPost("", CreateAsync).WithSummary("Make a member; the password is shown this once").Allow(Permission.StaffWrite);
        staff.MapPut("/{id}", EditAsync).WithSummary("Change a member's name, role, skills and capacity").Allow(Permission.StaffWrite);
        staff.MapPost("/{id}/disable", DisableAsync).WithSummary("Let a member in no more; their sessions end at once")
            .Allow(Permission.StaffWrite);
        staff.MapPost("/{id}/enable", EnableAsync).WithSummary("Let a member in again").Allow(Permission.StaffWrite);
        staff.MapPost("/{id}/reset-password", ResetPasswordAsync)
            .WithSummary("Give a member a new password, shown this once; their sessions end").Allow(Permission.StaffWrite);
    }

    private static async Task<Results<Ok<ItemsView<StaffView>>, ProblemHttpResult>> ListAsync(
        TenantId? tenant, HttpContext context, TenantTree tree, ListStaff list, CancellationToken stop)
    {
        var caller = context.Caller();
        if (await tree.InScopeAsync(caller, tenant, stop) is not { } node)
            return Problems.NotFound();
        return TypedResults.Ok(new ItemsView<StaffView>(await list.MembersAsync(node, caller.Locale, stop)));
    }

    private static async Task<Results<Created<NewStaffView>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        StaffFields body, HttpContext context, TenantTree tree, StaffAccess access, CreateStaff create, ListStaff list,
        CancellationToken stop)
    {
        var caller = context.Caller();
        if (await tree.InScopeAsync(caller, body.Tenant, stop) is not { } node)
            return Problems.NotFound();
        var faults = await access.FaultsAsync(body, node, stop);
        if (StaffAccess.FaultOfName(body.Name) is { } fault)
            faults["name"] = [fault];
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if (!Roles.MayManage(caller.Role, caller.Permissions, body.Role!))
            return StaffAccess.BeyondYou();

        var member = new NewStaff
        {
            Name = SignIn.Normal(body.Name!),
            DisplayName = body.DisplayName!.Trim(),
            Role = body.Role!,
            Tenant = node.Id,
            Locale = caller.Locale,
            Skills = body.Skills ?? [],
            Capacity = body.Capacity,
        };
        return await create.RunAsync(member, password: null, stop) switch
        {
            CreateStaff.Outcome.Created made => TypedResults.Created(
                (string?)null, new NewStaffView(await list.MemberAsync(made.Row, caller.Locale, stop), made.Password)),
            CreateStaff.Outcome.NameTaken => Problems.Invalid("name", "is somebody's already"),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<Ok<StaffView>, ValidationProblem, ProblemHttpResult>> EditAsync(
        StaffId id, StaffFields body, HttpContext context, TenantTree tree, StaffAccess access, EditStaff edit, ListStaff list,
        CancellationToken stop)
    {
        var caller = context.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } member)
            return Problems.NotFound();
        if (await access.FaultsAsync(body, await tree.GetAsync(member.TenantId, stop), stop) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (!Roles.MayManage(caller.Role, caller.Permissions, member.Role) || !Roles.MayManage(caller.Role, caller.Permissions, body.Role!))
            return StaffAccess.BeyondYou();
        if (caller.Id == id.ToString() && body.Role != member.Role)
            return StaffAccess.Yourself();

        var row = await edit.RunAsync(id, body.DisplayName!.Trim(), body.Role!, body.Skills ?? [], body.Capacity, stop);
        return TypedResults.Ok(await list.MemberAsync(row, caller.Locale, stop));
    }

    private static Task<Results<Ok<StaffView>, ProblemHttpResult>> DisableAsync(
        StaffId id, HttpContext context, StaffAccess access, EditStaff edit, ListStaff list, CancellationToken stop) =>
        SwitchAsync(id, disabled: true, context, access, edit, list, stop);

    private static Task<Results<Ok<StaffView>, ProblemHttpResult>> EnableAsync(
        StaffId id, HttpContext context, StaffAccess access, EditStaff edit, ListStaff list, CancellationToken stop) =>
        SwitchAsync(id, disabled: false, context, access, edit, list, stop);

    private static async Task<Results<Ok<StaffView>, ProblemHttpResult>> SwitchAsync(
        StaffId id, bool disabled, HttpContext context, StaffAccess access, EditStaff edit, ListStaff list, CancellationToken stop)
    {
        var caller = context.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } member)
            return Problems.NotFound();
        if (!Roles.MayManage(caller.Role, caller.Permissions, member.Role))
            return StaffAccess.BeyondYou();
        if (caller.Id == id.ToString())
            return StaffAccess.Yourself();
        return TypedResults.Ok(await list.MemberAsync(await edit.SwitchAsync(id, disabled, stop), caller.Locale, stop));
    }

    private static async Task<Results<Ok<NewPassword>, ProblemHttpResult>> ResetPasswordAsync(
        StaffId id, HttpContext context, StaffAccess access, EditStaff edit, CancellationToken stop)
    {
        var caller = context.Caller();
        if (await access.FindAsync(caller, id, stop) is not { } member)
            return Problems.NotFound();
        return Roles.MayManage(caller.Role, caller.Permissions, member.Role)
            ? TypedResults.Ok(new NewPassword(await edit.ResetPasswordAsync(id, stop)))
            : StaffAccess.BeyondYou();
    }

    /// <summary>A password that is shown this once.</summary>
    internal sealed record NewPassword(string Password);
}

/// <summary>A member's fields as they are sent; name and tenant only for a new one.</summary>
internal sealed record StaffFields(
    string? Name, string? DisplayName, string? Role, TenantId? Tenant, IReadOnlyList<SkillId>? Skills, long? Capacity);
