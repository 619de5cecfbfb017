using ServiceOS.Bot.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.LanguageModel.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Assist;

/// <summary>Lets the merchant's language model put the nearest items into one reply, for the agent to look at.</summary>
internal sealed class DraftReply(ReplySuggester suggester, Drafter drafter)
{
    /// <returns>The text and the items that it rests on; null when there is nothing to hold out.</returns>
    public async Task<(string Text, IReadOnlyList<SuggestedReply> Sources)?> RunAsync(Caller agent, NewestQuestion newest, CancellationToken stop)
    {
        if (!SuggestReplies.IsTheirs(agent, newest))
            return null;
        var found = await suggester.RunAsync(newest, SuggestReplies.SuggestionsMax, stop);
        var wish = new DraftWish(newest.Body!, found.Language, [.. found.Replies.Select(reply => $"{reply.Question}\n{reply.Text}")]);
        return await drafter.ForAgentAsync(newest.TenantId, wish, stop) is { } draft
            ? (draft.Text, [.. draft.Sources.Select(source => found.Replies[source])])
            : null;
    }
}

/// <summary>Lets the merchant's language model sum a conversation up for the agent who takes it over.</summary>
internal sealed class SummariseConversation(Drafter drafter, Database database)
{
    private const int MessagesMax = 24;

    /// <returns>Null when there is nothing to tell: the card of the hand-over stands by itself.</returns>
    public async Task<string?> RunAsync(NewestQuestion conversation, string language, CancellationToken stop)
    {
        var lines = await database.ReadAsync(db => SaidLine.ListAsync(db, conversation.Id, MessagesMax, stop), stop);
        return lines.Count < 2
            ? null
            : await drafter.SummariseAsync(conversation.TenantId, language, [.. lines.Select(line => (line.Speaker, line.Body))], stop);
    }
}
