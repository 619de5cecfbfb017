using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff.Contracts;

/// <summary>The skills that queues ask for. Kept in memory, refreshed by facts.</summary>
internal sealed class SkillDirectory(Database database) : IFactListener
{
    private readonly Memo<TenantId, IReadOnlyList<SkillCard>> _lists = new();
    private readonly Memo<SkillId, SkillCard> _skills = new();

    /// <summary>The skills that hold at a node: its own and those of the nodes above it, by name.</summary>
    public async ValueTask<IReadOnlyList<SkillCard>> ListAsync(Tenant node, CancellationToken stop)
    {
        var nodes = node.Lineage().Select(id => id.ToString()).ToList();
        return await _lists.GetAsync(node.Id, async () => (IReadOnlyList<SkillCard>?)await database.ReadAsync(
            async db => await SkillStore.ListAsync(db, nodes, stop), stop)) ?? [];
    }

    /// <summary>A skill; null when there is none.</summary>
    public ValueTask<SkillCard?> FindAsync(SkillId id, CancellationToken stop) =>
        _skills.GetAsync(id, () => database.ReadAsync(async db => await SkillStore.FindAsync(db, id, stop), stop));

    public void Hear(FactRow fact)
    {
        if (!string.Equals(fact.Topic, SkillChanged.Topic, StringComparison.Ordinal))
            return;
        _lists.Clear();
        _skills.Clear();
    }
}

/// <summary>A skill: what a group of agents can do.</summary>
internal sealed record SkillCard
{
    public required SkillId Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The node that it was made at; it holds there and below.</summary>
    public required TenantId Tenant { get; init; }
}
