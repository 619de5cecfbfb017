using ServiceOS.Platform.Events;

namespace ServiceOS.Conversations.Contracts;

/// <summary>A consumer opened a conversation.</summary>
/// <param name="Consumer">Whose.</param>
/// <param name="Channel">Where: <c>web</c>.</param>
/// <param name="State">Who received it: <c>bot</c> or <c>queued</c>.</param>
internal sealed record ConversationOpened(string Consumer, string Channel, string State) : IFact
{
    public static string Topic => "conversation.opened";
}

/// <summary>Somebody said something. The fact's <c>seq</c> is the message's.</summary>
/// <param name="Speaker"><c>consumer</c>, <c>bot</c>, <c>agent</c> or <c>system</c>.</param>
/// <param name="InReplyTo">For the bot: the consumer's message that it answers.</param>
/// <param name="Agent">For an agent: who.</param>
/// <param name="FirstResponseMs">For an agent's first words since the hand-over: how long the consumer waited.</param>
/// <param name="Said">For the bot: one of <see cref="BotSaid"/>.</param>
internal sealed record MessageAdded(
    string Speaker, long? InReplyTo = null, string? Agent = null, long? FirstResponseMs = null, string? Said = null) : IFact
{
    public static string Topic => "conversation.message-added";
}

/// <summary>A conversation passed from one owner to another, or ended.</summary>
/// <param name="From">The state before.</param>
/// <param name="To">The state now: <c>bot</c>, <c>queued</c>, <c>assigned</c> or <c>closed</c>.</param>
/// <param name="Reason">Why, in a word: <c>asked-for-person</c>, <c>did-not-know</c>, <c>agent-left</c> …</param>
/// <param name="Agent">For <c>assigned</c>: to whom.</param>
/// <param name="By">For <c>closed</c>: <c>consumer</c>, <c>agent</c> or <c>system</c>.</param>
/// <param name="Resolved">For <c>closed</c>: what the wrap-up says; null when nobody said.</param>
/// <param name="HadPerson">For <c>closed</c>: a person had it at some time.</param>
internal sealed record ConversationMoved(
    string From, string To, string? Reason = null, string? Agent = null, string? By = null, bool? Resolved = null,
    bool? HadPerson = null) : IFact
{
    public static string Topic => "conversation.moved";
}

/// <summary>The visitor of an open conversation signed in: it is the member's from here on.</summary>
/// <param name="Consumer">The member.</param>
/// <param name="Visitor">Whose it was.</param>
internal sealed record ConversationCarriedOver(string Consumer, string Visitor) : IFact
{
    public static string Topic => "conversation.carried-over";
}

/// <summary>A consumer rated the service, 1–5.</summary>
internal sealed record ConversationRated(long Score) : IFact
{
    public static string Topic => "conversation.rated";
}

/// <summary>An internal note was written.</summary>
internal sealed record ConversationNoted(string Author) : IFact
{
    public static string Topic => "conversation.noted";
}

/// <summary>Who has a conversation.</summary>
internal static class ConversationState
{
    public const string Bot = "bot";
    public const string Queued = "queued";
    public const string Assigned = "assigned";
    public const string Closed = "closed";
}

/// <summary>What the bot's words do for the consumer's question.</summary>
internal static class BotSaid
{
    /// <summary>They answer it, from knowledge or from an order's facts.</summary>
    public const string Answer = "answer";

    /// <summary>They leave it open: it did not know, asked back, asked to sign in, or left it to a person.</summary>
    public const string Open = "open";

    /// <summary>There was none: a greeting, or thanks.</summary>
    public const string Talk = "talk";
}

/// <summary>Who says a message.</summary>
internal static class Speaker
{
    public const string Consumer = "consumer";
    public const string Bot = "bot";
    public const string Agent = "agent";
    public const string System = "system";
}
