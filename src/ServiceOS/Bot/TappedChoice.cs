using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot;

/// <summary>What a tapped button means.</summary>
internal abstract record TappedChoice
{
    private const string ItemPrefix = "item:";
    private const string OrderPrefix = "order:";
    private const string SkillPrefix = "skill:";
    private const string PricePrefix = "price:";
    private const string SizePrefix = "size:";
    private const string AttributePrefix = "attribute:";
    private const string PickPrefix = "pick:";
    private const string DoPrefix = "do:";

    private TappedChoice() { }

    public const string PersonValue = "person";

    public sealed record Person : TappedChoice;

    public sealed record Item(ItemId Id) : TappedChoice;

    public sealed record Order(string Id, string Skill) : TappedChoice;

    /// <summary>What a product costs.</summary>
    public sealed record Price(string ProductId) : TappedChoice;

    /// <summary>Which size of a product fits.</summary>
    public sealed record Size(string ProductId) : TappedChoice;

    /// <summary>What was asked, of this product.</summary>
    /// <param name="Key">The attribute's, as the merchant calls it.</param>
    public sealed record Attribute(string ProductId, string Key) : TappedChoice;

    /// <summary>Something about a request: an answer to what was asked, or the order that it is for.</summary>
    /// <param name="Skill">One of <see cref="Understanding.Contracts.Skill.OfRequests"/>.</param>
    /// <param name="Slot">What it tells: <c>order</c>, <c>reason</c> …</param>
    /// <param name="IsAnswer">It was asked for.</param>
    public sealed record Request(string Skill, string Slot, string Value, bool IsAnswer) : TappedChoice;

    /// <summary>One of <see cref="Understanding.Contracts.Skill"/>.</summary>
    public sealed record Ability(string Skill) : TappedChoice;

    public static string ValueOf(ItemId item) => $"{ItemPrefix}{item}";

    public static string ValueOf(string skill) => $"{SkillPrefix}{skill}";

    public static string PriceOf(string product) => $"{PricePrefix}{product}";

    public static string SizeOf(string product) => $"{SizePrefix}{product}";

    public static string AttributeOf(string product, string key) => $"{AttributePrefix}{key}:{product}";

    /// <summary>An answer to what was asked about a request.</summary>
    public static string PickOf(string skill, string slot, string value) => $"{PickPrefix}{skill}:{slot}:{value}";

    /// <summary>A request about an order.</summary>
    public static string DoOf(string skill, string order) => $"{DoPrefix}{skill}:{order}";

    /// <summary>The button's meaning; null for typed words and for values that a merchant wrote, which count as words.</summary>
    public static TappedChoice? Read(string? value)
    {
        if (value is null)
            return null;
        if (value is PersonValue or "human")
            return new Person();
        if (value.StartsWith(ItemPrefix, StringComparison.Ordinal) && ItemId.TryParse(value[ItemPrefix.Length..], provider: null, out var item))
            return new Item(item);
        if (value.StartsWith(SkillPrefix, StringComparison.Ordinal) && IsAbility(value[SkillPrefix.Length..]))
            return new Ability(value[SkillPrefix.Length..]);
        if (value.StartsWith(OrderPrefix, StringComparison.Ordinal) && value.Length > OrderPrefix.Length)
            return new Order(value[OrderPrefix.Length..], Skill.WhereIsMyOrder);
        if (value.StartsWith(PricePrefix, StringComparison.Ordinal) && value.Length > PricePrefix.Length)
            return new Price(value[PricePrefix.Length..]);
        if (value.StartsWith(SizePrefix, StringComparison.Ordinal) && value.Length > SizePrefix.Length)
            return new Size(value[SizePrefix.Length..]);
        if (value.StartsWith(AttributePrefix, StringComparison.Ordinal) && value[AttributePrefix.Length..].Split(':', 2) is [{ Length: > 0 } key, { Length: > 0 } product])
            return new Attribute(product, key);
        if (value.StartsWith(PickPrefix, StringComparison.Ordinal) && value[PickPrefix.Length..].Split(':', 3) is [var asked, { Length: > 0 } slot, { Length: > 0 } told] && IsRequest(asked))
            return new Request(asked, slot, told, IsAnswer: true);
        if (value.StartsWith(DoPrefix, StringComparison.Ordinal) && value[DoPrefix.Length..].Split(':', 2) is [var done, { Length: > 0 } order] && IsRequest(done))
            return new Request(done, "order", order, IsAnswer: false);
        if (value.StartsWith(Skill.UrgeShipment, StringComparison.Ordinal) && value.Length > Skill.UrgeShipment.Length + 1)
            return new Order(value[(Skill.UrgeShipment.Length + 1)..], Skill.UrgeShipment);
        return null;
    }

    private static bool IsAbility(string skill) => Skill.OfOrders.Contains(skill, StringComparer.Ordinal) || IsRequest(skill);

    private static bool IsRequest(string skill) => Skill.OfRequests.Contains(skill, StringComparer.Ordinal);
}
