namespace ServiceOS.Tenants.Contracts;

/// <summary>A node of the tree platform → business unit → merchant.</summary>
internal sealed record Tenant
{
    public required TenantId Id { get; init; }
    public TenantId? ParentId { get; init; }

    /// <summary><c>platform</c>, <c>unit</c> or <c>merchant</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name in URLs: lower-case letters, digits and dashes; unique.</summary>
    public required string Slug { get; init; }

    /// <summary>The ids from the root to this node, <c>/p/u/m/</c>: a node is in another's scope when its path begins with the other's.</summary>
    public required string Path { get; init; }

    public bool IsMerchant => Kind == TenantKind.Merchant;

    /// <summary>This node and those above it, nearest first.</summary>
    public IEnumerable<TenantId> Lineage() =>
        Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse().Select(id => TenantId.Parse(id, provider: null));
}

/// <summary>The three levels of the tree.</summary>
internal static class TenantKind
{
    public const string Platform = "platform";
    public const string Unit = "unit";
    public const string Merchant = "merchant";
}
