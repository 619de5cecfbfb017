using ServiceOS.Platform.Events;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>What a node gives its consumers changed: items were published, or withdrawn.</summary>
internal sealed record KnowledgePublished : IFact
{
    /// <summary>How many items a fact names at most.</summary>
    public const int ItemsMax = 100;

    public static string Topic => "knowledge.published";

    public required TenantId Tenant { get; init; }

    /// <summary>The items, at most 100 of them; <see cref="Count"/> tells when there were more.</summary>
    public required IReadOnlyList<ItemId> Items { get; init; }

    public required int Count { get; init; }

    /// <summary>The node's publication: 1, 2, 3…</summary>
    public required long Version { get; init; }
}
