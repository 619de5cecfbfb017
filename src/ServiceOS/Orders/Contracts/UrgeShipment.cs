using System.Globalization;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Orders.Contracts;

/// <summary>Asks the shop, on a consumer's behalf, to hurry an order: once an order a day.</summary>
internal sealed class UrgeShipment(Database database, TenantTree tree, FactLog facts, TimeProvider time)
{
    /// <param name="merchant">Whose order it is.</param>
    /// <param name="orderId">Which. The caller has made sure that the consumer may ask.</param>
    public async Task<Outcome> RunAsync(TenantId merchant, string orderId, CancellationToken stop)
    {
        var settings = await tree.SettingsAsync(merchant, stop);
        return await database.InTransactionAsync(db => WithinAsync(db, merchant, settings, orderId, stop), stop);
    }

    /// <summary>The same in the caller's transaction.</summary>
    public async Task<Outcome> WithinAsync(
        Session db, TenantId merchant, Settings settings, string orderId, CancellationToken stop)
    {
        if (await OrderStore.FindAsync(db, merchant, orderId, stop) is not { } order)
            return new Outcome.NoSuchOrder();
        if (order.State is not (OrderState.Paid or OrderState.Shipped))
            return new Outcome.NothingToHurry(order.State);

        var now = time.GetUtcNow();
        var day = DayOf(now, settings.TimeZone);
        if (!await OrderStore.UrgeAsync(db, merchant, orderId, day, now, stop))
            return new Outcome.UrgedAlready(await OrderStore.UrgedAtAsync(db, merchant, orderId, day, stop));
        await facts.AddAsync(db, merchant.ToString(), orderId, seq: 0, new OrderUrged { State = order.State }, now, stop);
        return new Outcome.Urged(order.State);
    }

    private static string DayOf(DateTimeOffset now, string zone) =>
        TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="State">Paid: the shop is to ship; shipped: the carrier is to hurry.</param>
        public sealed record Urged(string State) : Outcome;

        /// <param name="At">When it was asked for today.</param>
        public sealed record UrgedAlready(DateTimeOffset At) : Outcome;

        /// <param name="State">Unpaid, delivered, cancelled or refunded.</param>
        public sealed record NothingToHurry(string State) : Outcome;

        public sealed record NoSuchOrder : Outcome;
    }
}
