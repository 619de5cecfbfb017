using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Conversations;

/// <summary>A consumer says how it was, once.</summary>
internal sealed class RateConversation(Database database, FactLog facts, TimeProvider time)
{
    /// <returns>False when it was rated before.</returns>
    public Task<bool> RunAsync(ConversationRow row, int score, string? comment, CancellationToken stop) =>
        database.InTransactionAsync(async db =>
        {
            if (!await ConversationStore.RateAsync(db, row.Id, score, comment, stop))
                return false;
            await facts.AddAsync(db, row.TenantId.ToString(), row.Id.ToString(), seq: 0, new ConversationRated(score), time.GetUtcNow(), stop);
            return true;
        }, stop);
}
