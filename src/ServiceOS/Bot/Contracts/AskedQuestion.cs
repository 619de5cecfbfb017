using ServiceOS.Platform.Data;

namespace ServiceOS.Bot.Contracts;

/// <summary>What a consumer asked the bot, and what it decided, for those who look for what it does not know.</summary>
internal sealed record AskedQuestion
{
    public required TenantId TenantId { get; init; }
    public required ConversationId ConversationId { get; init; }

    /// <summary>The bot's message.</summary>
    public required long Seq { get; init; }

    /// <summary>As it was compared: normalised, without numbers of orders.</summary>
    public required string Text { get; init; }

    /// <summary><c>answer</c>, <c>choices</c>, <c>handover</c>, <c>out-of-scope</c>, <c>greeting</c> or <c>skill</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Which layer of the bot spoke; <c>choice</c>: a button was tapped.</summary>
    public required string Layer { get; init; }

    /// <summary>The rule that decided, where no score did.</summary>
    public string? Rule { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>An agent called the bot's words wrong.</summary>
    public required bool IsWrong { get; init; }

    /// <summary>All that was decided in some conversations, each in its order.</summary>
    /// <param name="conversations">At most some hundred: they become parameters.</param>
    public static async Task<IReadOnlyList<AskedQuestion>> ListAsync(
        Session db, IReadOnlyList<ConversationId> conversations, CancellationToken stop)
    {
        if (conversations.Count == 0)
            return [];
        var rows = await DecisionStore.ListAsync(db, conversations, stop);
        return [.. rows.Select(row => Of(row, Decision.FromJson(row.Body)))];
    }

    private static AskedQuestion Of(DecidedRow row, Decision decision) => new()
    {
        TenantId = row.TenantId,
        ConversationId = row.ConversationId,
        Seq = row.Seq,
        Text = decision.Text,
        Outcome = decision.Outcome,
        Layer = decision.Layer,
        Rule = decision.Rule,
        At = row.At,
        IsWrong = row.WrongAt is not null,
    };
}
