using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Studio.Rollouts;

/// <summary>The SQL of what a candidate would have done otherwise.</summary>
internal static class ShadowStore
{
    /// <summary>Questions compared for one roll-out: by then the shadow has told all that it can.</summary>
    public const int ComparedMax = 20_000;

    private const int ListedMax = 200;

    public static async Task BeginAsync(Session db, TenantId tenant, string rollout, CancellationToken stop) =>
        await db.RunAsync("insert into rollout_shadows (tenant_id, rollout_id, compared) values (@tenant, @rollout, 0)", new { tenant, rollout }, stop);

    /// <summary>Counts questions that were compared.</summary>
    /// <returns>False when there are enough: what they brought is not to be kept.</returns>
    public static async Task<bool> AddAsync(Session db, string rollout, long questions, CancellationToken stop) =>
        await db.RunAsync(
            "update rollout_shadows set compared = compared + @questions where rollout_id = @rollout and compared < @Max",
            new { rollout, questions, Max = (long)ComparedMax }, stop) == 1;

    public static async Task NoteAsync(Session db, TenantId tenant, string rollout, FlipBody flip, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into rollout_differences (tenant_id, rollout_id, conversation_id, kind, times, body, at)
            values (@tenant, @rollout, @Conversation, @Kind, 1, @body, @now)
            on conflict (rollout_id, conversation_id, kind) do update set times = rollout_differences.times + 1
            """, new { tenant, rollout, flip.Conversation, flip.Kind, body = JsonSerializer.Serialize(flip, JsonSerializerOptions.Web), now }, stop);

    public static async Task<long> ComparedAsync(Session db, string rollout, CancellationToken stop) =>
        await db.FindAsync<long>("select compared from rollout_shadows where rollout_id = @rollout", new { rollout }, stop);

    public static ValueTask<IReadOnlyList<DifferenceCount>> CountAsync(Session db, string rollout, CancellationToken stop) =>
        db.ListAsync<DifferenceCount>("""
            select kind, count(*) as conversations, cast(sum(times) as bigint) as questions from rollout_differences
            where rollout_id = @rollout
            group by kind
            order by kind
            """, new { rollout }, stop);

    /// <summary>Worst kind first, then newest, at most 200.</summary>
    public static ValueTask<IReadOnlyList<DifferenceRow>> ListAsync(Session db, string rollout, CancellationToken stop) =>
        db.ListAsync<DifferenceRow>("""
            select body, times from rollout_differences
            where rollout_id = @rollout
            order by case kind when 'lost' then 0 when 'other' then 1 when 'reworded' then 2 when 'changed' then 3 else 4 end, at desc,
                conversation_id
            limit @ListedMax
            """, new { rollout, ListedMax }, stop);
}

/// <summary>A difference as it is stored.</summary>
internal sealed record DifferenceRow
{
    /// <summary>JSON: a <see cref="FlipBody"/>.</summary>
    public required string Body { get; init; }

    /// <summary>Times in this conversation.</summary>
    public required long Times { get; init; }
}
