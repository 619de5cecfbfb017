using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Orders;

/// <summary>Takes in where a carrier saw a parcel, whether or not the parcel is known yet.</summary>
internal sealed class ReportCheckpoint(Database database, OrderIntake intake, TimeProvider time)
{
    public async Task<Reported> RunAsync(
        TenantId merchant, string parcelId, string id, CheckpointReport report, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var faults = ReportFaults.Of(parcelId, id, report, now);
        if (faults.Count > 0)
            return new Reported.Faulty(faults);
        return new Reported.Stored(await database.InTransactionAsync(
            db => intake.TakeInAsync(db, merchant, parcelId, id, report, now, stop), stop));
    }
}
