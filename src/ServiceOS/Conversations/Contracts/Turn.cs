using ServiceOS.Platform.Bus;

namespace ServiceOS.Conversations.Contracts;

/// <summary>A consumer's message that waits for the bot's answer, held by this node under <see cref="Token"/>.</summary>
internal sealed record Turn : IPlacedWork
{
    public required TenantId TenantId { get; init; }
    public required ConversationId ConversationId { get; init; }
    public required ConsumerId ConsumerId { get; init; }
    public required long Seq { get; init; }

    /// <summary>When the consumer's message came in.</summary>
    public required DateTimeOffset SentAt { get; init; }
    public required string Body { get; init; }

    /// <summary>The value of the button that was tapped; null for typed words.</summary>
    public string? Choice { get; init; }
    public required string Locale { get; init; }

    /// <summary>Times that the bot did not know, since it last did.</summary>
    public long Misses { get; init; }

    /// <summary>Times that the bot asked back, since it last knew.</summary>
    public long AskedBack { get; init; }
    public string? Product { get; init; }
    public string? OrderId { get; init; }
    public required long Token { get; init; }

    long IPlacedWork.Place => Seq;
}

/// <summary>The bus's queue of turns. The row in <c>turns</c> is the truth: what is lost on the way is swept up when its hold ends.</summary>
internal static class TurnQueue
{
    public const string Name = "turns";

    public static void Offer(this IBus bus, Turn turn) => bus.Offer(Name, turn.ConversationId.ToString(), turn);
}
