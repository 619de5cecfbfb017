using ServiceOS.Platform.Data;

namespace ServiceOS.Bot.Reviews;

/// <summary>Keeps what somebody says about a decision that was drawn, or takes it back: the last word counts, and none is forgotten.</summary>
internal sealed class JudgeDecision(Database database, TimeProvider time)
{
    public const string Right = "right";
    public const string Wrong = "wrong";
    public const string Unknown = "unknown";
    public static readonly IReadOnlyList<string> Verdicts = [Right, Wrong, Unknown];

    /// <param name="byId">Who says it.</param>
    /// <param name="verdict">One of <see cref="Verdicts"/>; null takes back what they said last.</param>
    public Task<Outcome> RunAsync(
        TenantId node, ConversationId conversation, long seq, string byId, string byName, string? verdict, CancellationToken stop) =>
        database.InTransactionAsync<Outcome>(async db =>
        {
            if (!await ReviewStore.TouchAsync(db, node, conversation, seq, stop))
                return new Outcome.NotDrawn();
            var now = time.GetUtcNow();
            if (verdict is null)
            {
                await ReviewStore.UndoVerdictAsync(db, node, conversation, seq, byId, now, stop);
            }
            else
            {
                var row = new VerdictRow
                {
                    TenantId = node,
                    ConversationId = conversation,
                    Seq = seq,
                    Verdict = verdict,
                    ById = byId,
                    ByName = byName,
                    At = now,
                };
                await ReviewStore.AddVerdictAsync(db, row, stop);
            }
            var all = await ReviewStore.ListVerdictsAsync(db, node, conversation, seq, stop);
            await ReviewStore.SetVerdictAsync(db, node, conversation, seq, all.LastOrDefault(one => one.UndoneAt is null), stop);
            return new Outcome.Kept(all);
        }, stop);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Verdicts">All there ever were, in their order.</param>
        public sealed record Kept(IReadOnlyList<VerdictRow> Verdicts) : Outcome;

        /// <summary>It is in no sample of the node's.</summary>
        public sealed record NotDrawn : Outcome;
    }
}
