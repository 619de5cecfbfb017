using ServiceOS.Consumers.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Consumers;

/// <summary>The SQL of consumers.</summary>
internal static class ConsumerStore
{
    /// <summary>A new anonymous visitor.</summary>
    public static async Task InsertVisitorAsync(
        Session db, TenantId tenant, ConsumerId id, string locale, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into consumers (tenant_id, id, locale, first_seen_at, last_seen_at)
            values (@tenant, @id, @locale, @now, @now)
            """, new { tenant, id, locale, now }, stop);

    /// <summary>The one consumer that is this member of this merchant: made now, or brought up to date.</summary>
    public static ValueTask<ConsumerId> UpsertMemberAsync(
        Session db, TenantId tenant, ConsumerId fresh, MemberToken member, string locale, DateTimeOffset now, CancellationToken stop) =>
        db.GetAsync<ConsumerId>("""
            insert into consumers (tenant_id, id, member_id, name, tier, locale, first_seen_at, last_seen_at)
            values (@tenant, @fresh, @Id, cast(@Name as text), cast(@Tier as text), @locale, @now, @now)
            on conflict (tenant_id, member_id) where member_id is not null do update
            set name = coalesce(excluded.name, consumers.name), tier = excluded.tier, locale = excluded.locale,
                last_seen_at = excluded.last_seen_at
            returning id
            """, new { tenant, fresh, member.Id, member.Name, member.Tier, locale, now }, stop);

    /// <summary>Notes that a consumer came back.</summary>
    /// <returns>False when it isn't there (any more).</returns>
    public static async Task<bool> SeeAsync(
        Session db, TenantId tenant, ConsumerId id, string? locale, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            update consumers set last_seen_at = @now, locale = coalesce(cast(@locale as text), locale)
            where id = @id and tenant_id = @tenant
            """, new { tenant, id, locale, now }, stop) == 1;

    /// <summary>A consumer, its row held until the transaction ends.</summary>
    public static async ValueTask<ConsumerRow?> LockAsync(Session db, ConsumerId id, CancellationToken stop)
    {
        await db.RunAsync("update consumers set last_seen_at = last_seen_at where id = @id", new { id }, stop);
        return await FindAsync(db, id, stop);
    }

    public static ValueTask<IReadOnlyList<ConsumerRow>> ListMembersAsync(
        Session db, IReadOnlyList<string> merchants, IReadOnlyList<string> members, CancellationToken stop) =>
        db.ListAsync<ConsumerRow>("""
            select id, tenant_id, member_id, name, tier, locale, first_seen_at, last_seen_at from consumers
            where tenant_id in @merchants and member_id in @members
            limit 500
            """, new { merchants, members }, stop);

    public static ValueTask<ConsumerRow?> FindAsync(Session db, ConsumerId id, CancellationToken stop) =>
        db.FindAsync<ConsumerRow>("""
            select id, tenant_id, member_id, name, tier, locale, first_seen_at, last_seen_at from consumers where id = @id
            """, new { id }, stop);
}
