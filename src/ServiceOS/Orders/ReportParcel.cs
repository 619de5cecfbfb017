using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Orders;

/// <summary>Takes in what a shop or carrier says about a parcel.</summary>
internal sealed class ReportParcel(Database database, OrderIntake intake, TimeProvider time)
{
    public async Task<Reported> RunAsync(TenantId merchant, string id, ParcelReport report, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var faults = ReportFaults.Of(id, report, now);
        if (faults.Count > 0)
            return new Reported.Faulty(faults);
        return new Reported.Stored(await database.InTransactionAsync(
            db => intake.TakeInAsync(db, merchant, id, report.OrderId!, report, now, stop), stop));
    }
}
