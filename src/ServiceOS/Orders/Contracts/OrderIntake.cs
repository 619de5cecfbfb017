using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Orders.Contracts;

/// <summary>Takes in faultless reports, in the caller's transaction: late, twice, out of order, the newest stays.</summary>
internal sealed class OrderIntake(FactLog facts)
{
    /// <summary>An order, with the parcels that came with it.</summary>
    public async Task<Taken> TakeInAsync(
        Session db, TenantId merchant, string id, OrderReport report, DateTimeOffset now, CancellationToken stop)
    {
        var row = ReportRows.Of(merchant, id, report, now);
        var before = await OrderStore.VersionAsync(db, merchant, id, stop);
        var taken = TakenOf(before, await OrderStore.PutAsync(db, row, stop), row.Digest);
        foreach (var parcel in report.Parcels ?? [])
        {
            if (await TakeInAsync(db, merchant, parcel.Id!, id, parcel, now, stop) != Taken.Unchanged && taken == Taken.Unchanged)
                taken = Taken.Updated;
        }
        if (taken != Taken.Unchanged)
        {
            await facts.AddAsync(db, merchant.ToString(), id, seq: 0,
                new OrderChanged { State = row.State, MemberId = row.MemberId }, now, stop);
        }
        return taken;
    }

    /// <summary>A parcel, with the checkpoints that came with it.</summary>
    public async Task<Taken> TakeInAsync(
        Session db, TenantId merchant, string id, string orderId, ParcelReport report, DateTimeOffset now, CancellationToken stop)
    {
        var row = ReportRows.Of(merchant, id, orderId, report, now);
        var before = await ParcelStore.VersionAsync(db, merchant, id, stop);
        var taken = TakenOf(before, await ParcelStore.PutAsync(db, row, stop), row.Digest);
        foreach (var seen in report.Checkpoints ?? [])
        {
            if (await TakeInAsync(db, merchant, id, seen.Id!, seen, now, stop) != Taken.Unchanged && taken == Taken.Unchanged)
                taken = Taken.Updated;
        }
        return taken;
    }

    /// <summary>A checkpoint; its parcel may not be there yet.</summary>
    public async Task<Taken> TakeInAsync(
        Session db, TenantId merchant, string parcelId, string id, CheckpointReport report, DateTimeOffset now, CancellationToken stop)
    {
        var row = ReportRows.Of(merchant, parcelId, id, report);
        var before = await ParcelStore.CheckpointVersionAsync(db, merchant, parcelId, id, stop);
        var taken = TakenOf(before, await ParcelStore.PutAsync(db, row, stop), row.Digest);
        if (taken != Taken.Unchanged)
        {
            var order = await ParcelStore.OrderOfAsync(db, merchant, parcelId, stop);
            await facts.AddAsync(db, merchant.ToString(), parcelId, seq: 0,
                new ParcelSeen { OrderId = order, State = row.State, SeenAt = row.At }, now, stop);
        }
        return taken;
    }

    public static async Task<Taken> TakeInAsync(
        Session db, TenantId merchant, string id, ProductReport report, DateTimeOffset now, CancellationToken stop)
    {
        var row = ReportRows.Of(merchant, id, report, now);
        var before = await ProductStore.VersionAsync(db, merchant, id, stop);
        return TakenOf(before, await ProductStore.PutAsync(db, row, stop), row.Digest);
    }

    public static async Task<Taken> TakeInAsync(
        Session db, TenantId merchant, string id, CampaignReport report, DateTimeOffset now, CancellationToken stop)
    {
        var row = ReportRows.Of(merchant, id, report, now);
        var before = await ProductStore.CampaignVersionAsync(db, merchant, id, stop);
        return TakenOf(before, await ProductStore.PutAsync(db, row, stop), row.Digest);
    }

    /// <summary>A newer report that says the same is nothing new.</summary>
    private static Taken TakenOf(VersionRow? before, bool isStored, string digest) => (before, isStored) switch
    {
        (_, false) => Taken.Unchanged,
        (null, true) => Taken.Created,
        _ => before.Digest == digest ? Taken.Unchanged : Taken.Updated,
    };
}

/// <summary>What a report did.</summary>
internal enum Taken
{
    Created,
    Updated,

    /// <summary>What is stored says the same, or is newer.</summary>
    Unchanged,
}
