using ServiceOS.Platform.Data;

namespace ServiceOS.Consumers.Contracts;

/// <summary>Who the consumers are, for the folders that serve them.</summary>
internal static class ConsumerDirectory
{
    /// <summary>A consumer; null when there is none.</summary>
    public static ValueTask<ConsumerRow?> FindAsync(Session db, ConsumerId id, CancellationToken stop) =>
        ConsumerStore.FindAsync(db, id, stop);

    /// <summary>The consumers who are these members of these merchants (any pair of the two), at most 500.</summary>
    public static ValueTask<IReadOnlyList<ConsumerRow>> OfMembersAsync(
        Session db, IReadOnlyList<string> merchants, IReadOnlyList<string> members, CancellationToken stop) =>
        ConsumerStore.ListMembersAsync(db, merchants, members, stop);

    /// <summary>A consumer, its row held until the transaction ends: nobody else opens or brings it a conversation meanwhile.</summary>
    public static ValueTask<ConsumerRow?> LockAsync(Session db, ConsumerId id, CancellationToken stop) =>
        ConsumerStore.LockAsync(db, id, stop);
}

/// <summary>A consumer of one merchant.</summary>
internal sealed record ConsumerRow
{
    public required ConsumerId Id { get; init; }
    public required TenantId TenantId { get; init; }

    /// <summary>The shop's own id of the member; null for an anonymous visitor.</summary>
    public string? MemberId { get; init; }
    public string? Name { get; init; }
    public string? Tier { get; init; }
    public required string Locale { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }

    public bool IsVerified => MemberId is not null;
}
