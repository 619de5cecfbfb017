using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Platform.Jobs;

/// <summary>Work to be done later or elsewhere, once. Queued in the transaction that made it necessary.</summary>
/// <remarks>
/// Whoever takes a job holds a lease with a number (fencing token) that grows with each taking; finishing asks for the
/// number, so that a node that was thought dead can't finish what another has since taken.
/// </remarks>
internal static class JobQueue
{
    public const int AttemptsMax = 8;
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(2);

    /// <summary>Queues work under its business key; queued already, it is left as it is.</summary>
    public static async Task AddAsync<T>(
        Session db, string tenant, string queue, string business, T payload, DateTimeOffset runAt, CancellationToken stop) =>
        await db.RunAsync("""
            insert into jobs (id, tenant_id, queue, business, payload, run_at)
            values (@id, @tenant, @queue, @business, @payload, @runAt)
            on conflict (queue, business) do nothing
            """, new
        {
            id = Guid.CreateVersion7(runAt).ToString("n"),
            tenant,
            queue,
            business,
            payload = JsonSerializer.Serialize(payload, JsonSerializerOptions.Web),
            runAt,
        }, stop);

    /// <summary>Takes up to <paramref name="limit"/> due jobs for <paramref name="node"/> until <paramref name="until"/>.</summary>
    /// <remarks>The lease is tested twice: PostgreSQL re-reads the outer test after waiting for a row another node took.</remarks>
    public static ValueTask<IReadOnlyList<Job>> TakeAsync(
        Session db, string queue, string node, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop) =>
        db.ListAsync<Job>("""
            update jobs
            set held_by = @node, held_until = @until, token = token + 1, attempts = attempts + 1
            where held_until < @now and failed_at is null and id in (
                select id from jobs
                where queue = @queue and run_at <= @now and held_until < @now and failed_at is null
                order by run_at limit @limit)
            returning id, tenant_id, queue, business, payload, attempts, token
            """, new { queue, node, now, until, limit }, stop);

    /// <summary>Finishes a job in the transaction of its work.</summary>
    /// <exception cref="FencedException">Another node has taken it: throw the work away.</exception>
    public static async Task FinishAsync(Session db, Job job, CancellationToken stop)
    {
        if (await db.RunAsync("delete from jobs where id = @Id and token = @Token", new { job.Id, job.Token }, stop) != 1)
            throw new FencedException($"job {job.Id} was taken by another node");
    }

    /// <summary>Has a job done again later, in the transaction of its work: for what is looked at time and again.</summary>
    /// <exception cref="FencedException">Another node has taken it: throw the work away.</exception>
    public static async Task PutOffAsync(Session db, Job job, DateTimeOffset runAt, CancellationToken stop)
    {
        if (await db.RunAsync(
                "update jobs set held_by = null, held_until = 0, run_at = @runAt, attempts = 0 where id = @Id and token = @Token",
                new { job.Id, job.Token, runAt }, stop) != 1)
            throw new FencedException($"job {job.Id} was taken by another node");
    }

    /// <summary>Puts a failed job back for later, or aside for a person after <see cref="AttemptsMax"/> tries.</summary>
    public static async Task PutBackAsync(Session db, Job job, string error, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            update jobs
            set held_by = null, held_until = 0, run_at = @runAt, error = @error,
                failed_at = case when attempts >= @AttemptsMax then @now else null end
            where id = @Id and token = @Token
            """, new { job.Id, job.Token, error, now, runAt = now + PauseAfter(job.Attempts), AttemptsMax = (long)AttemptsMax }, stop);

    /// <summary>How many jobs wait in each queue that has any, at most 100 queues.</summary>
    public static ValueTask<IReadOnlyList<QueueLength>> LengthsAsync(Session db, DateTimeOffset now, CancellationToken stop) =>
        db.ListAsync<QueueLength>("""
            select queue, count(*) filter (where failed_at is null and run_at <= @now) as due,
                   count(*) filter (where failed_at is not null) as failed
            from jobs group by queue order by queue limit 100
            """, new { now }, stop);

    /// <summary>2 s, 4 s, 8 s … between tries.</summary>
    public static TimeSpan PauseAfter(long attempts) => s_firstPause * Math.Pow(2, Math.Clamp(attempts - 1, 0, 10));
}

/// <summary>A job, held by the node that reads this.</summary>
internal sealed record Job
{
    public required string Id { get; init; }
    public required string TenantId { get; init; }
    public required string Queue { get; init; }
    public required string Business { get; init; }
    public required string Payload { get; init; }
    public long Attempts { get; init; }
    public long Token { get; init; }

    public T Read<T>() => JsonSerializer.Deserialize<T>(Payload, JsonSerializerOptions.Web)!;
}

/// <summary>How much waits in a queue.</summary>
internal sealed record QueueLength
{
    public required string Queue { get; init; }

    /// <summary>Due and not done, held or not.</summary>
    public long Due { get; init; }

    /// <summary>Given up.</summary>
    public long Failed { get; init; }
}

/// <summary>The work's lease has passed to another node; what this node did of it must not be kept.</summary>
internal sealed class FencedException : Exception
{
    public FencedException() { }

    public FencedException(string message) : base(message) { }

    public FencedException(string message, Exception inner) : base(message, inner) { }
}
