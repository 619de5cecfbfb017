namespace ServiceOS.Tenants.Contracts;

/// <summary>What a node of the tree has set for itself. Null: it comes from the node above, and at the top from <see cref="Settings"/>.</summary>
internal sealed record OwnSettings
{
    public LocalText? Name { get; init; }
    public string? Color { get; init; }
    public string? Locale { get; init; }
    public string? ReceptionMode { get; init; }
    public double? BotRatio { get; init; }
    public LocalText? Greeting { get; init; }
    public LocalText? OfflineMessage { get; init; }
    public string? TimeZone { get; init; }
    public IReadOnlyList<BusinessPeriod>? BusinessHours { get; init; }
    public IReadOnlyList<Holiday>? Holidays { get; init; }
    public int? FirstResponseSeconds { get; init; }
    public int? AgentCapacity { get; init; }
    public double? AnswerThreshold { get; init; }
    public double? ChoicesThreshold { get; init; }
    public double? ReplayLostMax { get; init; }
    public IReadOnlyList<string>? AllowedOrigins { get; init; }
}

/// <summary>The settings that are in force at a node.</summary>
internal sealed record Settings
{
    public LocalText Name { get; init; } = new("", "");

    /// <summary>The shop's colour, <c>#rrggbb</c>.</summary>
    public string Color { get; init; } = "#0F766E";

    /// <summary><c>zh-CN</c> or <c>en</c>: for those whose language isn't known.</summary>
    public string Locale { get; init; } = "zh-CN";

    public string ReceptionMode { get; init; } = Contracts.ReceptionMode.BotFirst;

    /// <summary>With <c>mixed</c>: the share of new conversations that begin with the bot, 0–1.</summary>
    public double BotRatio { get; init; } = 0.5;

    public LocalText Greeting { get; init; } =
        new("您好，我是智能客服，请问有什么可以帮您？", "Hello! I'm the shop's assistant. What can I do for you?");

    public LocalText OfflineMessage { get; init; } = new(
        "现在不是人工客服的工作时间。请留言，上班后会第一时间回复您；常见问题可以随时问我。",
        "Our people are off duty now. Leave a message and they will answer when they are back; you can ask me at any time.");

    /// <summary>IANA name; business hours and "today" are by it.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>When people are there, several periods a day. Empty: always.</summary>
    public IReadOnlyList<BusinessPeriod> BusinessHours { get; init; } = [];

    public IReadOnlyList<Holiday> Holidays { get; init; } = [];

    /// <summary>How soon a waiting consumer is to hear from a person.</summary>
    public int FirstResponseSeconds { get; init; } = 60;

    /// <summary>Conversations that an agent has at once, unless set for the agent.</summary>
    public int AgentCapacity { get; init; } = 5;

    /// <summary>The bot answers by itself from this combined confidence on, 0–1.</summary>
    public double AnswerThreshold { get; init; } = 0.6;

    /// <summary>From this confidence on it offers choices; below, it says that it does not know. 0–1.</summary>
    public double ChoicesThreshold { get; init; } = 0.2;

    /// <summary>Which part of a replay's questions may lose their answer before a publication asks for a reason, 0–1.</summary>
    public double ReplayLostMax { get; init; } = 0.01;

    /// <summary>Web origins that may load the widget. Empty: any.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
}

/// <summary>A text in both languages.</summary>
internal sealed record LocalText(
    [property: System.Text.Json.Serialization.JsonPropertyName("zh-CN")] string Zh,
    [property: System.Text.Json.Serialization.JsonPropertyName("en")] string En)
{
    /// <summary>The text for a locale; zh-CN unless it is English.</summary>
    public string In(string locale) => Locales.IsEnglish(locale) ? En : Zh;
}

/// <summary>The two languages there are.</summary>
internal static class Locales
{
    public const string Chinese = "zh-CN";
    public const string English = "en";

    public static bool IsEnglish(string? locale) => locale is not null && locale.StartsWith("en", StringComparison.OrdinalIgnoreCase);

    /// <summary>The language of the page that asks: the desk takes no other. Null for a browser's own list of languages.</summary>
    public static string? OfPage(HttpRequest request) =>
        request.Headers.AcceptLanguage is [Chinese or English] wish ? wish.ToString() : null;

    /// <summary>One of the two for any wish: the nearest, else <paramref name="otherwise"/>.</summary>
    public static string Nearest(string? wish, string otherwise) =>
        IsEnglish(wish) ? English : wish?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? Chinese : otherwise;
}

/// <summary>Who receives a new conversation.</summary>
internal static class ReceptionMode
{
    public const string HumanFirst = "human-first";
    public const string BotFirst = "bot-first";
    public const string Mixed = "mixed";
}

/// <summary>A time of day at which people are there.</summary>
/// <param name="Day">0 = Sunday … 6 = Saturday.</param>
/// <param name="From">HH:mm, included.</param>
/// <param name="To">HH:mm, not included; later than <paramref name="From"/>; 24:00 is midnight.</param>
internal sealed record BusinessPeriod(int Day, string From, string To);

/// <summary>A day that is unlike its weekday.</summary>
/// <param name="Date">yyyy-MM-dd in the tenant's zone.</param>
/// <param name="Name">What it is, for people.</param>
/// <param name="Open">When people are there all the same; none: closed all day.</param>
internal sealed record Holiday(string Date, string? Name, IReadOnlyList<OpenPeriod>? Open);

/// <inheritdoc cref="BusinessPeriod"/>
internal sealed record OpenPeriod(string From, string To);
