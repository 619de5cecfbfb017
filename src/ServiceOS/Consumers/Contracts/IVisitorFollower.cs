using ServiceOS.Platform.Data;

namespace ServiceOS.Consumers.Contracts;

/// <summary>What a visitor leaves behind when it turns out to be a member. Those who keep something for consumers lie below.</summary>
internal interface IVisitorFollower
{
    /// <summary>Called in the transaction that lets the member in. The visitor has proved itself by its own token.</summary>
    Task FollowAsync(Session db, ConsumerId visitor, ConsumerId member, CancellationToken stop);
}
