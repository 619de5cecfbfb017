using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>What the cells of an XLSX sheet refer to: its shared strings, its date styles, and where the first sheet lies.</summary>
internal sealed class XlsxBook
{
    private const string FirstSheetPath = "xl/worksheets/sheet1.xml";
    private const double SerialMax = 2_958_466;   // 9999-12-31
    private const int DaysFrom1900To1904 = 1_462;

    private readonly ZipArchive _archive;
    private readonly UnpackLimit _limit;
    private readonly XmlReaderSettings _settings;
    private readonly List<string> _strings = [];
    private readonly List<bool> _isDateStyle = [];
    private string? _firstSheetRelation;
    private bool _is1904;

    public XlsxBook(ZipArchive archive, UnpackLimit limit, XmlReaderSettings settings)
    {
        _archive = archive;
        _limit = limit;
        _settings = settings;
        ReadPart("xl/workbook.xml", TakeWorkbook);
        ReadPart("xl/sharedStrings.xml", xml =>
        {
            if (xml.LocalName == "si")
                _strings.Add(RichTextOf(xml));
        });
        ReadStyles();
    }

    public XmlReader Open(ZipArchiveEntry entry) =>
        XmlReader.Create(_limit.Open(entry), WithClosing(_settings));

    /// <summary>The first sheet of the workbook; null when there is none.</summary>
    public ZipArchiveEntry? FirstSheet()
    {
        string? target = null;
        ReadPart("xl/_rels/workbook.xml.rels", xml =>
        {
            if (xml.LocalName == "Relationship" && xml.GetAttribute("Id") == _firstSheetRelation)
                target ??= xml.GetAttribute("Target");
        });
        var path = target switch
        {
            null => FirstSheetPath,
            ['/', .. var absolute] => absolute,
            _ => "xl/" + target,
        };
        return _archive.GetEntry(path);
    }

    /// <summary>A stored value as people see it in the sheet.</summary>
    /// <param name="type">The cell's <c>t</c>.</param>
    /// <param name="style">The cell's <c>s</c>.</param>
    public string Show(string value, string? type, string? style) => type switch
    {
        "s" => int.Parse(value, CultureInfo.InvariantCulture) is var at && at >= 0 && at < _strings.Count
            ? _strings[at]
            : throw new InvalidDataException("a cell names a string that isn't there"),
        "b" => value == "1" ? "TRUE" : "FALSE",
        "str" or "inlineStr" => XlsxText.Unescape(value),
        "d" or "e" => value,
        _ => ShowNumber(value, style),
    };

    /// <summary>The text of a string item or inline string, of all its runs; what tells how to pronounce it is left out.</summary>
    public static string RichTextOf(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var depth = xml.Depth;
        var text = new StringBuilder();
        var phoneticDepth = int.MaxValue;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.Depth <= phoneticDepth)
                phoneticDepth = xml.NodeType == XmlNodeType.Element && xml.LocalName == "rPh" && !xml.IsEmptyElement ? xml.Depth : int.MaxValue;
            if (phoneticDepth == int.MaxValue && xml.NodeType == XmlNodeType.Element && xml.LocalName == "t")
                text.Append(TextOf(xml));
        }
        return XlsxText.Unescape(text.ToString());
    }

    /// <summary>The text directly in an element; leaves the reader at the element's end.</summary>
    public static string TextOf(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var depth = xml.Depth;
        var text = "";
        StringBuilder? pieces = null;   // text is rarely in more than one piece
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
                continue;
            if (text.Length == 0)
                text = xml.Value;
            else
                (pieces ??= new StringBuilder(text)).Append(xml.Value);
        }
        return pieces?.ToString() ?? text;
    }

    private void TakeWorkbook(XmlReader xml)
    {
        if (xml.LocalName == "sheet")
            _firstSheetRelation ??= RelationOf(xml);
        else if (xml.LocalName == "workbookPr")
            _is1904 = xml.GetAttribute("date1904") is "1" or "true";
    }

    /// <summary>The <c>r:id</c>, whichever of the two standards' namespaces it is in.</summary>
    private static string? RelationOf(XmlReader xml)
    {
        string? id = null;
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName == "id")
                id = xml.Value;
        }
        xml.MoveToElement();
        return id;
    }

    private void ReadStyles()
    {
        var custom = new Dictionary<string, string>(StringComparer.Ordinal);
        var isInCells = false;
        ReadPart("xl/styles.xml", xml =>
        {
            if (xml.LocalName is "cellXfs" or "cellStyleXfs" or "cellStyles")
                isInCells = xml.LocalName == "cellXfs";
            else if (xml.LocalName == "numFmt" && xml.GetAttribute("numFmtId") is { } id)
                custom[id] = xml.GetAttribute("formatCode") ?? "";
            else if (isInCells && xml.LocalName == "xf")
                _isDateStyle.Add(XlsxText.IsDateFormat(xml.GetAttribute("numFmtId"), custom));
        });
    }

    private string ShowNumber(string value, string? style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return value;
        if (style is not null && int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < _isDateStyle.Count && _isDateStyle[at] && number is >= 0 and < SerialMax - DaysFrom1900To1904)
            return ShowDate(number);
        return number.ToString(Math.Abs(number) < 1e15 ? "0.##############" : "R", CultureInfo.InvariantCulture);
    }

    private string ShowDate(double serial)
    {
        var at = DateTime.FromOADate(serial + (_is1904 ? DaysFrom1900To1904 : 0));
        at = new DateTime((at.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
        return at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private void ReadPart(string path, Action<XmlReader> takeElement)
    {
        if (_archive.GetEntry(path) is not { } entry)
            return;
        using var xml = Open(entry);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
                takeElement(xml);
        }
    }

    private static XmlReaderSettings WithClosing(XmlReaderSettings settings)
    {
        var closing = settings.Clone();
        closing.CloseInput = true;
        return closing;
    }
}
