using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Knowledge;

/// <summary>Gives consumers what waits: a new version of each changed item, and archived ones no longer. All of it at once.</summary>
internal sealed class PublishKnowledge(Database database, FactLog facts, TimeProvider time)
{
    /// <summary>How many items may be named in one call.</summary>
    public const int ItemsMax = 1_000;

    public const int NoteCharactersMax = 200;

    private const int UnfillableMax = 10;

    /// <param name="items">Which; null: all that wait.</param>
    /// <param name="note">Why, for the list of versions.</param>
    public Task<Outcome> RunAsync(
        TenantId node, string by, IReadOnlyList<ItemId>? items, string? note, CancellationToken stop) =>
        database.InTransactionAsync<Outcome>(async db =>
        {
            foreach (var id in items ?? [])
            {
                if (await ItemStore.OwnerAsync(db, id, stop) != node)
                    return new Outcome.NoSuchItem();
            }
            var held = await NodeStore.TouchAsync(db, node, stop);
            if (await UnfillableAsync(db, node, items, stop) is { Count: > 0 } unfillable)
                return new Outcome.HasUnknownVariables(unfillable);
            var edit = new Edit(by, time.GetUtcNow());
            var (count, version) = await PublishAsync(db, facts, node, held.Version, items, edit, note, stop);
            return new Outcome.Published(count, version);
        }, stop);

    /// <summary>What of that which waits has variables that nobody fills in, at most ten items.</summary>
    private static async Task<IReadOnlyList<Unfillable>> UnfillableAsync(
        Session db, TenantId node, IReadOnlyList<ItemId>? items, CancellationToken stop)
    {
        var found = new List<Unfillable>();
        foreach (var row in await ItemStore.ListPendingWithVariablesAsync(db, node, items, stop))
        {
            var unknown = AnswerVariables.UnknownIn(ContentJson.Read(row.Content).Answer.Text);
            if (unknown.Count > 0)
                found.Add(new(row.Id, row.Question, unknown));
            if (found.Count == UnfillableMax)
                break;
        }
        return found;
    }

    /// <summary>Publishes in the caller's transaction. Call while the node is held.</summary>
    /// <param name="version">The node's version so far.</param>
    /// <returns>How many items changed for consumers, and the node's version then.</returns>
    public static async Task<(int Count, long Version)> PublishAsync(
        Session db, FactLog facts, TenantId node, long version, IReadOnlyList<ItemId>? items, Edit edit, string? note,
        CancellationToken stop)
    {
        var next = version + 1;
        var published = await VersionStore.PublishAsync(db, node, items is null, items ?? [], next, edit, note, stop);
        var withdrawn = await VersionStore.WithdrawAsync(db, node, items is null, items ?? [], next, stop);
        var count = published.Count + withdrawn.Count;
        if (count == 0)
            return (0, version);

        await NodeStore.SetVersionAsync(db, node, next, stop);
        var fact = new KnowledgePublished
        {
            Tenant = node,
            Items = [.. published.Concat(withdrawn).Take(KnowledgePublished.ItemsMax)],
            Count = count,
            Version = next,
        };
        await facts.AddAsync(db, node.ToString(), node.ToString(), next, fact, edit.At, stop);
        return (count, next);
    }

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Count">Items that changed for consumers.</param>
        /// <param name="Version">The node's publication.</param>
        public sealed record Published(int Count, long Version) : Outcome;

        /// <summary>Answers have variables that nobody fills in: a consumer would read the braces. Nothing was published.</summary>
        public sealed record HasUnknownVariables(IReadOnlyList<Unfillable> Items) : Outcome;

        /// <summary>One of the items named isn't the node's own; nothing was published.</summary>
        public sealed record NoSuchItem : Outcome;
    }
}

/// <summary>An item whose answer has variables that nobody fills in.</summary>
internal sealed record Unfillable(ItemId Item, string Question, IReadOnlyList<string> Variables);
