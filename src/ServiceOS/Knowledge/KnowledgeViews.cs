using ServiceOS.Knowledge.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>A page of the item list on the wire.</summary>
internal sealed record ItemPage
{
    public required IReadOnlyList<ItemRowView> Items { get; init; }

    /// <summary>The cursor of the next page; null at the end.</summary>
    public string? Next { get; init; }

    /// <summary>Items on all pages.</summary>
    public required long Total { get; init; }

    /// <summary>The node's own items that wait to be published, whatever the filter.</summary>
    public required long Unpublished { get; init; }
}

/// <summary>An item in the list, on the wire.</summary>
internal sealed record ItemRowView
{
    public required ItemId Id { get; init; }
    public required string Question { get; init; }
    public required long SimilarCount { get; init; }
    public required string Language { get; init; }
    public string? Category { get; init; }
    public required string State { get; init; }
    public long? Version { get; init; }
    public required OriginView Origin { get; init; }
    public required bool Inherited { get; init; }
    public ItemId? Overrides { get; init; }
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidTo { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required string UpdatedBy { get; init; }

    public static ItemRowView Of(ItemListRow row, OriginView origin, TenantId node) => new()
    {
        Id = row.Id,
        Question = row.Question,
        SimilarCount = row.SimilarCount,
        Language = row.Language,
        Category = row.Category,
        State = row.State,
        Version = row.Version,
        Origin = origin,
        Inherited = row.TenantId != node,
        Overrides = row.OverridesId,
        ValidFrom = row.ValidFrom,
        ValidTo = row.ValidTo,
        UpdatedAt = row.UpdatedAt,
        UpdatedBy = row.UpdatedBy,
    };
}

/// <summary>The node that an item belongs to, on the wire.</summary>
internal sealed record OriginView(TenantId Id, string Name, string Kind);

/// <summary>An item with its working copy, what is published, and its history; on the wire.</summary>
internal sealed record ItemView
{
    public required ItemId Id { get; init; }
    public required string State { get; init; }
    public required OriginView Origin { get; init; }
    public required bool Inherited { get; init; }
    public ItemId? Overrides { get; init; }

    /// <summary>When it was changed last; whoever saves may say so, and is told if somebody else was quicker.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The working copy; null when it is what is published, and never shown of an inherited item.</summary>
    public Content? Draft { get; init; }

    /// <summary>What was published last; of an inherited item, what consumers get.</summary>
    public VersionView? Published { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<VersionLineView> Versions { get; init; }

    public static ItemView Of(
        ItemRow item, VersionRow? published, IReadOnlyList<VersionRow> versions, OriginView origin, TenantId node)
    {
        var isOwn = item.TenantId == node;
        return new()
        {
            Id = item.Id,
            State = isOwn ? item.State : "published",
            Origin = origin,
            Inherited = !isOwn,
            Overrides = item.OverridesId,
            UpdatedAt = item.UpdatedAt,
            Draft = isOwn && (item.Changed || item.State == "draft") ? ContentJson.Read(item.Content) : null,
            Published = published is null ? null : VersionView.Of(published),
            Versions = [.. versions.Select(VersionLineView.Of)],
        };
    }
}

/// <summary>A published version on the wire.</summary>
internal sealed record VersionView(long Version, Content Content, DateTimeOffset PublishedAt, string By)
{
    public static VersionView Of(VersionRow row) =>
        new(row.Version, ContentJson.Read(row.Content!), row.PublishedAt, row.PublishedBy);
}

/// <summary>A line of an item's history on the wire.</summary>
/// <param name="Despite">Why it was published although golden questions broke; null when none did.</param>
internal sealed record VersionLineView(long Version, DateTimeOffset PublishedAt, string By, string? Note, string? Despite)
{
    public static VersionLineView Of(VersionRow row) => new(row.Version, row.PublishedAt, row.PublishedBy, row.Note, row.Despite);
}
