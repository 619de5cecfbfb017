using ServiceOS.Platform.Data;
using ServiceOS.Platform.Jobs;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Has real questions asked of what is published and of what waits to be. The work is a job: whoever started it may leave.</summary>
internal sealed class StartReplay(Database database, ReplayWorker worker, TimeProvider time)
{
    public async Task<Outcome> RunAsync(Tenant node, string by, int days, CancellationToken stop)
    {
        var outcome = await database.InTransactionAsync<Outcome>(async db =>
        {
            if (await ReplayStore.FindOpenAsync(db, node.Id, stop) is { } open)
                return new Outcome.Running(open);
            var now = time.GetUtcNow();
            var row = new ReplayRow
            {
                TenantId = node.Id,
                Id = Guid.CreateVersion7(now).ToString("n"),
                Days = days,
                State = "waiting",
                Total = 0,
                Done = 0,
                StartedBy = by,
                StartedAt = now,
            };
            await ReplayStore.InsertAsync(db, row, stop);
            await JobQueue.AddAsync(db, node.Id.ToString(), ReplayWorker.Queue, row.Id, row.Id, now, stop);
            return new Outcome.Started(row.Id);
        }, stop);
        worker.Wake();
        return outcome;
    }

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Started(string Id) : Outcome;

        /// <summary>One runs already: its result comes first.</summary>
        public sealed record Running(string Id) : Outcome;
    }
}
