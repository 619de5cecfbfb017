using ServiceOS.Knowledge.Contracts;
using ServiceOS.Knowledge.Sheets;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>Takes a CSV or XLSX file in as drafts: all of its rows or none.</summary>
/// <remarks>
/// The file is read and the plan made outside the transaction, which then only stores: the one writer of the embedded
/// engine is not held up. That nothing changed meanwhile is seen from the node's revision; else the plan is made again.
/// </remarks>
internal sealed class ImportKnowledge(Database database, TenantTree tree, TimeProvider time) : IDisposable
{
    private const int TriesMax = 5;

    /// <summary>A file may unpack to hundreds of megabytes: so many at once on this node, the others wait their turn.</summary>
    private const int AtOnceMax = 2;

    private readonly SemaphoreSlim _turns = new(AtOnceMax);

    public async Task<ImportOutcome> RunAsync(ImportOrder order, CancellationToken stop)
    {
        await _turns.WaitAsync(stop);
        try
        {
            return SheetFile.Read(order.File) switch
            {
                SheetResult.Read { Sheet: var sheet } => await RunAsync(order, sheet, stop),
                SheetResult.Refused refused => new ImportOutcome.Unreadable(refused.Kind, refused.Why.In(order.Locale)),
                var other => throw new InvalidOperationException($"unhandled result {other}"),
            };
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<ImportOutcome> RunAsync(ImportOrder order, Sheet sheet, CancellationToken stop)
    {
        if (order.Mapping is { } given && UnknownIn(given, sheet) is { } unknown)
            return new ImportOutcome.Unreadable("unknown-column", unknown.In(order.Locale));
        var mapping = order.Mapping ?? KnowledgeColumns.Guess(sheet.Columns);
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await tree.SettingsAsync(order.Tenant, stop)).TimeZone);

        for (var attempt = 0; attempt < TriesMax; attempt++)
        {
            var (revision, present) = await PresentAsync(order.Tenant, stop);
            var plan = ImportPlan.Of(sheet, mapping, present, zone, order.Locale);
            if (present.Count + plan.New.Count > ItemStore.ItemsMax)
                return TooMany(order.Locale);
            if (order.IsDryRun)
                return new ImportOutcome.Done(plan.Report);
            if (plan.HasErrors)
                return new ImportOutcome.HasErrors(plan.Report);
            if (await StoreAsync(order, plan, revision, stop))
                return new ImportOutcome.Done(plan.Report);
        }
        return new ImportOutcome.Busy();
    }

    private Task<(long Revision, IReadOnlyList<WorkingCopyRow> Items)> PresentAsync(TenantId tenant, CancellationToken stop) =>
        database.ReadAsync(async db => (
            await NodeStore.RevisionAsync(db, tenant, stop),
            await ItemStore.ListWorkingCopiesAsync(db, tenant, stop)), stop);

    /// <returns>False when somebody edited the node since the plan was made.</returns>
    private Task<bool> StoreAsync(ImportOrder order, ImportPlan plan, long revision, CancellationToken stop) =>
        database.InTransactionAsync(async db =>
        {
            if (!await NodeStore.TouchIfAsync(db, order.Tenant, revision, stop))
                return false;
            var edit = new Edit(order.By, time.GetUtcNow());
            await ItemBulkStore.UpdateAsync(db, order.Tenant, plan.Updates, edit, stop);
            await ItemBulkStore.InsertAsync(
                db, order.Tenant, plan.New.Select(content => new BulkItem(ItemId.New(edit.At), content)), edit, stop);
            return true;
        }, stop);

    private static LocalText? UnknownIn(IReadOnlyDictionary<string, string> mapping, Sheet sheet)
    {
        foreach (var (field, column) in mapping)
        {
            if (KnowledgeColumns.All.All(known => known.Field != field))
                return new($"没有“{field}”这个字段", $"There is no field “{field}”.");
            if (!sheet.Columns.Contains(column, StringComparer.Ordinal))
                return new($"文件里没有“{column}”列", $"The file has no column “{column}”.");
        }
        return null;
    }

    private static ImportOutcome.Unreadable TooMany(string locale) => new("too-many-items", new LocalText(
        $"导入后会超过 {ItemStore.ItemsMax:N0} 个知识点", $"There would be more than {ItemStore.ItemsMax:N0} items.").In(locale));
}
