using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Gives consumers what waits, unless a golden question would come out otherwise than agreed: the gate of every publication.</summary>
/// <remarks>
/// What would be is learned and asked outside the transaction, which then only publishes: the one writer of the embedded engine is
/// not held up. That nothing it was judged by changed meanwhile is seen from the node's revision, the publications above, and the
/// questions themselves; else it is judged again.
/// </remarks>
internal sealed class ReleaseKnowledge(RunGolden golden, PublishKnowledge publish)
{
    private const int TriesMax = 5;

    /// <param name="items">Which; null: all that wait.</param>
    /// <param name="note">Why, for the list of versions.</param>
    /// <param name="despite">Publishes although these questions break; null: it must not.</param>
    public async Task<Outcome> RunAsync(Tenant node, string by, IReadOnlyList<ItemId>? items, string? note, Despite? despite, CancellationToken stop)
    {
        for (var attempt = 0; attempt < TriesMax; attempt++)
        {
            var run = await golden.RunAsync(node, items, rollBack: null, stop);
            var broken = run.With(Golden.Breaks);
            if (broken.Any(one => despite?.Questions.Contains(one.Golden.Id, StringComparer.Ordinal) != true))
                return new Outcome.Breaks(broken, run.With(Golden.Fails));
            var order = new PublishOrder
            {
                Node = node,
                By = by,
                Items = items,
                Note = note,
                Judged = run.Stamp,
                Overruling = broken.Count > 0 ? new(despite!.Reason, [.. broken.Select(one => one.Golden.Question)]) : null,
            };
            switch (await publish.RunAsync(order, db => RunGolden.HoldsAsync(db, node, run, stop), stop))
            {
                case PublishKnowledge.Outcome.Moved:
                    break;
                case PublishKnowledge.Outcome.Published published:
                    return new Outcome.Published(published.Count, published.Version, run.With(Golden.Fails));
                case PublishKnowledge.Outcome.HasUnknownVariables unknown:
                    return new Outcome.HasUnknownVariables(unknown.Items);
                case PublishKnowledge.Outcome.NoSuchItem:
                    return new Outcome.NoSuchItem();
                case var other:
                    throw new InvalidOperationException($"unhandled outcome {other}");
            }
        }
        return new Outcome.Busy();
    }

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Failing">Questions that came out otherwise before, and still do.</param>
        public sealed record Published(int Count, long Version, IReadOnlyList<GoldenResult> Failing) : Outcome;

        /// <summary>Questions that come out as agreed would not any more. Nothing was published.</summary>
        /// <param name="Failing">Those that don't even now, which hinder nothing.</param>
        public sealed record Breaks(IReadOnlyList<GoldenResult> Broken, IReadOnlyList<GoldenResult> Failing) : Outcome;

        /// <inheritdoc cref="PublishKnowledge.Outcome.HasUnknownVariables"/>
        public sealed record HasUnknownVariables(IReadOnlyList<Unfillable> Items) : Outcome;

        public sealed record NoSuchItem : Outcome;

        /// <summary>Colleagues kept changing items or questions meanwhile; nothing was published. Worth another try.</summary>
        public sealed record Busy : Outcome;
    }
}

/// <summary>Why something is to be published although golden questions break.</summary>
/// <param name="Questions">The ids of those that were seen to break; another that breaks holds it up all the same.</param>
internal sealed record Despite(string Reason, IReadOnlyList<string> Questions);
