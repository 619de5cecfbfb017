using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>When the installation was last at work, by what it wrote. What must happen within a time is judged by that moment.</summary>
/// <remarks>
/// Not by the present: a server that was stopped or killed yesterday broke no promise since. And not at all where the clocks of
/// those who wrote can't be believed.
/// </remarks>
/// <param name="At">The newest fact or heartbeat.</param>
/// <param name="Doubt">Why it can't be known; null: it is known.</param>
internal sealed record Life(DateTimeOffset At, string? Doubt)
{
    private static readonly TimeSpan s_skewMax = TimeSpan.FromSeconds(60);

    public static async Task<Life> FindAsync(Session db, DateTimeOffset now, CancellationToken stop)
    {
        var newest = await db.FindAsync<DateTimeOffset?>("select at from facts order by position desc limit 1", args: null, stop);
        var latest = await db.GetAsync<DateTimeOffset?>("select max(at) from facts", args: null, stop);
        var heard = await db.GetAsync<DateTimeOffset?>("select max(heartbeat_at) from agent_presence", args: null, stop);
        if (newest is null || latest is null)
            return new(now, "nothing has happened here yet");
        var at = heard > newest ? heard.Value : newest.Value;
        return new(at, DoubtOf(newest.Value, latest.Value, at, now));
    }

    private static string? DoubtOf(DateTimeOffset newest, DateTimeOffset latest, DateTimeOffset at, DateTimeOffset now) =>
        at > now + s_skewMax ? FormattableString.Invariant($"the newest entry is of {at:u}, but by this machine's clock it is {now:u}")
        : latest > newest + s_skewMax ? FormattableString.Invariant($"the clock went back: the log has entries of {latest:u}, but its newest is of {newest:u}")
        : null;
}
