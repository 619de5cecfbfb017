using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Keeps what somebody decided about a gap; what is only another way to ask an item is given to it in the same transaction.</summary>
internal sealed class JudgeGap(Database database, TimeProvider time)
{
    public Task<Outcome> RunAsync(Tenant node, string by, GapJudgement judgement, CancellationToken stop) =>
        database.InTransactionAsync<Outcome>(async db =>
        {
            var now = time.GetUtcNow();
            var (item, isCopy, added) = (judgement.Item, false, (IReadOnlyList<string>)[]);
            if (judgement.Verdict == GapVerdict.Similar)
            {
                switch (await SimilarQuestions.AddAsync(db, node, by, judgement.Item!.Value, judgement.Similar, now, stop))
                {
                    case SimilarQuestions.Outcome.Added given:
                        (item, isCopy, added) = (given.Item, given.IsCopy, given.Questions);
                        break;
                    case SimilarQuestions.Outcome.Invalid invalid:
                        return new Outcome.Invalid(invalid.Why);
                    default:
                        return new Outcome.NoSuchItem();
                }
            }
            var row = new GapVerdictRow
            {
                TenantId = node.Id,
                Id = Guid.CreateVersion7(now).ToString("n"),
                Verdict = judgement.Verdict,
                Lead = judgement.Lead,
                Questions = GapVerdictRow.JsonOf(judgement.Keys),
                Volume = judgement.Volume,
                Days = judgement.Days,
                ItemId = item,
                Copied = isCopy,
                Added = GapVerdictRow.JsonOf(added),
                ByName = by,
                At = now,
            };
            await GapVerdictStore.InsertAsync(db, row, stop);
            return new Outcome.Kept(row.Id, item, added);
        }, stop);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Item">The item that is to be made, or that got the questions.</param>
        /// <param name="Added">The questions that it got.</param>
        public sealed record Kept(string Id, ItemId? Item, IReadOnlyList<string> Added) : Outcome;

        public sealed record NoSuchItem : Outcome;

        /// <summary>The item can't be stored with the questions.</summary>
        public sealed record Invalid(LocalText Why) : Outcome;
    }
}

/// <summary>A verdict on a gap.</summary>
/// <param name="Lead">The key of the question that stands for the gap.</param>
/// <param name="Keys">Those of its questions, by which it is known again.</param>
/// <param name="Volume">How often it was asked within so many days, as the judge saw it.</param>
/// <param name="Item">The item to be made, or to get the questions; null when it is ignored.</param>
/// <param name="Similar">The questions that the item gets.</param>
internal sealed record GapJudgement(
    string Verdict, string Lead, IReadOnlyList<string> Keys, int Volume, int Days, ItemId? Item, IReadOnlyList<string> Similar);
