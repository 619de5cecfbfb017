using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceOS.Orders.Contracts;

namespace ServiceOS.Conversations.Contracts;

/// <summary>What a message shows besides its text. <see cref="Type"/> says which of the other members there are.</summary>
internal sealed record Part
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary><c>choices</c>, <c>order</c>, <c>orders</c>, <c>image</c>, <c>file</c>, <c>links</c>, <c>images</c>, <c>handoff</c> or <c>event</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>choices</c>: buttons; a tap sends the label as body and the value as choice.</summary>
    public IReadOnlyList<Choice>? Choices { get; init; }
    public OrderCard? Order { get; init; }
    public IReadOnlyList<OrderCard>? Orders { get; init; }
    public AttachmentView? Attachment { get; init; }
    public IReadOnlyList<Link>? Links { get; init; }
    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary><c>handoff</c>: the place in the queue, from 1.</summary>
    public int? Position { get; init; }
    public int? EstimateSeconds { get; init; }

    /// <summary><c>event</c>: <c>agent-joined</c>, <c>transferred</c>, <c>closed</c>, <c>reopened</c>, <c>requeued</c>, <c>offline</c>, <c>handed-over</c>, <c>bot-resumed</c>.</summary>
    public string? Event { get; init; }
    public string? Name { get; init; }

    public static Part OfChoices(IReadOnlyList<Choice> choices) => new() { Type = "choices", Choices = choices };

    public static Part OfOrder(OrderCard order) => new() { Type = "order", Order = order };

    public static Part OfOrders(IReadOnlyList<OrderCard> orders) => new() { Type = "orders", Orders = orders };

    public static Part OfEvent(string happened, string? name = null) => new() { Type = "event", Event = happened, Name = name };

    /// <summary>The stored form; null for none.</summary>
    public static string? ToJson(IReadOnlyList<Part>? parts) =>
        parts is { Count: > 0 } ? JsonSerializer.Serialize(parts, s_json) : null;

    public static IReadOnlyList<Part>? FromJson(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<List<Part>>(json, s_json);
}

/// <summary>A button.</summary>
internal sealed record Choice(string Label, string Value);

/// <summary>A link that may be shown: http or https only.</summary>
internal sealed record Link(string Label, string Url);

/// <summary>A stored file as a message shows it.</summary>
/// <param name="Url">Where to fetch it: signed, served as a download.</param>
internal sealed record AttachmentView(string Id, string Name, long Bytes, string Type, string Url);
