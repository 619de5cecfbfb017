namespace ServiceOS.Bot.Reviews;

/// <summary>A drawing.</summary>
internal sealed record SampleRow
{
    public required TenantId TenantId { get; init; }
    public required string Id { get; init; }
    public required long Seed { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required DateTimeOffset Until { get; init; }
    public required long PerLayer { get; init; }

    /// <summary>JSON: from how many of each layer was drawn.</summary>
    public required string Layers { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>A decision that was drawn.</summary>
internal sealed record ReviewRow
{
    public required TenantId TenantId { get; init; }
    public required ConversationId ConversationId { get; init; }
    public required long Seq { get; init; }
    public required string SampleId { get; init; }
    public required long Place { get; init; }
    public required string Layer { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary><c>right</c>, <c>wrong</c> or <c>unknown</c>; null: nobody has said yet.</summary>
    public string? Verdict { get; init; }
    public string? VerdictBy { get; init; }
    public DateTimeOffset? VerdictAt { get; init; }
}

/// <summary>What somebody said about a decision.</summary>
internal sealed record VerdictRow
{
    public required TenantId TenantId { get; init; }
    public required ConversationId ConversationId { get; init; }
    public required long Seq { get; init; }

    /// <summary>1, 2, 3… of the decision; given out by the store.</summary>
    public long Number { get; init; }
    public required string Verdict { get; init; }
    public required string ById { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? UndoneAt { get; init; }
}

internal sealed record LayerCount
{
    public required string Layer { get; init; }
    public required long Total { get; init; }
}

internal sealed record JudgedCount
{
    public required string Layer { get; init; }
    public required long Drawn { get; init; }
    public required long RightOnes { get; init; }
    public required long WrongOnes { get; init; }
    public required long UnknownOnes { get; init; }
}

/// <summary>A decision in its place among those that could be drawn.</summary>
internal sealed record DrawnRow
{
    public required ConversationId ConversationId { get; init; }
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long Nth { get; init; }
}
