using ServiceOS.Platform.Data;

namespace ServiceOS.Orders;

/// <summary>The SQL of orders and urges.</summary>
internal static class OrderStore
{
    private const string Columns =
        "tenant_id, id, number, member_id, state, total_amount, currency, placed_at, items, changed_at, digest";

    public static ValueTask<OrderRow?> FindAsync(Session db, TenantId merchant, string id, CancellationToken stop) =>
        db.FindAsync<OrderRow>($"select {Columns} from orders where tenant_id = @merchant and id = @id", new { merchant, id }, stop);

    /// <summary>Newest first.</summary>
    public static ValueTask<IReadOnlyList<OrderRow>> ListForMemberAsync(
        Session db, TenantId merchant, string memberId, int limit, CancellationToken stop) =>
        db.ListAsync<OrderRow>($"""
            select {Columns}
            from orders
            where tenant_id = @merchant and member_id = @memberId
            order by placed_at desc, id desc
            limit @limit
            """, new { merchant, memberId, limit }, stop);

    /// <summary>Those whose number holds what a pattern says, newest first.</summary>
    public static ValueTask<IReadOnlyList<OrderRow>> SearchAsync(
        Session db, IReadOnlyList<string> merchants, string pattern, int limit, CancellationToken stop) =>
        db.ListAsync<OrderRow>($"""
            select {Columns}
            from orders
            where tenant_id in @merchants and lower(number) like @pattern escape '!'
            order by placed_at desc, id desc
            limit @limit
            """, new { merchants, pattern, limit }, stop);

    /// <summary>Newest first. Only of the member: whoever asks for a number by guessing learns nothing.</summary>
    public static ValueTask<IReadOnlyList<OrderRow>> ListNamedAsync(
        Session db, TenantId merchant, string memberId, IReadOnlyList<string> named, int limit, CancellationToken stop)
    {
        IReadOnlyList<string> numbers = [.. named.Select(name => name.ToLowerInvariant())];
        return db.ListAsync<OrderRow>($"""
            select {Columns}
            from orders
            where tenant_id = @merchant and member_id = @memberId and (id in @named or lower(number) in @numbers)
            order by placed_at desc, id desc
            limit @limit
            """, new { merchant, memberId, named, numbers, limit }, stop);
    }

    /// <summary>The version that is stored; null when there is none.</summary>
    public static ValueTask<VersionRow?> VersionAsync(Session db, TenantId merchant, string id, CancellationToken stop) =>
        db.FindAsync<VersionRow>(
            "select changed_at, digest from orders where tenant_id = @merchant and id = @id", new { merchant, id }, stop);

    /// <summary>Keeps the newer of what is stored and <paramref name="row"/>.</summary>
    /// <returns>False when what is stored is as new.</returns>
    public static async Task<bool> PutAsync(Session db, OrderRow row, CancellationToken stop) => await db.RunAsync("""
        insert into orders (tenant_id, id, number, member_id, state, total_amount, currency, placed_at, items, changed_at, digest)
        values (@TenantId, @Id, @Number, @MemberId, @State, @TotalAmount, @Currency, @PlacedAt, @Items, @ChangedAt, @Digest)
        on conflict (tenant_id, id) do update
        set number = excluded.number, member_id = excluded.member_id, state = excluded.state,
            total_amount = excluded.total_amount, currency = excluded.currency, placed_at = excluded.placed_at,
            items = excluded.items, changed_at = excluded.changed_at, digest = excluded.digest
        where (excluded.changed_at, excluded.digest) > (orders.changed_at, orders.digest)
        """, row, stop) == 1;

    /// <summary>Notes that an order is to be hurried.</summary>
    /// <returns>False when it was asked for already that day.</returns>
    public static async Task<bool> UrgeAsync(
        Session db, TenantId merchant, string orderId, string day, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into order_urges (tenant_id, order_id, day, urged_at)
            values (@merchant, @orderId, @day, @now)
            on conflict (tenant_id, order_id, day) do nothing
            """, new { merchant, orderId, day, now }, stop) == 1;

    public static ValueTask<DateTimeOffset> UrgedAtAsync(
        Session db, TenantId merchant, string orderId, string day, CancellationToken stop) =>
        db.GetAsync<DateTimeOffset>(
            "select urged_at from order_urges where tenant_id = @merchant and order_id = @orderId and day = @day",
            new { merchant, orderId, day }, stop);
}

/// <summary>An order as it is stored.</summary>
internal sealed record OrderRow
{
    public required TenantId TenantId { get; init; }
    public required string Id { get; init; }
    public required string Number { get; init; }
    public string? MemberId { get; init; }
    public required string State { get; init; }
    public required long TotalAmount { get; init; }
    public required string Currency { get; init; }
    public required DateTimeOffset PlacedAt { get; init; }
    public required string Items { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required string Digest { get; init; }
}

/// <summary>Which report a row is by: the greater <c>(changed_at, digest)</c> is the newer.</summary>
internal sealed record VersionRow
{
    public required DateTimeOffset ChangedAt { get; init; }
    public required string Digest { get; init; }

    public bool IsOlderThan(DateTimeOffset changedAt, string digest) =>
        ChangedAt != changedAt ? ChangedAt < changedAt : string.CompareOrdinal(Digest, digest) < 0;
}
