using ServiceOS.Consumers.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Conversations;

/// <summary>A visitor signs in while it talks: the open conversation goes on as the member's.</summary>
internal sealed class CarryOverConversation(FactLog facts, Reception reception, TimeProvider time) : IVisitorFollower
{
    public async Task FollowAsync(Session db, ConsumerId visitor, ConsumerId member, CancellationToken stop)
    {
        if (await ConversationStore.FindOpenAsync(db, visitor, OpenConversation.Web, stop) is not { } open)
            return;
        var known = (await ConsumerDirectory.FindAsync(db, member, stop))!;
        if (await ConversationStore.CarryOverAsync(db, open.Id, visitor, known, stop))
            await facts.AddAsync(db, open.TenantId.ToString(), open.Id.ToString(), seq: 0,
                new ConversationCarriedOver(member.ToString(), visitor.ToString()), time.GetUtcNow(), stop);
        else   // the member goes on with the one it has: nobody is to wait for the visitor, who won't come back
            await reception.CloseAsync(db, open.Id, Speaker.System, category: null, note: null, resolved: null, stop);
    }
}
