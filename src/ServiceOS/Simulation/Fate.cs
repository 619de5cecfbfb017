using ServiceOS.Orders.Contracts;

namespace ServiceOS.Simulation;

/// <summary>What has become of an order of the demo world at the moment that it is made for.</summary>
internal sealed record Fate
{
    /// <summary>As the shop says.</summary>
    public required string State { get; init; }

    /// <summary>What the carrier reported, first to last; empty: nothing was shipped.</summary>
    public IReadOnlyList<string> Journey { get; init; } = [];

    /// <summary>The last thing that happened lies so many hours back, at least.</summary>
    public required double HoursAgoMin { get; init; }

    public required double HoursAgoMax { get; init; }

    /// <summary>How many in a hundred orders.</summary>
    public required int Weight { get; init; }

    /// <summary>The last report tells why nothing moves.</summary>
    public bool IsStalled { get; init; }

    private static readonly string[] s_onTheWay = [ParcelState.Created, ParcelState.PickedUp, ParcelState.InTransit, ParcelState.InTransit];
    private static readonly string[] s_toTheDoor = [.. s_onTheWay, ParcelState.OutForDelivery];
    private static readonly string[] s_throughTheDoor = [.. s_toTheDoor, ParcelState.Delivered];

    /// <summary>Every state there is; each member has one order of the fate at its number's last digit.</summary>
    public static readonly IReadOnlyList<Fate> All =
    [
        new() { State = OrderState.Unpaid, HoursAgoMin = 0.1, HoursAgoMax = 20, Weight = 3 },
        new() { State = OrderState.Paid, HoursAgoMin = 0.5, HoursAgoMax = 22, Weight = 4 },
        new() { State = OrderState.Shipped, Journey = [ParcelState.Created], HoursAgoMin = 1, HoursAgoMax = 10, Weight = 2 },
        new() { State = OrderState.Shipped, Journey = s_onTheWay, HoursAgoMin = 1, HoursAgoMax = 20, Weight = 7 },
        new() { State = OrderState.Shipped, Journey = s_onTheWay, HoursAgoMin = 51, HoursAgoMax = 110, Weight = 2, IsStalled = true },
        new() { State = OrderState.Shipped, Journey = [.. s_onTheWay, ParcelState.Exception], HoursAgoMin = 2, HoursAgoMax = 30, Weight = 2 },
        new() { State = OrderState.Shipped, Journey = s_toTheDoor, HoursAgoMin = 0.5, HoursAgoMax = 8, Weight = 3 },
        new() { State = OrderState.Delivered, Journey = s_throughTheDoor, HoursAgoMin = 3, HoursAgoMax = 24 * 88, Weight = 66 },
        new() { State = OrderState.Cancelled, HoursAgoMin = 3, HoursAgoMax = 24 * 60, Weight = 4 },
        new() { State = OrderState.Refunded, Journey = s_throughTheDoor, HoursAgoMin = 24, HoursAgoMax = 24 * 80, Weight = 7 },
    ];

    /// <summary>Delivered weeks ago.</summary>
    public static readonly Fate Past = All[7] with { HoursAgoMin = 24 * 12 };

    public static Fate By(Dice dice)
    {
        var left = dice.Below(All.Sum(fate => fate.Weight));
        foreach (var fate in All)
        {
            left -= fate.Weight;
            if (left < 0)
                return fate;
        }
        return All[^1];
    }
}
