using Microsoft.AspNetCore.Http.HttpResults;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>The one way from an endpoint to a member of staff: within the caller's scope, or not at all.</summary>
internal sealed class StaffAccess(Database database, TenantTree tree, SkillDirectory skills)
{
    private const int NameCharactersMin = 2;
    private const int NameCharactersMax = 64;
    private const int DisplayNameCharactersMax = 80;
    private const int CapacityMax = 100;
    private const int SkillsMax = 50;

    /// <summary>A member in the caller's scope; null (say 404) otherwise.</summary>
    public async Task<StaffRow?> FindAsync(Caller caller, StaffId id, CancellationToken stop)
    {
        var row = await database.ReadAsync(async db => await StaffStore.FindAsync(db, id, stop), stop);
        return row is not null && await tree.IsInScopeAsync(caller, row.TenantId, stop) ? row : null;
    }

    /// <summary>What is wrong with the fields of a member of this node, other than the sign-in name.</summary>
    public async Task<Dictionary<string, string[]>> FaultsAsync(StaffFields fields, Tenant node, CancellationToken stop)
    {
        var faults = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Texts.Fault(fields.DisplayName, 1, DisplayNameCharactersMax) is { } fault)
            faults["displayName"] = [fault];
        if (fields.Role is null || !Roles.FitsNode(fields.Role, node.Kind))
            faults["role"] = [$"is not one that a {node.Kind} has"];
        if (fields.Capacity is < 0 or > CapacityMax)
            faults["capacity"] = [$"must be 0 to {CapacityMax}"];
        if (fields.Skills is { Count: > SkillsMax })
            faults["skills"] = [$"must be at most {SkillsMax}"];
        else if (!await AreHereAsync(fields.Skills ?? [], node, stop))
            faults["skills"] = ["has one that is not there"];
        return faults;
    }

    /// <summary>Why a name can't be signed in with; null when it can.</summary>
    public static string? FaultOfName(string? name)
    {
        if (Texts.Fault(name, NameCharactersMin, NameCharactersMax) is { } fault)
            return fault;
        return SignIn.Normal(name!).All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or '+')
            ? null
            : "may have letters, digits and . - _ @ +";
    }

    public static ProblemHttpResult BeyondYou() => Problems.Of(
        StatusCodes.Status403Forbidden, "not-allowed", "This member may do more than you: someone with more rights must do it");

    public static ProblemHttpResult Yourself() => Problems.Conflict(
        "own-account", "You can't take your own rights away: ask a colleague");

    /// <summary>Skills of the node, of those above it, and of those below it.</summary>
    private async Task<bool> AreHereAsync(IReadOnlyList<SkillId> ids, Tenant node, CancellationToken stop)
    {
        foreach (var id in ids)
        {
            if (await skills.FindAsync(id, stop) is not { } skill || await tree.FindAsync(skill.Tenant, stop) is not { } home)
                return false;
            if (!node.Path.StartsWith(home.Path, StringComparison.Ordinal) && !home.Path.StartsWith(node.Path, StringComparison.Ordinal))
                return false;
        }
        return true;
    }
}
