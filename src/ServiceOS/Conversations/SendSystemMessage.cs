using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>A merchant's own program tells the consumer something ("your refund is on its way"). It takes nobody's place.</summary>
internal sealed class SendSystemMessage(Database database, FactLog facts, TimeProvider time)
{
    /// <returns>Where it stands; null when the conversation has ended.</returns>
    public async Task<Sent?> RunAsync(Caller key, ConversationRow row, IncomingMessage said, CancellationToken stop)
    {
        var clientKey = $"k:{key.Id}:{said.ClientKey}";
        return await database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            var locked = (await ConversationStore.LockAsync(db, row.Id, stop))!;
            if (await MessageStore.FindByClientKeyAsync(db, row.Id, clientKey, stop) is { } before)
                return new Sent(before.Seq, before.SentAt);
            if (locked.State == ConversationState.Closed)
                return null;
            var seq = (await TouchStore.BySystemAsync(db, row.Id, stop))!.Value;
            await MessageStore.InsertAsync(db, new()
            {
                Tenant = row.TenantId,
                Conversation = row.Id,
                Seq = seq,
                ClientKey = clientKey,
                Speaker = Speaker.System,
                SpeakerId = key.Id,
                SpeakerName = key.Name,
                Body = said.Body,
                Parts = said.Parts,
                SentAt = now,
            }, stop);
            await facts.AddAsync(db, row.TenantId.ToString(), row.Id.ToString(), seq, new MessageAdded(Speaker.System), now, stop);
            return new Sent(seq, now);
        }, stop);
    }

    public sealed record Sent(long Seq, DateTimeOffset SentAt);
}
