namespace ServiceOS.Orders.Contracts;

/// <summary>Decides when a parcel may be said to arrive. Pure, and honest: null when nobody knows.</summary>
internal static class DeliveryEstimate
{
    /// <summary>A courier's round: a parcel that left the branch longer ago should have arrived.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromHours(12);

    /// <param name="state">One of <see cref="ParcelState"/>.</param>
    /// <param name="seenAt">When it was last seen; null when never.</param>
    /// <param name="expectedAt">When its carrier expects delivery, by the newest checkpoint that says so.</param>
    /// <param name="promisedAt">By when the shop promised delivery.</param>
    /// <param name="now">The present.</param>
    public static DateTimeOffset? Of(
        string state, DateTimeOffset? seenAt, DateTimeOffset? expectedAt, DateTimeOffset? promisedAt, DateTimeOffset now)
    {
        if (state is ParcelState.Delivered or ParcelState.Exception or ParcelState.Stalled)
            return null;
        if (expectedAt > now)
            return expectedAt;
        if (expectedAt is null && state == ParcelState.OutForDelivery && seenAt + Round > now)
            return seenAt + Round;
        // a carrier's missed date says more than the shop's old promise: then nobody knows
        return expectedAt is null && state != ParcelState.OutForDelivery && promisedAt > now ? promisedAt : null;
    }
}
