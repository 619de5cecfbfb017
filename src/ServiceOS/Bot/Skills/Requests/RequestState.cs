using ServiceOS.Conversations.Contracts;

namespace ServiceOS.Bot.Skills.Requests;

/// <summary>How far the talk about a request has come: stored with the decision, so that the next message is read in its light.</summary>
internal sealed record RequestState
{
    public const string Order = "order";
    public const string Address = "address";
    public const string Reason = "reason";
    public const string Size = "size";
    public const string Title = "title";

    /// <summary>Who asks: whoever is not signed in is asked to, or for the number of the order.</summary>
    public const string Identity = "identity";

    /// <summary>One of <see cref="Understanding.Contracts.Skill.OfRequests"/>, or <see cref="Understanding.Contracts.Skill.ProductSize"/>.</summary>
    public required string Skill { get; init; }

    /// <summary>It is about what is to be done about an order.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsRequest => Understanding.Contracts.Skill.OfRequests.Contains(Skill, StringComparer.Ordinal);

    /// <summary>The order that it is for; null while that isn't known.</summary>
    public string? OrderId { get; init; }

    /// <summary>What is known besides, each name once.</summary>
    public IReadOnlyList<SlotValue> Slots { get; init; } = [];

    /// <summary>What the consumer wrote when the request was made, at most 500 characters; empty when it was a tap.</summary>
    public string Words { get; init; } = "";

    /// <summary>What was asked with this message; null when nothing was.</summary>
    public string? Asked { get; init; }

    /// <summary>What was offered as buttons beside the question; empty when it was an open one.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    public string? Find(string slot) => Slots.FirstOrDefault(known => known.Name == slot)?.Value;

    /// <summary>The same with more, the newer before the older.</summary>
    public static IReadOnlyList<SlotValue> Joined(IReadOnlyList<SlotValue> before, IReadOnlyList<SlotValue> newer) =>
        [.. newer.Concat(before).DistinctBy(slot => slot.Name, StringComparer.Ordinal)];
}
