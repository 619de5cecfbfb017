using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tenants;

/// <summary>Keys for other programs, over HTTP.</summary>
internal static class KeyEndpoints
{
    private const int NameCharactersMax = 80;
    private const int ScopesMax = 20;

    public static void MapKeyEndpoints(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/api-keys").WithTags("Keys").Allow(Permission.KeysWrite);
        keys.MapGet("", ListAsync).WithSummary("The keys of a node and those below it, newest first");
        keys.MapPost("", CreateAsync).WithSummary("Make a key; its text is shown this once");
        keys.MapDelete("/{id}", RevokeAsync).WithSummary("End a key at once");
    }

    private static async Task<Results<Ok<ItemsView<KeyView>>, ProblemHttpResult>> ListAsync(
        TenantId? tenant, HttpContext context, TenantTree tree, Database database, CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        var keys = new List<KeyRow>();
        foreach (var nodes in (await tree.ListBelowAsync(node, stop)).Select(below => below.Id.ToString()).Chunk(500))
            keys.AddRange(await database.ReadAsync(async db => await KeyStore.ListAsync(db, nodes, stop), stop));
        return TypedResults.Ok(new ItemsView<KeyView>([.. keys.Select(KeyView.Of)]));
    }

    private static async Task<Results<Created<NewKeyView>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        NewKey body, HttpContext context, TenantTree tree, CreateApiKey create, CancellationToken stop)
    {
        var caller = context.Caller();
        if (await tree.InScopeAsync(caller, body.Tenant, stop) is not { } node)
            return Problems.NotFound();
        if (FaultsOf(body, caller) is { Count: > 0 } faults)
            return Problems.Invalid(faults);

        var (row, key) = await create.RunAsync(node.Id, body.Name!.Trim(), body.Scopes!, stop);
        return TypedResults.Created((string?)null, NewKeyView.Of(row, key));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        ApiKeyId id, HttpContext context, TenantTree tree, Database database, RevokeApiKey revoke, CancellationToken stop)
    {
        var key = await database.ReadAsync(async db => await KeyStore.FindAsync(db, id, stop), stop);
        if (key is null || !await tree.IsInScopeAsync(context.Caller(), key.TenantId, stop))
            return Problems.NotFound();
        await revoke.RunAsync(key, stop);
        return TypedResults.NoContent();
    }

    /// <summary>A key may do no more than whoever makes it.</summary>
    private static Dictionary<string, string[]> FaultsOf(NewKey body, Caller caller)
    {
        var faults = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Texts.Fault(body.Name, 1, NameCharactersMax) is { } fault)
            faults["name"] = [fault];
        if (FaultOfScopes(body.Scopes, caller) is { } faultOfScopes)
            faults["scopes"] = [faultOfScopes];
        return faults;
    }

    private static string? FaultOfScopes(IReadOnlyList<string>? scopes, Caller caller)
    {
        if (scopes is not { Count: > 0 and <= ScopesMax })
            return "name at least one";
        if (!scopes.All(scope => Permission.OfKeys.Contains(scope, StringComparer.Ordinal)))
            return $"must be of {string.Join(", ", Permission.OfKeys)}";
        return scopes.FirstOrDefault(scope => !caller.May(scope)) is { } beyond
            ? $"you can't give {beyond}, which you don't have"
            : null;
    }

    /// <summary>A key to be.</summary>
    internal sealed record NewKey(string? Name, TenantId? Tenant, IReadOnlyList<string>? Scopes);

    /// <summary>A key without its text.</summary>
    internal record KeyView
    {
        public required ApiKeyId Id { get; init; }
        public required string Name { get; init; }
        public required string Prefix { get; init; }
        public required IReadOnlyList<string> Scopes { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? LastUsedAt { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }

        public static KeyView Of(KeyRow row) => new()
        {
            Id = row.Id,
            Name = row.Name,
            Prefix = row.Prefix,
            Scopes = row.ScopeList,
            CreatedAt = row.CreatedAt,
            LastUsedAt = row.LastUsedAt,
            RevokedAt = row.RevokedAt,
        };
    }

    /// <summary>A key with its text, shown once.</summary>
    internal sealed record NewKeyView : KeyView
    {
        public required string Key { get; init; }

        public static NewKeyView Of(KeyRow row, string key) => new()
        {
            Id = row.Id,
            Name = row.Name,
            Prefix = row.Prefix,
            Scopes = row.ScopeList,
            CreatedAt = row.CreatedAt,
            Key = key,
        };
    }
}
