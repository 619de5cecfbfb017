using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>A table out of a file: its header, and the rows that aren't blank.</summary>
/// <param name="Columns">The header's names, made distinct; at most 100.</param>
/// <param name="Rows">In the file's order, at most 20,000.</param>
/// <param name="Encoding"><c>utf-8</c>, <c>gb18030</c>, <c>utf-16</c> or <c>xlsx</c>.</param>
internal sealed record Sheet(IReadOnlyList<string> Columns, IReadOnlyList<SheetRow> Rows, string Encoding);

/// <summary>A row of a table.</summary>
/// <param name="Number">As a spreadsheet numbers it: the header is usually row 1.</param>
/// <param name="Fault">What makes it unusable, whatever it says; null: nothing.</param>
internal sealed record SheetRow(int Number, IReadOnlyList<string> Cells, CellFault? Fault)
{
    /// <summary>The cell of a column; empty when the row is shorter.</summary>
    public string Cell(int column) => column < Cells.Count ? Cells[column] : "";
}

/// <summary>A cell that can't be used.</summary>
/// <param name="Column">Which; null: the row as a whole.</param>
internal sealed record CellFault(int? Column, LocalText Why);

/// <summary>What came of reading a file as a table.</summary>
internal abstract record SheetResult
{
    private SheetResult() { }

    public sealed record Read(Sheet Sheet) : SheetResult;

    /// <param name="Kind">A stable word.</param>
    public sealed record Refused(string Kind, LocalText Why) : SheetResult;
}
