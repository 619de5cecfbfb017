using ServiceOS.Orders.Contracts;

namespace ServiceOS.Orders;

/// <summary>What became of a report.</summary>
internal abstract record Reported
{
    private Reported() { }

    public sealed record Stored(Taken Taken) : Reported;

    /// <param name="Errors">By field, why it can't be taken in. Nothing was stored.</param>
    public sealed record Faulty(Dictionary<string, string[]> Errors) : Reported;
}
