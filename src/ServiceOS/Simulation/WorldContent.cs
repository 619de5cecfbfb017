using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Simulation;

/// <summary>The written part of the demo world, as it lies in the program.</summary>
internal static class WorldContent
{
    private const string Prefix = "world/";

    public static WorldTree Tree() => Read<WorldTree>("tenants.json");

    public static IReadOnlyList<WorldStaff> Staff() => Read<List<WorldStaff>>("staff.json");

    public static IReadOnlyList<WorldProduct> Products(string slug) => Read<List<WorldProduct>>($"products/{slug}.json");

    public static IReadOnlyList<WorldCampaign> Campaigns() => Read<List<WorldCampaign>>("campaigns.json");

    public static IReadOnlyList<WorldCanned> CannedReplies() => Read<List<WorldCanned>>("canned.json");

    public static WorldParcels Parcels() => Read<WorldParcels>("parcels.json");

    public static WorldShoppers Shoppers() => Read<WorldShoppers>("shoppers.json");

    /// <summary>What is written for a node; empty when nothing is.</summary>
    /// <param name="name">A merchant's slug, <c>unit-</c> and a unit's, or <c>platform</c>.</param>
    public static IReadOnlyList<WorldItem> Knowledge(string name) => Has($"knowledge/{name}.json")
        ? Read<List<WorldItem>>($"knowledge/{name}.json")
        : [];

    /// <summary>What the categories of knowledge are called, by their key in it.</summary>
    public static IReadOnlyDictionary<string, LocalText> Categories() => Read<Dictionary<string, LocalText>>("categories.json");

    private static bool Has(string name) => Assembly.GetExecutingAssembly().GetManifestResourceInfo(Prefix + name) is not null;

    private static T Read<T>(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"the demo world has no {name}");
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)!;
    }
}

internal sealed record WorldTree(WorldNode Platform, IReadOnlyList<WorldNode> Units, IReadOnlyList<WorldMerchant> Merchants);

internal sealed record WorldNode(string Slug, LocalText Name);

internal sealed record WorldMerchant(
    string Slug, string Unit, LocalText Name, string Color, LocalText Greeting, LocalText OfflineMessage,
    IReadOnlyList<WorldSkill> Skills);

internal sealed record WorldSkill(string Key, LocalText Name);

/// <param name="Tenant">A slug.</param>
/// <param name="Skills">Keys of the merchant's skills.</param>
internal sealed record WorldStaff(
    string Name, string DisplayName, string Role, string Tenant, IReadOnlyList<string> Skills, int Capacity, string Locale);

internal sealed record WorldProduct(
    string Id, LocalText Name, long PriceFen, string Category, IReadOnlyDictionary<string, LocalText> Attributes, LocalText Description);

internal sealed record WorldCampaign(
    string Key, string Merchant, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, LocalText Name, LocalText Rule);

internal sealed record WorldCanned(string Shortcut, string Title, string Body, string Language);

/// <param name="Checkpoints">By state, what is in transit by whether it sets out or passes: texts in which <c>{city}</c> stands for a city.</param>
internal sealed record WorldParcels(
    IReadOnlyList<WorldNode> Carriers, IReadOnlyList<WorldNode> Cities, IReadOnlyDictionary<string, IReadOnlyList<LocalText>> Checkpoints);

/// <param name="Openers">By merchant.</param>
/// <param name="AgentReplies">By language; <c>{consumer}</c> stands for the name.</param>
internal sealed record WorldShoppers(
    IReadOnlyList<WorldName> Names, IReadOnlyDictionary<string, IReadOnlyList<WorldScript>> Openers,
    IReadOnlyDictionary<string, IReadOnlyList<string>> AgentReplies);

internal sealed record WorldName(string Name, string Locale);

/// <param name="Ends"><c>satisfied</c>, <c>asks-human</c>, <c>angry</c> or <c>silent</c>.</param>
internal sealed record WorldScript(string Locale, IReadOnlyList<string> Lines, string Ends);

/// <summary>An item of knowledge in both languages.</summary>
internal sealed record WorldItem
{
    public required string Key { get; init; }
    public string? Category { get; init; }
    public IReadOnlyList<string> Products { get; init; } = [];
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The key of the item of a node above that it stands in for.</summary>
    public string? Overrides { get; init; }

    [JsonPropertyName("zh-CN")]
    public required WorldWords Zh { get; init; }

    public required WorldWords En { get; init; }
}

internal sealed record WorldWords
{
    public required string Question { get; init; }
    public IReadOnlyList<string> Similar { get; init; } = [];
    public required string Answer { get; init; }
    public IReadOnlyList<WorldButton> Buttons { get; init; } = [];
    public IReadOnlyList<WorldLink> Links { get; init; } = [];
}

internal sealed record WorldButton(string Label, string Value);

internal sealed record WorldLink(string Label, string Url);
