using ServiceOS.Analysis.Text;
using ServiceOS.Platform.Data;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Assist;

/// <summary>Pairs that agents judged by what they sent: an accepted or edited suggestion asks the same as the consumer did.</summary>
internal sealed class AgentPairs(Database database) : IConfirmedPairs
{
    private const int PairsMax = 5_000;

    public Task<IReadOnlyList<JudgedPair>> ListAsync(TenantId merchant, string language, CancellationToken stop) =>
        database.ReadAsync<IReadOnlyList<JudgedPair>>(async db =>
        {
            var rows = await SuggestionStore.ListPairsAsync(db, merchant, language, PairsMax, stop);
            return [.. rows.Select(row => new JudgedPair(row.Asked, row.Question, row.Fate != SuggestionFate.Rejected))];
        }, stop);
}
