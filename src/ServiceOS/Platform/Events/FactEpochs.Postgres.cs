using System.Globalization;
using ServiceOS.Platform.Data;

namespace ServiceOS.Platform.Events;

/// <summary>Keeps the log in order when its database has come into another PostgreSQL cluster (a restore, a move).</summary>
/// <remarks>
/// Facts are ordered by the number of their transaction, and the other cluster counts from elsewhere. Rewriting the rows
/// (epoch = 0) would lose what readers have not read yet, and strand their checkpoints and other programs' cursors above all
/// that is new; lifting the numbers of what is still to be written changes nothing that was read.
/// </remarks>
internal static class FactEpochs
{
    /// <summary>Lifts new numbers above all that are in the log, if they are not. Call under the migrations' lock.</summary>
    /// <returns>By how much they are lifted now; null when nothing had to be done.</returns>
    public static async Task<long?> LiftAsync(Session db, CancellationToken stop)
    {
        if (db.Engine != Engine.Postgres || await FindLiftAsync(db, stop) is not { } lift)
            return null;
        // no transaction that has ended can have a number from here on, lifted or not
        await db.RunAsync($"""
            create or replace function fact_epoch() returns bigint language sql volatile
                as 'select pg_current_xact_id()::text::bigint + {lift.ToString(CultureInfo.InvariantCulture)}'
            """, args: null, stop);
        await db.RunAsync($"""
            create or replace function fact_horizon() returns bigint language sql stable
                as 'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + {lift.ToString(CultureInfo.InvariantCulture)}'
            """, args: null, stop);
        return lift;
    }

    /// <summary>By how much new numbers must be lifted; null when they are above the log's, as they always are in their own cluster.</summary>
    /// <remarks>The next number to be given out is above every fact's: with a fact above it, the counter is another one's.</remarks>
    public static async Task<long?> FindLiftAsync(Session db, CancellationToken stop)
    {
        var at = await db.GetAsync<Counter>("""
            select coalesce((select max(epoch) from facts), 0) as newest,
                   pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next,
                   fact_horizon() - pg_snapshot_xmin(pg_current_snapshot())::text::bigint as lift
            """, args: null, stop);
        return at.Newest >= at.Next + at.Lift ? at.Newest + 1 - at.Next : null;
    }

    private sealed record Counter
    {
        public long Newest { get; init; }
        public long Next { get; init; }
        public long Lift { get; init; }
    }
}
