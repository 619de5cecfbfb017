using ServiceOS.Platform.Data;

namespace ServiceOS.Staff;

/// <summary>The SQL of staff's sessions and of the tries to get one.</summary>
internal static class SessionStore
{
    public static async Task InsertAsync(Session db, string sha256, StaffId staff, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into staff_sessions (sha256, staff_id, created_at, last_used_at) values (@sha256, @staff, @now, @now)
            """, new { sha256, staff, now }, stop);

    /// <summary>The session's member; null when there is none, it has ended, or the member is disabled.</summary>
    /// <param name="db">Where.</param>
    /// <param name="sha256">The session.</param>
    /// <param name="begunAfter">One that began earlier has ended.</param>
    /// <param name="usedAfter">One not used since has ended.</param>
    /// <param name="stop">Gives up.</param>
    public static ValueTask<SessionRow?> FindAsync(
        Session db, string sha256, DateTimeOffset begunAfter, DateTimeOffset usedAfter, CancellationToken stop) =>
        db.FindAsync<SessionRow>("""
            select m.id as staff_id, m.tenant_id, m.display_name, m.role, m.locale, s.last_used_at
            from staff_sessions s
            join staff m on m.id = s.staff_id
            where s.sha256 = @sha256 and s.created_at > @begunAfter and s.last_used_at > @usedAfter and not m.disabled
            """, new { sha256, begunAfter, usedAfter }, stop);

    public static async Task UsedAsync(Session db, string sha256, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("update staff_sessions set last_used_at = @now where sha256 = @sha256", new { sha256, now }, stop);

    public static async Task EndAsync(Session db, string sha256, CancellationToken stop) =>
        await db.RunAsync("delete from staff_sessions where sha256 = @sha256", new { sha256 }, stop);

    public static async Task EndAllAsync(Session db, StaffId staff, CancellationToken stop) =>
        await db.RunAsync("delete from staff_sessions where staff_id = @staff", new { staff }, stop);

    /// <summary>Counts one try, before it is known whether it succeeds: tries at the same moment can't slip through.</summary>
    /// <param name="db">Where.</param>
    /// <param name="who">A name or an address.</param>
    /// <param name="windowBegan">Tries since an earlier time are forgotten.</param>
    /// <param name="now">The present.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>How many tries since when, this one included.</returns>
    public static ValueTask<TriesRow> CountTryAsync(
        Session db, string who, DateTimeOffset windowBegan, DateTimeOffset now, CancellationToken stop) =>
        db.GetAsync<TriesRow>("""
            insert into sign_in_tries (who, tries, since) values (@who, 1, @now)
            on conflict (who) do update
            set tries = case when sign_in_tries.since <= @windowBegan then 1 else sign_in_tries.tries + 1 end,
                since = case when sign_in_tries.since <= @windowBegan then excluded.since else sign_in_tries.since end
            returning tries, since
            """, new { who, windowBegan, now }, stop);

    public static async Task ForgetTriesAsync(Session db, string who, CancellationToken stop) =>
        await db.RunAsync("delete from sign_in_tries where who = @who", new { who }, stop);

    /// <summary>Takes one try back: it succeeded.</summary>
    public static async Task TakeTryBackAsync(Session db, string who, CancellationToken stop) =>
        await db.RunAsync("update sign_in_tries set tries = tries - 1 where who = @who and tries > 0", new { who }, stop);

    /// <summary>Deletes sessions that have ended and tries that are forgotten.</summary>
    public static async Task<int> SweepAsync(
        Session db, DateTimeOffset begunAfter, DateTimeOffset usedAfter, DateTimeOffset windowBegan, CancellationToken stop) =>
        await db.RunAsync("delete from staff_sessions where created_at <= @begunAfter or last_used_at <= @usedAfter",
            new { begunAfter, usedAfter }, stop)
        + await db.RunAsync("delete from sign_in_tries where since <= @windowBegan", new { windowBegan }, stop);
}

/// <summary>A session and whose it is.</summary>
internal sealed record SessionRow
{
    public required StaffId StaffId { get; init; }
    public required TenantId TenantId { get; init; }
    public required string DisplayName { get; init; }
    public required string Role { get; init; }
    public required string Locale { get; init; }
    public required DateTimeOffset LastUsedAt { get; init; }
}

/// <summary>Tries to sign in since a time.</summary>
internal sealed record TriesRow
{
    public required long Tries { get; init; }
    public required DateTimeOffset Since { get; init; }
}
