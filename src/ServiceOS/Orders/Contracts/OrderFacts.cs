using ServiceOS.Platform.Events;

namespace ServiceOS.Orders.Contracts;

/// <summary>A shop reported an order, or that it has changed. Its subject is the order's id.</summary>
internal sealed record OrderChanged : IFact
{
    public static string Topic => "order.changed";

    public required string State { get; init; }
    public string? MemberId { get; init; }
}

/// <summary>A carrier saw a parcel. Its subject is the parcel's id.</summary>
internal sealed record ParcelSeen : IFact
{
    public static string Topic => "parcel.checkpoint";

    /// <summary>Null when the parcel itself has not been reported yet.</summary>
    public string? OrderId { get; init; }

    public required string State { get; init; }
    public required DateTimeOffset SeenAt { get; init; }
}

/// <summary>A consumer asked to hurry an order. Its subject is the order's id.</summary>
internal sealed record OrderUrged : IFact
{
    public static string Topic => "order.urged";

    public required string State { get; init; }
}
