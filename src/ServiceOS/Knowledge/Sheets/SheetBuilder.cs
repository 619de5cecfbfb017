using System.Globalization;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Collects a table's rows as a reader comes by them, within the limits.</summary>
internal sealed class SheetBuilder(string encoding)
{
    public const int RowsMax = 20_000;
    public const int ColumnsMax = 100;

    private readonly List<SheetRow> _rows = [];
    private List<string>? _columns;

    /// <summary>Why the table can't be taken; null so far.</summary>
    public SheetResult.Refused? Refused { get; private set; }

    /// <summary>Takes the next row; blank ones are passed over, the first other one is the header.</summary>
    /// <returns>False when there is no point in reading on.</returns>
    public bool Add(int number, IReadOnlyList<string> cells, CellFault? fault)
    {
        if (cells.All(string.IsNullOrWhiteSpace))
            return true;
        if (_columns is null)
            return TakeHeader(cells);
        if (_rows.Count == RowsMax)
        {
            Refused = new("too-many-rows", new(
                $"文件超过 {RowsMax:N0} 行，请拆分后再导入", $"The file has more than {RowsMax:N0} rows: split it."));
            return false;
        }
        _rows.Add(new SheetRow(number, cells, fault ?? Overlong(cells)));
        return true;
    }

    public SheetResult Build()
    {
        if (Refused is not null)
            return Refused;
        return _columns is null
            ? new SheetResult.Refused("empty-file", new("文件是空的", "The file is empty."))
            : new SheetResult.Read(new Sheet(_columns, _rows, encoding));
    }

    /// <summary>A column's letter as in a spreadsheet: A, B … Z, AA…</summary>
    public static string LetterOf(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : LetterOf((column / 26) - 1) + LetterOf(column % 26);

    private bool TakeHeader(IReadOnlyList<string> cells)
    {
        var names = cells.Select(cell => cell.Trim()).ToList();
        while (names[^1].Length == 0)
            names.RemoveAt(names.Count - 1);
        if (names.Count > ColumnsMax)
        {
            Refused = new("too-many-columns", new(
                $"文件超过 {ColumnsMax} 列", $"The file has more than {ColumnsMax} columns."));
            return false;
        }
        _columns = [];
        for (var i = 0; i < names.Count; i++)
            _columns.Add(Distinct(names[i].Length == 0 ? LetterOf(i) : names[i]));
        return true;
    }

    private string Distinct(string name)
    {
        var distinct = name;
        for (var i = 2; _columns!.Contains(distinct, StringComparer.Ordinal); i++)
            distinct = string.Create(CultureInfo.InvariantCulture, $"{name} ({i})");
        return distinct;
    }

    private CellFault? Overlong(IReadOnlyList<string> cells)
    {
        for (var i = cells.Count - 1; i >= _columns!.Count; i--)
        {
            if (!string.IsNullOrWhiteSpace(cells[i]))
                return new(Column: null, new(
                    $"列数不对：应为 {_columns.Count} 列，实为 {i + 1} 列",
                    $"has {i + 1} columns where the header has {_columns.Count}"));
        }
        return null;
    }
}
