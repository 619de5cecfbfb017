namespace ServiceOS.Understanding.Contracts;

/// <summary>What a text seems to want.</summary>
internal sealed record Reading
{
    /// <summary>The text as it was compared: normalised.</summary>
    public required string Text { get; init; }

    /// <summary>The language it is written in: <c>zh-CN</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Best first, at most five.</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    /// <summary>The version of the knowledge that was asked.</summary>
    public required string KnowledgeVersion { get; init; }

    /// <summary>
    /// <see cref="Skill.ProductPrice"/> or <see cref="Skill.ProductStock"/> when the text asks for that; else null. The candidates
    /// are then only items that are about a price, or about stock.
    /// </summary>
    public string? Wish { get; init; }

    /// <summary>What is to be done about an order, as it was heard by its own words; null when nothing is.</summary>
    public HeardRequest? Request { get; init; }

    /// <summary>It asks how, whether or about something, and asks for nothing to be done.</summary>
    public bool IsQuestion { get; init; }

    public bool WantsPerson { get; init; }
    public bool IsAngry { get; init; }

    /// <summary><c>legal</c>, <c>authority</c> or <c>public</c> when the words threaten with that; else null.</summary>
    public string? Risk { get; init; }
}

/// <summary>A wish that something be done about an order.</summary>
/// <param name="Skill">One of <see cref="Contracts.Skill.OfRequests"/>.</param>
/// <param name="IsKnown">The likeliest candidate speaks of the same, too; otherwise it is near by other words, such as the product's.</param>
internal sealed record HeardRequest(string Skill, RequestAct Act, bool IsKnown = true);

/// <summary>How a request is put.</summary>
internal enum RequestAct
{
    /// <summary>How it is done, or whether it can be: the merchant's to answer.</summary>
    Ask,

    /// <summary>That it is wished, of no order that is named.</summary>
    Wish,

    /// <summary>That it be done, or done to an order that is there.</summary>
    Please,
}

/// <summary>One thing that the text may want: a knowledge item or a skill.</summary>
internal sealed record Candidate
{
    /// <summary>The knowledge item; null for a skill.</summary>
    public ItemId? Item { get; init; }

    /// <summary>One of <see cref="Skill"/>; null for a knowledge item.</summary>
    public string? Skill { get; init; }

    /// <summary>The nearest question of it.</summary>
    public required string Question { get; init; }

    /// <summary>0–1: what the thresholds are set on.</summary>
    public required double Score { get; init; }

    /// <summary>0–1: how far it stands out from the others.</summary>
    public required double Confidence { get; init; }

    /// <summary>0–1: how near the nearest question is.</summary>
    public required double Similarity { get; init; }
}

/// <summary>What the bot can do or say without a merchant's knowledge.</summary>
internal static class Skill
{
    public const string Greeting = "greeting";
    public const string Thanks = "thanks";

    /// <summary>A yes that stands alone.</summary>
    public const string Agreed = "agreed";

    /// <summary>Words that ask for nothing: got it, I'll wait, never mind.</summary>
    public const string Acknowledged = "acknowledged";
    public const string Paid = "paid";

    /// <summary>Whether a machine or a person is speaking.</summary>
    public const string WhoAreYou = "who-are-you";
    public const string WhereIsMyOrder = "where-is-my-order";
    public const string WhenWillItArrive = "when-will-it-arrive";
    public const string UrgeShipment = "urge-shipment";
    public const string ProductPrice = "price-of-product";
    public const string ProductStock = "stock-of-product";

    /// <summary>What a product is made of, takes, holds …</summary>
    public const string ProductAttribute = "attribute-of-product";

    /// <summary>Which size of a product fits.</summary>
    public const string ProductSize = "size-of-product";

    /// <summary>Which offers there are, and until when.</summary>
    public const string Campaigns = "campaigns";
    public const string ChangeAddress = "change-address";
    public const string CancelOrder = "cancel-order";
    public const string ReturnOrder = "return-order";
    public const string RefundOrder = "refund-order";
    public const string ExchangeOrder = "exchange-order";
    public const string PriceProtection = "price-protection";
    public const string RequestInvoice = "request-invoice";

    /// <summary>Nobody who is served ever reads this word.</summary>
    public const string Complain = "complain";

    /// <summary>Those that are about what the shop sells.</summary>
    public static IReadOnlyList<string> OfProducts { get; } = [ProductPrice, ProductStock, ProductAttribute, ProductSize];

    /// <summary>Those that ask for something to be done about an order.</summary>
    public static IReadOnlyList<string> OfRequests { get; } =
        [ChangeAddress, CancelOrder, ReturnOrder, RefundOrder, ExchangeOrder, PriceProtection, RequestInvoice, Complain];

    /// <summary>Those that only keep company: none is offered as a choice.</summary>
    public static IReadOnlyList<string> OfTalk { get; } = [Greeting, Thanks, Agreed, Acknowledged, Paid, WhoAreYou];

    /// <summary>Those that are about an order.</summary>
    public static IReadOnlyList<string> OfOrders { get; } = [WhereIsMyOrder, WhenWillItArrive, UrgeShipment];
}
