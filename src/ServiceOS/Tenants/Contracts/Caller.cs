using System.Security.Claims;

namespace ServiceOS.Tenants.Contracts;

/// <summary>Who is asking, as their credential says. The tenant comes from here and from nowhere else.</summary>
internal sealed record Caller
{
    public required CallerKind Kind { get; init; }

    /// <summary>The consumer's, the staff member's or the key's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name to show to others.</summary>
    public required string Name { get; init; }

    /// <summary>The node of the tree that the credential belongs to.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>That node's path; everything below it is in scope. A consumer's scope is its merchant.</summary>
    public required string Path { get; init; }

    public required IReadOnlySet<string> Permissions { get; init; }

    /// <summary>For staff: their role; otherwise null.</summary>
    public string? Role { get; init; }

    /// <summary>The language to answer in, <c>zh-CN</c> or <c>en</c>: for staff the one they chose.</summary>
    public string Locale { get; init; } = Locales.Chinese;

    /// <summary>For a consumer: the merchant's site has vouched for who it is.</summary>
    public bool IsVerified { get; init; }

    /// <summary>For a consumer: when its token ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>For staff: the session, so that it can be ended.</summary>
    public string? SessionId { get; init; }

    public bool May(string permission) => Permissions.Contains(permission);
}

/// <summary>The kinds of credential.</summary>
internal enum CallerKind { Consumer, Staff, Key }

/// <summary>What a role, a key or a consumer's token may allow. A route names those of which one is needed.</summary>
internal static class Permission
{
    /// <summary>A consumer in its own conversations.</summary>
    public const string Consumer = "consumer";

    public const string DeskRead = "desk.read";
    public const string DeskReply = "desk.reply";
    public const string KnowledgeRead = "knowledge.read";
    public const string KnowledgeWrite = "knowledge.write";
    public const string StaffRead = "staff.read";
    public const string StaffWrite = "staff.write";
    public const string SettingsRead = "settings.read";
    public const string SettingsWrite = "settings.write";
    public const string BoardRead = "board.read";
    public const string KeysWrite = "keys.write";

    /// <summary>Draws samples of what the bot decided, reads them and judges them.</summary>
    public const string ReviewsWrite = "reviews.write";

    /// <summary>Any signed-in member of staff, for what concerns only themselves.</summary>
    public const string Staff = "staff";

    // scopes that only keys have
    public const string FactsRead = "facts.read";
    public const string OrdersWrite = "orders.write";
    public const string MessagesWrite = "messages.write";
    public const string Ask = "ask";

    /// <summary>What a key can be given: all but what makes somebody a consumer or a member of staff.</summary>
    public static IReadOnlyList<string> OfKeys { get; } =
    [
        DeskRead, DeskReply, KnowledgeRead, KnowledgeWrite, StaffRead, StaffWrite, SettingsRead, SettingsWrite, BoardRead,
        ReviewsWrite, KeysWrite, FactsRead, OrdersWrite, MessagesWrite, Ask,
    ];
}

/// <summary>The caller in ASP.NET's clothes.</summary>
internal sealed class CallerIdentity(Caller caller) : ClaimsIdentity("serviceos")
{
    public Caller Caller { get; } = caller;

    public override string? Name => Caller.Name;
}

internal static class CallerAccess
{
    /// <summary>Who is asking. Only on routes that require a credential.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.CallerOrNull() ?? throw new InvalidOperationException("the route lets anyone in: there is no caller");

    public static Caller? CallerOrNull(this HttpContext context) => (context.User.Identity as CallerIdentity)?.Caller;
}
