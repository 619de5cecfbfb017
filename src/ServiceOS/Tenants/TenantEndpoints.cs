using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tenants;

/// <summary>The tree, its settings and the merchants' member keys, over HTTP.</summary>
internal static class TenantEndpoints
{
    public static void MapTenantEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/tenants", ListAsync).WithTags("Tenants")
            .WithSummary("The nodes in the caller's scope, parents first, at most 5,000").Allow(Permission.Staff, Permission.SettingsRead);

        var tenant = routes.MapGroup("/v1/tenants/{id}").WithTags("Tenants");
        tenant.MapGet("/settings", ReadSettingsAsync).WithSummary("The settings in force at a node, and which of them come from above")
            .Allow(Permission.SettingsRead);
        tenant.MapPut("/settings", ChangeSettingsAsync).WithSummary("Set what a node says itself; what is left out comes from above")
            .Allow(Permission.SettingsWrite);
        tenant.MapGet("/member-key", ReadMemberKeyAsync).WithSummary("Whether the merchant's site can vouch for its members, and how")
            .Allow(Permission.SettingsRead);
        tenant.MapPut("/member-key", SetMemberKeyAsync).WithSummary("Set the key by which the merchant's site vouches for its members")
            .Allow(Permission.SettingsWrite);
    }

    private static async Task<Ok<ItemsView<TenantView>>> ListAsync(
        HttpContext context, TenantTree tree, Database database, CancellationToken stop)
    {
        var caller = context.Caller();
        var own = await tree.GetAsync(caller.Tenant, stop);
        var nodes = await database.ReadAsync(async db => await TenantStore.ListNamedBelowAsync(db, own.Path, stop), stop);
        return TypedResults.Ok(new ItemsView<TenantView>(
            [.. nodes.Select(node => TenantView.Of(node.Tenant, node.Name?.In(caller.Locale) ?? node.Tenant.Slug))]));
    }

    private static async Task<Results<Ok<SettingsView>, ProblemHttpResult>> ReadSettingsAsync(
        TenantId id, HttpContext context, TenantTree tree, Database database, CancellationToken stop)
    {
        var caller = context.Caller();
        if (await tree.InScopeAsync(caller, id, stop) is not { } node)
            return Problems.NotFound();
        var lineage = await database.ReadAsync(db => TenantStore.OwnSettingsAsync(db, node.Lineage(), stop), stop);
        return TypedResults.Ok(SettingsView.Of(lineage, caller.Locale));
    }

    private static async Task<Results<Ok<SettingsView>, ValidationProblem, ProblemHttpResult>> ChangeSettingsAsync(
        TenantId id, SettingsChange body, HttpContext context, TenantTree tree, ChangeSettings change, CancellationToken stop)
    {
        var caller = context.Caller();
        if (await tree.InScopeAsync(caller, id, stop) is not { } node)
            return Problems.NotFound();
        if (SettingsFaults.Of(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);

        return await change.RunAsync(node, body, caller.Locale, stop) switch
        {
            ChangeSettings.Outcome.Changed changed => TypedResults.Ok(SettingsView.Of(changed.Lineage, caller.Locale)),
            ChangeSettings.Outcome.ThresholdsCross => Problems.Invalid(
                "choicesThreshold", "must not be above the answer threshold that is in force"),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<Ok<MemberKeyView>, ProblemHttpResult>> ReadMemberKeyAsync(
        TenantId id, HttpContext context, TenantTree tree, Database database, CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), id, stop) is not { } node)
            return Problems.NotFound();
        var key = await database.ReadAsync(async db => await MemberKeys.FindAsync(db, node.Id, stop), stop);
        return TypedResults.Ok(new MemberKeyView(key?.Algorithm, key is not null, key?.ChangedAt));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> SetMemberKeyAsync(
        TenantId id, MemberKeyChange body, HttpContext context, TenantTree tree, SetMemberKey set, CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), id, stop) is not { } node)
            return Problems.NotFound();
        if (!node.IsMerchant)
            return Problems.Unprocessable("not-a-merchant", "Members belong to a merchant: pick one");
        if (MemberKeyFaults.Of(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        await set.RunAsync(node.Id, body, stop);
        return TypedResults.NoContent();
    }
}

/// <summary>A node of the tree for staff.</summary>
internal sealed record TenantView(TenantId Id, TenantId? ParentId, string Kind, string Slug, string Name)
{
    public static TenantView Of(Tenant tenant, string name) => new(tenant.Id, tenant.ParentId, tenant.Kind, tenant.Slug, name);
}

/// <summary>Whether a merchant's member key is set; never the key.</summary>
internal sealed record MemberKeyView(string? Algorithm, bool Set, DateTimeOffset? UpdatedAt);
