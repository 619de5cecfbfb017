using ServiceOS.Analysis.Safety;
using ServiceOS.Bot.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Assist;

/// <summary>Holds out to the agent who has a conversation what the shop knows about the consumer's newest message.</summary>
internal sealed class SuggestReplies(ReplySuggester suggester, Database database, TimeProvider time)
{
    public const int SuggestionsMax = 3;

    /// <param name="agent">Who asks.</param>
    /// <param name="newest">The consumer's newest message; the caller has checked that it is in the agent's scope.</param>
    /// <returns>Best first; none when the conversation isn't the agent's, or was answered already.</returns>
    public async Task<IReadOnlyList<SuggestedReply>> RunAsync(Caller agent, NewestQuestion newest, CancellationToken stop)
    {
        if (!IsTheirs(agent, newest) || newest.Seq is not { } seq)
            return [];
        var found = await suggester.RunAsync(newest, SuggestionsMax, stop);
        if (found.Replies.Count == 0)
            return [];
        await database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            foreach (var reply in found.Replies)
            {
                await SuggestionStore.OfferAsync(db, new(
                    newest.TenantId, newest.Id, seq, reply.Item, agent.Id, found.Language, Pii.Mask(found.Asked), reply.Question, reply.Text,
                    now), stop);
            }
            return found.Replies.Count;
        }, stop);
        return found.Replies;
    }

    /// <summary>Whether the agent has the conversation, and the consumer waits for an answer.</summary>
    public static bool IsTheirs(Caller agent, NewestQuestion newest) =>
        newest.AgentId?.ToString() == agent.Id && newest is { State: ConversationState.Assigned, Body.Length: > 0, Seq: { } seq }
        && newest.AgentSeq < seq;
}
