using System.Text.Json.Serialization;
using ServiceOS.Platform.Web;

namespace ServiceOS.Orders.Contracts;

/// <summary>What a shop says about one of its orders: all of it, as it now is.</summary>
internal sealed record OrderReport
{
    /// <summary>The shop's id of it. In a URL's place it may be left out.</summary>
    public string? Id { get; init; }

    /// <summary>As people read it; the id when left out.</summary>
    public string? Number { get; init; }

    /// <summary>The shop's id of the member who bought; left out for a guest.</summary>
    public string? MemberId { get; init; }

    /// <summary>One of <see cref="OrderState"/>.</summary>
    public string? State { get; init; }

    public MoneyReport? Total { get; init; }

    [JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? PlacedAt { get; init; }

    public IReadOnlyList<ItemReport>? Items { get; init; }

    /// <summary>Parcels may come with their order, or by themselves.</summary>
    public IReadOnlyList<ParcelReport>? Parcels { get; init; }

    /// <summary>Since when it is so: an older report never overwrites a newer one. Left out: the time of receipt.</summary>
    [JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>An amount as reported: whole minor units; the currency is CNY when left out.</summary>
internal sealed record MoneyReport(long? Amount, string? Currency);

/// <summary>One line of a reported order.</summary>
internal sealed record ItemReport(string? ProductId, string? Name, int? Quantity, string? ImageUrl);

/// <summary>What a shop or carrier says about a parcel.</summary>
internal sealed record ParcelReport
{
    /// <inheritdoc cref="OrderReport.Id"/>
    public string? Id { get; init; }

    /// <summary>Left out inside an order's report.</summary>
    public string? OrderId { get; init; }

    public string? Carrier { get; init; }
    public string? TrackingNumber { get; init; }

    /// <summary>By when the shop promised delivery.</summary>
    [JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? PromisedAt { get; init; }

    public IReadOnlyList<CheckpointReport>? Checkpoints { get; init; }

    /// <inheritdoc cref="OrderReport.ChangedAt"/>
    [JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>Where a carrier saw a parcel.</summary>
internal sealed record CheckpointReport
{
    /// <inheritdoc cref="OrderReport.Id"/>
    public string? Id { get; init; }

    [JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? At { get; init; }

    /// <summary>One of <see cref="ParcelState.Reported"/>.</summary>
    public string? State { get; init; }

    public string? Place { get; init; }
    public string? Text { get; init; }

    /// <summary>When the carrier now expects delivery.</summary>
    [JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>Since when the carrier says so; <see cref="At"/> when left out.</summary>
    [JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>A text in one language or both; one stands for the other.</summary>
internal sealed record TextReport(
    [property: JsonPropertyName("zh-CN")] string? Zh,
    [property: JsonPropertyName("en")] string? En);

/// <summary>What a shop says about a product.</summary>
internal sealed record ProductReport
{
    public TextReport? Name { get; init; }
    public MoneyReport? Price { get; init; }
    public string? Category { get; init; }
    public TextReport? Description { get; init; }
    public IReadOnlyDictionary<string, TextReport>? Attributes { get; init; }
    public string? ImageUrl { get; init; }

    /// <inheritdoc cref="OrderReport.ChangedAt"/>
    [JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>What a shop says about a campaign.</summary>
internal sealed record CampaignReport
{
    public TextReport? Name { get; init; }
    public TextReport? Rule { get; init; }

    [JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Not included.</summary>
    [JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? ValidTo { get; init; }

    /// <inheritdoc cref="OrderReport.ChangedAt"/>
    [JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? ChangedAt { get; init; }
}
