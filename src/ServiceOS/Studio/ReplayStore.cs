using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Studio;

/// <summary>The SQL of replays and their flips.</summary>
internal static class ReplayStore
{
    private const int ListedMax = 10;
    private const string Columns = "tenant_id, id, days, state, total, done, summary, started_by, started_at, finished_at";

    public static async Task InsertAsync(Session db, ReplayRow row, CancellationToken stop) => await db.RunAsync($"""
        insert into replays ({Columns})
        values (@TenantId, @Id, @Days, @State, @Total, @Done, @Summary, @StartedBy, @StartedAt, @FinishedAt)
        """, row, stop);

    public static ValueTask<ReplayRow?> FindAsync(Session db, string id, CancellationToken stop) =>
        db.FindAsync<ReplayRow>($"select {Columns} from replays where id = @id", new { id }, stop);

    /// <summary>A node's that has not ended; null when there is none.</summary>
    public static ValueTask<string?> FindOpenAsync(Session db, TenantId tenant, CancellationToken stop) =>
        db.FindAsync<string>("select id from replays where tenant_id = @tenant and state in ('waiting', 'running') limit 1", new { tenant }, stop);

    /// <summary>A node's, newest first, at most ten.</summary>
    public static ValueTask<IReadOnlyList<ReplayRow>> ListAsync(Session db, TenantId tenant, CancellationToken stop) =>
        db.ListAsync<ReplayRow>(
            $"select {Columns} from replays where tenant_id = @tenant order by started_at desc, id desc limit @ListedMax", new { tenant, ListedMax }, stop);

    /// <summary>Notes how far it is.</summary>
    /// <returns>False when it was cancelled: nobody waits for the rest.</returns>
    public static async Task<bool> AdvanceAsync(Session db, string id, int done, int total, CancellationToken stop) =>
        await db.RunAsync("""
            update replays set state = 'running', done = @done, total = @total where id = @id and state in ('waiting', 'running')
            """, new { id, done = (long)done, total = (long)total }, stop) == 1;

    /// <summary>Ends it, if it has not ended.</summary>
    /// <param name="stamp">Of the knowledge that was asked; null when it came to nothing.</param>
    public static async Task<bool> EndAsync(
        Session db, string id, string state, string? summary, string? stamp, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            update replays set state = @state, summary = cast(@summary as text), stamp = cast(@stamp as text), finished_at = @now
            where id = @id and state in ('waiting', 'running')
            """, new { id, state, summary, stamp, now }, stop) == 1;

    /// <summary>The newest of a node's that asked just this knowledge; null when none did.</summary>
    public static ValueTask<ReplayRow?> FindOfAsync(Session db, TenantId tenant, string stamp, CancellationToken stop) =>
        db.FindAsync<ReplayRow>($"""
            select {Columns} from replays
            where tenant_id = @tenant and stamp = @stamp and state = 'done'
            order by started_at desc, id desc
            limit 1
            """, new { tenant, stamp }, stop);

    public static async Task InsertFlipAsync(Session db, TenantId tenant, string replay, int place, FlipBody body, CancellationToken stop) =>
        await db.RunAsync(
            "insert into replay_flips (tenant_id, replay_id, place, body) values (@tenant, @replay, @place, @json)",
            new { tenant, replay, place = (long)place, json = JsonSerializer.Serialize(body, JsonSerializerOptions.Web) }, stop);

    /// <summary>Worst first, as many as were kept.</summary>
    public static ValueTask<IReadOnlyList<FlipRow>> ListFlipsAsync(Session db, string replay, CancellationToken stop) =>
        db.ListAsync<FlipRow>(
            "select place, body, verdict from replay_flips where replay_id = @replay order by place limit @FlipsMax",
            new { replay, RunReplay.FlipsMax }, stop);

    public static async Task SetVerdictAsync(Session db, string replay, long place, string? verdict, CancellationToken stop) =>
        await db.RunAsync(
            "update replay_flips set verdict = cast(@verdict as text) where replay_id = @replay and place = @place", new { replay, place, verdict }, stop);
}

/// <summary>A replay as it is stored.</summary>
internal sealed record ReplayRow
{
    public required TenantId TenantId { get; init; }
    public required string Id { get; init; }
    public required long Days { get; init; }

    /// <summary><c>waiting</c>, <c>running</c>, <c>done</c>, <c>cancelled</c> or <c>failed</c>.</summary>
    public required string State { get; init; }
    public required long Total { get; init; }
    public required long Done { get; init; }

    /// <summary>JSON: a <see cref="ReplaySummary"/>; null until it is done.</summary>
    public string? Summary { get; init; }
    public required string StartedBy { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>A flip as it is stored.</summary>
internal sealed record FlipRow
{
    public required long Place { get; init; }
    public required string Body { get; init; }
    public string? Verdict { get; init; }
}
