using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceOS.Platform.Data;

namespace ServiceOS.Platform.Events;

/// <summary>The one log. Screens, figures, warnings and webhooks all read it, each at its own pace.</summary>
internal sealed class FactLog(FactSignal signal)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // stored text, never written into a page as it is
    };

    private readonly Action _raise = signal.Raise;

    /// <summary>Writes a fact in the caller's transaction, and wakes this node's readers after its commit.</summary>
    public async Task AddAsync<T>(
        Session db, string tenant, string subject, long seq, T fact, DateTimeOffset at, CancellationToken stop)
        where T : IFact
    {
        await db.RunAsync("""
            insert into facts (tenant_id, topic, subject, seq, at, body)
            values (@tenant, @topic, @subject, @seq, @at, @body)
            """, new { tenant, topic = T.Topic, subject, seq, at, body = JsonSerializer.Serialize(fact, s_json) }, stop);
        db.AfterCommit(_raise);
    }

    /// <summary>Facts of all tenants after a cursor, in order, at most <paramref name="limit"/>.</summary>
    public static ValueTask<IReadOnlyList<FactRow>> ListAfterAsync(
        Session db, FactCursor after, int limit, CancellationToken stop) =>
        db.ListAsync<FactRow>($"""
            select position, epoch, tenant_id, topic, subject, seq, at, body
            from facts
            where {After(db)}
            order by {InOrder(db)}
            limit @limit
            """, new { after.Epoch, after.Position, limit }, stop);

    /// <summary>Facts of the given tenants after a cursor, in order, at most <paramref name="limit"/>.</summary>
    public static ValueTask<IReadOnlyList<FactRow>> ListAfterAsync(
        Session db, IReadOnlyList<string> tenants, FactCursor after, int limit, CancellationToken stop) =>
        db.ListAsync<FactRow>($"""
            select position, epoch, tenant_id, topic, subject, seq, at, body
            from facts
            where tenant_id in @tenants and {After(db)}
            order by {InOrder(db)}
            limit @limit
            """, new { tenants, after.Epoch, after.Position, limit }, stop);

    /// <summary>
    /// Facts of all tenants after a cursor, in order, at most <paramref name="limit"/>: also those that others may still come
    /// before. Those come last.
    /// </summary>
    public static ValueTask<IReadOnlyList<FreshFact>> ListFreshAsync(Session db, FactCursor after, int limit, CancellationToken stop) =>
        db.ListAsync<FreshFact>($"""
            select position, epoch, tenant_id, topic, subject, seq, at, body,
                   {IsSettled(db)} as is_settled
            from facts
            where {Unread(db)}
            order by {InOrder(db)}
            limit @limit
            """, new { after.Epoch, after.Position, limit }, stop);

    /// <summary>Facts of the given tenants after a cursor, in order, at most <paramref name="limit"/>: the unsettled too, last.</summary>
    public static ValueTask<IReadOnlyList<FreshFact>> ListFreshAsync(
        Session db, IReadOnlyList<string> tenants, FactCursor after, int limit, CancellationToken stop) =>
        db.ListAsync<FreshFact>($"""
            select position, epoch, tenant_id, topic, subject, seq, at, body, {IsSettled(db)} as is_settled
            from facts
            where tenant_id in @tenants and {Unread(db)}
            order by {InOrder(db)}
            limit @limit
            """, new { tenants, after.Epoch, after.Position, limit }, stop);

    /// <summary>When the oldest fact after a cursor was written, visible to readers or not yet; null when there is none.</summary>
    public static ValueTask<DateTimeOffset?> OldestAfterAsync(Session db, FactCursor after, CancellationToken stop) =>
        db.FindAsync<DateTimeOffset?>($"""
            select at from facts
            where {Unread(db)}
            order by {InOrder(db)}
            limit 1
            """, new { after.Epoch, after.Position }, stop);

    /// <summary>The cursor after which there is nothing yet.</summary>
    public static async Task<FactCursor> HeadAsync(Session db, CancellationToken stop)
    {
        var head = await db.GetAsync<Place>(
            db.Engine == Engine.Sqlite ? SqliteFacts.Head : PostgresFacts.Head, args: null, stop);
        return new(head.Epoch, head.Position);
    }

    internal static T Read<T>(string body) where T : IFact => JsonSerializer.Deserialize<T>(body, s_json)!;

    private static string After(Session db) => db.Engine == Engine.Sqlite ? SqliteFacts.After : PostgresFacts.After;

    private static string Unread(Session db) => db.Engine == Engine.Sqlite ? SqliteFacts.After : PostgresFacts.Unread;

    private static string IsSettled(Session db) => db.Engine == Engine.Sqlite ? SqliteFacts.IsSettled : PostgresFacts.IsSettled;

    private static string InOrder(Session db) => db.Engine == Engine.Sqlite ? SqliteFacts.InOrder : PostgresFacts.InOrder;

    internal sealed record Place
    {
        public long Epoch { get; init; }
        public long Position { get; init; }
    }
}
