using System.Collections.Frozen;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>Which role may do what: the whole of it, as a table. Pure.</summary>
internal static class Roles
{
    private static readonly string[] s_all = [Permission.Staff, .. Permission.OfKeys];

    private static readonly FrozenDictionary<string, FrozenSet<string>> s_permissions =
        new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            [StaffRole.PlatformOwner] = s_all,
            [StaffRole.UnitOwner] = s_all,
            [StaffRole.MerchantOwner] = s_all,
            [StaffRole.Manager] =
            [
                Permission.Staff, Permission.DeskRead, Permission.DeskReply, Permission.BoardRead, Permission.StaffRead,
                Permission.StaffWrite, Permission.SettingsRead, Permission.KnowledgeRead, Permission.ReviewsWrite,
            ],
            [StaffRole.KnowledgeOwner] =
            [
                Permission.Staff, Permission.KnowledgeRead, Permission.KnowledgeWrite, Permission.BoardRead,
                Permission.DeskRead, Permission.Ask, Permission.ReviewsWrite,
            ],
            [StaffRole.Agent] =
            [
                Permission.Staff, Permission.DeskRead, Permission.DeskReply, Permission.KnowledgeRead, Permission.BoardRead,
            ],
            [StaffRole.ReadOnly] =
            [
                Permission.Staff, Permission.DeskRead, Permission.KnowledgeRead, Permission.StaffRead,
                Permission.SettingsRead, Permission.BoardRead,
            ],
        }.ToFrozenDictionary(role => role.Key, role => role.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. s_permissions.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What the role may do; nothing when there is no such role.</summary>
    public static IReadOnlySet<string> PermissionsOf(string role) =>
        s_permissions.TryGetValue(role, out var permissions) ? permissions : FrozenSet<string>.Empty;

    /// <summary>True when the role can be held at a node of this kind: owners only at their own level.</summary>
    public static bool FitsNode(string role, string kind) => role switch
    {
        StaffRole.PlatformOwner => kind == TenantKind.Platform,
        StaffRole.UnitOwner => kind == TenantKind.Unit,
        StaffRole.MerchantOwner => kind == TenantKind.Merchant,
        _ => s_permissions.ContainsKey(role),
    };

    /// <summary>True when the caller may make or edit somebody of this role: never one who may do more than they may.</summary>
    /// <param name="callerRole">Null when a key asks.</param>
    /// <param name="callerPermissions">What the caller's credential allows.</param>
    /// <param name="role">The role of the member in question.</param>
    public static bool MayManage(string? callerRole, IReadOnlySet<string> callerPermissions, string role) =>
        callerPermissions.Contains(Permission.StaffWrite)
        && (callerRole == StaffRole.Manager
            ? role == StaffRole.Agent
            : PermissionsOf(role).All(permission => permission == Permission.Staff || callerPermissions.Contains(permission)));
}
