namespace ServiceOS.Orders.Contracts;

/// <summary>Decides how far a parcel has come, from what its carrier reported. Pure.</summary>
internal static class ParcelState
{
    public const string Created = "created";
    public const string PickedUp = "picked-up";
    public const string InTransit = "in-transit";
    public const string OutForDelivery = "out-for-delivery";
    public const string Delivered = "delivered";
    public const string Exception = "exception";

    /// <summary>Ours, never reported: on its way, but not seen for <see cref="StalledAfter"/>.</summary>
    public const string Stalled = "stalled";

    public static readonly TimeSpan StalledAfter = TimeSpan.FromHours(48);

    /// <summary>The states that a carrier may report.</summary>
    public static readonly IReadOnlyList<string> Reported =
        [Created, PickedUp, InTransit, OutForDelivery, Delivered, Exception];

    /// <param name="newest">The newest checkpoint's state; null when there is none.</param>
    /// <param name="seenAt">When that was.</param>
    /// <param name="now">The present.</param>
    public static string Of(string? newest, DateTimeOffset seenAt, DateTimeOffset now) => newest switch
    {
        null => Created,
        PickedUp or InTransit when now - seenAt >= StalledAfter => Stalled,
        _ => newest,
    };
}
