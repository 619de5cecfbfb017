using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Xml;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Reads the first sheet of an XLSX workbook (ECMA-376). Links to elsewhere are never followed, formulas never computed.</summary>
internal static class XlsxReader
{
    private const int RowNumberMax = 1_048_576;   // Excel's own

    private static readonly XmlReaderSettings s_xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = 200L * 1024 * 1024,
        MaxCharactersFromEntities = 1_024,
    };

    public static SheetResult Read(ReadOnlyMemory<byte> file)
    {
        var limit = new UnpackLimit();
        try
        {
            using var archive = new ZipArchive(StreamOf(file), ZipArchiveMode.Read);
            if (!limit.Allows(archive))
                return Bomb();
            var book = new XlsxBook(archive, limit, s_xml);
            if (book.FirstSheet() is not { } entry)
                return Unreadable();
            var sheet = new SheetBuilder("xlsx");
            ReadRows(book, entry, sheet);
            return sheet.Build();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or XmlException or FormatException or OverflowException)
        {
            return limit.IsExceeded ? Bomb() : Unreadable();
        }
    }

    private static void ReadRows(XlsxBook book, ZipArchiveEntry entry, SheetBuilder sheet)
    {
        using var xml = book.Open(entry);
        var number = 0;
        while (xml.Read())
        {
            if (!IsStart(xml, "row"))
                continue;
            number = xml.GetAttribute("r") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : number + 1;
            if (number is < 1 or > RowNumberMax)
                throw new InvalidDataException("a row's number is out of range");
            var cells = ReadCells(book, xml, out var fault);
            if (!sheet.Add(number, cells, fault))
                return;
        }
    }

    private static List<string> ReadCells(XlsxBook book, XmlReader xml, out CellFault? fault)
    {
        fault = null;
        var cells = new List<string>();
        if (xml.IsEmptyElement)
            return cells;
        var depth = xml.Depth;
        var column = -1;
        while (xml.Read() && xml.Depth > depth)
        {
            if (!IsStart(xml, "c"))
                continue;
            column = xml.GetAttribute("r") is { } place ? ColumnOf(place) : column + 1;
            var type = xml.GetAttribute("t");
            var style = xml.GetAttribute("s");
            var text = ReadValue(book, xml, type, style);
            if (column > SheetBuilder.ColumnsMax || text.Length == 0)
                continue;   // beyond what any header may have; kept up to one more, so that it is noticed
            while (cells.Count <= column)
                cells.Add("");
            cells[column] = text;
            if (type == "e")
                fault ??= new(column, new($"公式出错：{text}", $"has a formula error: {text}"));
        }
        return cells;
    }

    /// <summary>A cell's text; leaves the reader at the cell's end.</summary>
    private static string ReadValue(XlsxBook book, XmlReader xml, string? type, string? style)
    {
        if (xml.IsEmptyElement)
            return "";
        var depth = xml.Depth;
        var text = "";
        while (xml.Read() && xml.Depth > depth)
        {
            if (IsStart(xml, "v"))
                text = book.Show(XlsxBook.TextOf(xml), type, style);
            else if (IsStart(xml, "is"))
                text = XlsxBook.RichTextOf(xml);
        }
        return text;
    }

    /// <summary>The column of a place such as <c>C5</c>, from 0.</summary>
    private static int ColumnOf(string place)
    {
        var column = 0;
        foreach (var c in place.TakeWhile(char.IsAsciiLetterUpper))
            column = checked((column * 26) + (c - 'A' + 1));
        return column == 0 ? throw new InvalidDataException("a cell has no column") : column - 1;
    }

    private static bool IsStart(XmlReader xml, string name) => xml.NodeType == XmlNodeType.Element && xml.LocalName == name;

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> file) => MemoryMarshal.TryGetArray(file, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(file.ToArray(), writable: false);

    private static SheetResult.Refused Bomb() => new("zip-bomb", new(
        "文件解压后过大，已拒绝", "The file unpacks to far more than a sheet of this size should: refused."));

    private static SheetResult.Refused Unreadable() => new("unreadable-file", new(
        "无法读取这个 XLSX 文件，它可能已损坏", "This XLSX file can't be read; it may be damaged."));
}
