using ServiceOS.Knowledge.Sheets;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>Tables in CSV or XLSX files, for others who take lists in and give them out: with the limits and guards of the items' own import.</summary>
internal static class TableFile
{
    public const int BytesMax = SheetFile.BytesMax;
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";

    /// <summary>What a file holds, its cells without the guards against formulas; or why it can't be read.</summary>
    public static (Table? Table, TableRefusal? Refusal) Read(ReadOnlyMemory<byte> file) => SheetFile.Read(file) switch
    {
        SheetResult.Read { Sheet: var sheet } => (new(sheet.Columns, [.. sheet.Rows.Select(RowOf)]), null),
        SheetResult.Refused refused => (null, new(refused.Kind, refused.Why)),
        var other => throw new InvalidOperationException($"unhandled result {other}"),
    };

    /// <param name="rows">The header first.</param>
    /// <param name="format"><see cref="Csv"/> or <see cref="Xlsx"/>.</param>
    public static byte[] Write(IEnumerable<IReadOnlyList<string>> rows, string format)
    {
        var guarded = rows.Select(row => (IReadOnlyList<string>)[.. row.Select(FormulaGuard.Put)]);
        return format == Xlsx ? XlsxWriter.Write(guarded) : CsvWriting.Write(guarded);
    }

    public static string TypeOf(string format) =>
        format == Xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";

    private static TableRow RowOf(SheetRow row) => new(row.Number, [.. row.Cells.Select(FormulaGuard.Take)], row.Fault?.Why);
}

/// <param name="Columns">The header's names, made distinct.</param>
/// <param name="Rows">Those that aren't blank, in the file's order.</param>
internal sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<TableRow> Rows);

/// <param name="Number">As a spreadsheet numbers it.</param>
/// <param name="Fault">What makes it unusable, whatever it says; null: nothing.</param>
internal sealed record TableRow(int Number, IReadOnlyList<string> Cells, LocalText? Fault);

/// <param name="Kind">A stable word, such as <c>unsupported-file</c>.</param>
internal sealed record TableRefusal(string Kind, LocalText Why);
