using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>
/// Looks through the whole database, as of one instant, for what must never be. Reads only. It uses none of the code that it
/// checks: statements, figures and rules are written here a second time.
/// </summary>
internal sealed class VerifyDatabase(TimeProvider time)
{
    /// <param name="database">Opened, read-only if it is somebody's.</param>
    /// <param name="ledgers">Paths of what clients wrote down.</param>
    /// <param name="dataFolder">Where people's files lie; null: they are not looked at.</param>
    /// <exception cref="LedgerException">A ledger can't be read.</exception>
    /// <exception cref="MigrationException">The database is of a version that this program doesn't know.</exception>
    public Task<Outcome> RunAsync(Database database, IReadOnlyList<string> ledgers, string? dataFolder, CancellationToken stop)
    {
        var files = ledgers.Select(LedgerFile.Open).ToList();   // before the picture: what comes later is not in it
        return database.ReadAsync<Outcome>(async db => (await Migrator.MissingAsync(db, stop)).Count switch
        {
            0 => new Outcome.Done(await LookAsync(db, files, dataFolder, stop)),
            var missing => new Outcome.Older(missing),
        }, stop);
    }

    /// <summary>Looks at one picture of a database of this version.</summary>
    public async Task<Report> LookAsync(Session db, IReadOnlyList<LedgerFile> ledgers, string? dataFolder, CancellationToken stop)
    {
        var life = await Life.FindAsync(db, time.GetUtcNow(), stop);
        var acknowledged = new LedgerChecks(ledgers);
        var copies = new CopyChecks();
        var places = new PlaceChecks();
        var owners = await OwnerChecks.StartAsync(db, life, stop);
        var states = new StateChecks();
        var once = new OnceChecks(life);
        var counters = new CounterChecks();
        var facts = new FactChecks();
        var files = new FileChecks(dataFolder);

        await acknowledged.RunAsync(db, stop);
        await Talks.ReadAsync(db, [copies, places, owners, facts], stop);
        owners.Finish();
        await facts.FinishAsync(db, stop);
        await states.RunAsync(db, stop);
        await once.RunAsync(db, stop);
        await counters.RunAsync(db, stop);
        await files.RunAsync(db, stop);

        var results = new List<CheckResult>();
        foreach (var check in (IEnumerable<Check>)[.. acknowledged.Checks, .. copies.Checks, .. places.Checks, .. states.Checks, .. once.Checks,
            .. owners.Checks, .. counters.Checks, .. facts.Checks, .. files.Checks])
            results.Add(new(check.Id, check.What, check.Checked, check.Broken,
                check.First is { } first ? await Evidence.OfAsync(db, first, stop) : null, check.Note));
        return new([.. results.OrderBy(result => result.Id, StringComparer.Ordinal)]);
    }

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done(Report Report) : Outcome;

        /// <summary>The database lacks migrations: this version's server has not been started on it.</summary>
        public sealed record Older(int Missing) : Outcome;
    }
}
