using System.Text.Json.Serialization;
using ServiceOS.Platform.Web;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>What an item says: a standard question, other ways to ask it, and the answer.</summary>
/// <remarks>As it comes from outside, lists and texts may be null; <see cref="ContentRules"/> makes it whole.</remarks>
internal sealed record Content
{
    public string Question { get; init; } = "";
    public IReadOnlyList<string> Similar { get; init; } = [];
    public AnswerContent Answer { get; init; } = new();

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Category { get; init; }

    /// <summary>The products it is about. Empty: all.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    /// <summary>From when it is given, included. Null: always.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when it is given, not included. Null: for ever.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonConverter(typeof(InstantJson))]
    public DateTimeOffset? ValidTo { get; init; }
}

/// <summary>An item's answer. The text may hold variables such as <c>{{order.number}}</c>.</summary>
internal sealed record AnswerContent
{
    public string Text { get; init; } = "";
    public IReadOnlyList<AnswerLink> Links { get; init; } = [];

    /// <summary>Addresses of images.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];
    public IReadOnlyList<AnswerButton> Buttons { get; init; } = [];
}

/// <summary>A web address under an answer.</summary>
internal sealed record AnswerLink(string Label, string Url);

/// <summary>A button under an answer; a tap says its value.</summary>
internal sealed record AnswerButton(string Label, string Value);
