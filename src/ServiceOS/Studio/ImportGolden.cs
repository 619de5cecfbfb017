using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Takes golden questions in from a CSV or XLSX file: all of its rows or none.</summary>
internal sealed class ImportGolden(Database database, KnowledgeBase knowledge, TimeProvider time)
{
    private const int FaultsMax = 100;

    /// <param name="isDryRun">Say what would happen, and store nothing.</param>
    /// <param name="locale">The language of the messages.</param>
    public async Task<Outcome> RunAsync(Tenant node, string by, ReadOnlyMemory<byte> file, bool isDryRun, string locale, CancellationToken stop)
    {
        var (table, refusal) = TableFile.Read(file);
        if (table is null)
            return new Outcome.Unreadable(refusal!.Kind, refusal.Why.In(locale));
        var items = await ItemsAsync(node, table, stop);
        var lines = GoldenSheet.Read(table, name => items.TryGetValue(name, out var item) ? item : null);
        var faults = lines.Select(line => line.Fault).OfType<GoldenSheet.Fault>()
            .Select(fault => new GoldenImportError(fault.Row, fault.Field, fault.Why.In(locale))).ToList();
        List<Agreement> agreements = [.. lines.Select(line => line.Agreement).OfType<Agreement>()];
        return await database.InTransactionAsync<Outcome>(async db =>
        {
            var own = (await GoldenStore.ListAsync(db, [node.Id], stop)).ToDictionary(row => row.WordsKey, StringComparer.Ordinal);
            var rows = new List<GoldenRow>();
            var now = time.GetUtcNow();
            foreach (var agreed in agreements)
                rows.Add((await KeepGolden.RowAsync(db, node, Guid.CreateVersion7(now).ToString("n"), by, agreed, now, stop))!);
            var added = rows.Count(row => !own.ContainsKey(row.WordsKey));
            List<GoldenRow> changed = [.. rows.Where(row => !own.TryGetValue(row.WordsKey, out var old) || Differs(old, row))];
            var report = new GoldenImportReport(table.Rows.Count, added, changed.Count - added, rows.Count - changed.Count, faults.Count, [.. faults.Take(FaultsMax)]);
            if (own.Count + added > GoldenStore.OwnMax)
                return new Outcome.TooMany();
            if (isDryRun)
                return new Outcome.Done(report);
            if (faults.Count > 0)
                return new Outcome.HasErrors(report);
            foreach (var row in changed)
                await GoldenStore.PutAsync(db, row, stop);
            return new Outcome.Done(report);
        }, stop);
    }

    /// <summary>By id or question as the file has it: the items that the node can see.</summary>
    private async Task<Dictionary<string, ItemId>> ItemsAsync(Tenant node, Table table, CancellationToken stop)
    {
        var known = new Dictionary<string, ItemId>(StringComparer.Ordinal);
        foreach (var language in new[] { Locales.Chinese, Locales.English })
        {
            foreach (var item in (await knowledge.SnapshotAsync(node.Id, language, stop)).Items)
                known.TryAdd(item.Question, item.Id);   // the node's own first
        }
        await database.ReadAsync(async db =>
        {
            foreach (var name in GoldenSheet.ItemsNamed(table))
            {
                if (ItemId.TryParse(name, provider: null, out var id) && await ItemStanding.FindAsync(db, node, id, stop) is not null)
                    known[name] = id;
            }
            return known.Count;
        }, stop);
        return known;
    }

    private static bool Differs(GoldenRow old, GoldenRow row) =>
        old.Question != row.Question || old.Expects != row.Expects || old.ItemId != row.ItemId || old.Skill != row.Skill;

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>It was stored (or, in a dry run, it would be, but for the rows with errors).</summary>
        public sealed record Done(GoldenImportReport Report) : Outcome;

        /// <summary>Nothing was stored.</summary>
        public sealed record HasErrors(GoldenImportReport Report) : Outcome;

        public sealed record Unreadable(string Kind, string Why) : Outcome;

        public sealed record TooMany : Outcome;
    }
}

/// <summary>What an import of golden questions does.</summary>
/// <param name="New">Questions that weren't there.</param>
/// <param name="Updated">Questions that get another expectation.</param>
/// <param name="Errors">Rows that can't be taken.</param>
/// <param name="Faults">What is wrong with them, at most 100.</param>
internal sealed record GoldenImportReport(int Rows, int New, int Updated, int Unchanged, int Errors, IReadOnlyList<GoldenImportError> Faults);

/// <param name="Row">As a spreadsheet numbers it.</param>
/// <param name="Field"><c>question</c>, <c>expects</c>, <c>what</c>, <c>item</c>, <c>product</c> or <c>locale</c>; null: the row as a whole.</param>
internal sealed record GoldenImportError(int Row, string? Field, string Why);
