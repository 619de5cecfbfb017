using ServiceOS.Platform.Data;
using ServiceOS.Staff.Contracts;

namespace ServiceOS.Staff;

/// <summary>The SQL of members of staff.</summary>
internal static class StaffStore
{
    private const int StaffMax = 1_000;

    private const string Columns =
        "id, tenant_id, name, display_name, role, locale, capacity, password, disabled, last_seen_at";

    public static ValueTask<StaffRow?> FindAsync(Session db, StaffId id, CancellationToken stop) =>
        db.FindAsync<StaffRow>($"select {Columns} from staff where id = @id", new { id }, stop);

    public static ValueTask<StaffRow?> FindByNameAsync(Session db, string name, CancellationToken stop) =>
        db.FindAsync<StaffRow>($"select {Columns} from staff where name = @name", new { name }, stop);

    public static async Task<bool> IsAnyoneThereAsync(Session db, CancellationToken stop) =>
        await db.FindAsync<string>("select id from staff limit 1", args: null, stop) is not null;

    public static ValueTask<StaffCard?> FindCardAsync(Session db, StaffId id, CancellationToken stop) =>
        db.FindAsync<StaffCard>(
            "select id, display_name, tenant_id as tenant, role, locale from staff where id = @id", new { id }, stop);

    /// <summary>The staff of these nodes, by name, at most 1,000.</summary>
    public static ValueTask<IReadOnlyList<StaffRow>> ListAsync(Session db, IReadOnlyList<string> nodes, CancellationToken stop) =>
        db.ListAsync<StaffRow>(
            $"select {Columns} from staff where tenant_id in @nodes order by display_name, id limit @StaffMax",
            new { nodes, StaffMax }, stop);

    /// <summary>Makes a member.</summary>
    /// <returns>False when somebody has that name.</returns>
    public static async Task<bool> InsertAsync(Session db, StaffRow row, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into staff (id, tenant_id, name, display_name, role, locale, capacity, password, created_at, changed_at)
            values (@Id, @TenantId, @Name, @DisplayName, @Role, @Locale, @Capacity, @Password, @now, @now)
            on conflict (name) do nothing
            """, new
        {
            row.Id,
            row.TenantId,
            row.Name,
            row.DisplayName,
            row.Role,
            row.Locale,
            row.Capacity,
            row.Password,
            now,
        }, stop) == 1;

    /// <summary>Holds the member's row until the transaction ends, so that of two edits neither is lost.</summary>
    public static async Task LockAsync(Session db, StaffId id, CancellationToken stop) =>
        await db.RunAsync("update staff set changed_at = changed_at where id = @id", new { id }, stop);

    public static async Task UpdateAsync(Session db, StaffRow row, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            update staff
            set display_name = @DisplayName, role = @Role, locale = @Locale, capacity = cast(@Capacity as bigint),
                password = @Password, disabled = @Disabled, changed_at = @now
            where id = @Id
            """, new { row.Id, row.DisplayName, row.Role, row.Locale, row.Capacity, row.Password, row.Disabled, now }, stop);

    public static async Task SeenAsync(Session db, StaffId id, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("update staff set last_seen_at = @now where id = @id", new { id, now }, stop);
}

/// <summary>A member of staff as stored.</summary>
internal sealed record StaffRow
{
    public required StaffId Id { get; init; }
    public required TenantId TenantId { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; init; }
    public required string Role { get; init; }
    public required string Locale { get; init; }

    /// <summary>Conversations at once; null: as the tenant's settings say.</summary>
    public long? Capacity { get; init; }

    public required string Password { get; init; }
    public bool Disabled { get; init; }
    public DateTimeOffset? LastSeenAt { get; init; }
}
