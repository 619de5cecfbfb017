using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>Gives consumers what waits: a new version of each changed item, and archived ones no longer. All of it at once.</summary>
internal sealed class PublishKnowledge(Database database, FactLog facts, TimeProvider time)
{
    /// <summary>How many items may be named in one call.</summary>
    public const int ItemsMax = 1_000;

    public const int NoteCharactersMax = 200;

    private const int UnfillableMax = 10;

    /// <param name="order">What to publish.</param>
    /// <param name="stillHolds">Called while the node is held: whether what else it was judged by is as it was.</param>
    public Task<Outcome> RunAsync(PublishOrder order, Func<Session, Task<bool>> stillHolds, CancellationToken stop) =>
        database.InTransactionAsync<Outcome>(async db =>
        {
            var (node, items) = (order.Node.Id, order.Items);
            foreach (var id in items ?? [])
            {
                if (await ItemStore.OwnerAsync(db, id, stop) != node)
                    return new Outcome.NoSuchItem();
            }
            if (!await order.Judged.HoldAsync(db, order.Node, stop) || !await stillHolds(db))
                return new Outcome.Moved();
            if (order.Rollout is null && await NodeStore.RolloutAsync(db, node, stop) is { } running)
                return new Outcome.RolloutRuns(running);
            if (order.Rollout is null && await UnfillableAsync(db, node, items, stop) is { Count: > 0 } unfillable)
                return new Outcome.HasUnknownVariables(unfillable);
            var edit = new Edit(order.By, time.GetUtcNow());
            if (order.Rollout is { } ending && !await MoveRollout.EndAsync(db, facts, ending, order.IsByItself ? null : order.By, edit.At, stop))
                return new Outcome.RolloutMoved();
            var held = await NodeStore.VersionAsync(db, node, stop);
            var (count, version) = await PublishAsync(db, facts, node, held, order.Rollout, items, edit, order.Note, stop);
            if (count > 0 && order.Overruling is { } why)
                await OverrulingStore.InsertAsync(db, node, version, why, edit, stop);
            return new Outcome.Published(count, version);
        }, stop);

    /// <summary>What of that which waits has variables that nobody fills in, at most ten items.</summary>
    internal static async Task<IReadOnlyList<Unfillable>> UnfillableAsync(
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
    /// <param name="rollout">Whose kept words are published; null: the working copies.</param>
    /// <returns>How many items changed for consumers, and the node's version then.</returns>
    public static async Task<(int Count, long Version)> PublishAsync(
        Session db, FactLog facts, TenantId node, long version, Rollout? rollout, IReadOnlyList<ItemId>? items, Edit edit, string? note,
        CancellationToken stop)
    {
        var next = version + 1;
        var published = rollout is null
            ? await VersionStore.PublishAsync(db, node, items is null, items ?? [], next, edit, note, stop)
            : await RolloutStore.PublishAsync(db, rollout.Id, next, edit, note, stop);
        var withdrawn = rollout is null
            ? await VersionStore.WithdrawAsync(db, node, items is null, items ?? [], next, stop)
            : await RolloutStore.WithdrawAsync(db, rollout.Id, next, stop);
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

        /// <summary>Something changed since it was judged: nothing was published, it is to be judged again.</summary>
        public sealed record Moved : Outcome;

        /// <summary>A roll-out runs at this node, and ends first. Nothing was published.</summary>
        public sealed record RolloutRuns(string Id) : Outcome;

        /// <summary>The roll-out that was to be published was moved meanwhile. Nothing was published.</summary>
        public sealed record RolloutMoved : Outcome;

        /// <summary>One of the items named isn't the node's own; nothing was published.</summary>
        public sealed record NoSuchItem : Outcome;
    }
}

/// <summary>What is to be published.</summary>
internal sealed record PublishOrder
{
    public required Tenant Node { get; init; }
    public required string By { get; init; }

    /// <summary>Which; null: all that wait.</summary>
    public required IReadOnlyList<ItemId>? Items { get; init; }

    /// <summary>Why, for the list of versions.</summary>
    public required string? Note { get; init; }

    /// <summary>On what it was judged that it may be.</summary>
    public required KnowledgeStamp Judged { get; init; }

    /// <summary>Why it is published although golden questions break; null when none does.</summary>
    public Overruling? Overruling { get; init; }

    /// <summary>The roll-out whose kept words are published, and which ends with it; null: the working copies are.</summary>
    public Rollout? Rollout { get; init; }

    /// <summary>Nobody asked for it just now: the roll-out went on by itself.</summary>
    public bool IsByItself { get; init; }
}

/// <summary>An item whose answer has variables that nobody fills in.</summary>
internal sealed record Unfillable(ItemId Item, string Question, IReadOnlyList<string> Variables);
