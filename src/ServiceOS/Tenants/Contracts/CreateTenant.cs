using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Tenants.Contracts;

/// <summary>Makes a node of the tree.</summary>
internal sealed class CreateTenant(Database database, FactLog facts, TimeProvider time)
{
    /// <param name="parent">The node above; null for the platform.</param>
    /// <param name="kind">One of <see cref="TenantKind"/>.</param>
    /// <param name="slug">Its name in URLs.</param>
    /// <param name="settings">What it sets for itself, its name at least.</param>
    public Task<Tenant> RunAsync(Tenant? parent, string kind, string slug, OwnSettings settings, CancellationToken stop) =>
        database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            var id = TenantId.New(now);
            var tenant = new Tenant
            {
                Id = id,
                ParentId = parent?.Id,
                Kind = kind,
                Slug = slug,
                Path = $"{parent?.Path ?? "/"}{id}/",
            };
            await TenantStore.InsertAsync(db, tenant, settings, now, stop);
            await facts.AddAsync(db, id.ToString(), id.ToString(), seq: 0, new TenantChanged(), now, stop);
            return tenant;
        }, stop);
}
