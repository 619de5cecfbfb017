using System.IO.Compression;
using System.Text;
using System.Xml;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Writes a table as an XLSX workbook of one sheet, all cells text, header bold and frozen.</summary>
internal static class XlsxWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";

    private static readonly (string Path, string Text)[] s_parts =
    [
        ("[Content_Types].xml", Head + """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
            """),
        ("_rels/.rels", Head + """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """),
        ("xl/workbook.xml", Head + """
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Knowledge" sheetId="1" r:id="rId1"/></sheets></workbook>
            """),
        ("xl/_rels/workbook.xml.rels", Head + """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>
            """),
        ("xl/styles.xml", Head + """
            <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf numFmtId="49" fontId="1" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>
            """),
    ];

    /// <param name="rows">The header first.</param>
    public static byte[] Write(IEnumerable<IReadOnlyList<string>> rows)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in s_parts)
            {
                using var part = archive.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
            using var sheet = archive.CreateEntry("xl/worksheets/sheet1.xml").Open();
            WriteSheet(sheet, rows);
        }
        return file.ToArray();
    }

    private static void WriteSheet(Stream stream, IEnumerable<IReadOnlyList<string>> rows)
    {
        // a line break in a cell must reach Excel as LF: XML would normalise a bare CR away, so it is written as an entity
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { NewLineHandling = NewLineHandling.Entitize });
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        xml.WriteRaw("""<cols><col min="1" max="3" width="48" customWidth="1"/><col min="4" max="11" width="20" customWidth="1"/></cols>""");
        xml.WriteStartElement("sheetData", Main);
        var style = "1";
        foreach (var row in rows)
        {
            xml.WriteStartElement("row", Main);
            for (var i = 0; i < row.Count; i++)
                WriteCell(xml, row[i], style);
            xml.WriteEndElement();
            style = "2";
        }
        xml.WriteEndDocument();
    }

    private static void WriteCell(XmlWriter xml, string text, string style)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("s", style);
        if (text.Length > 0)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", ns: null, "preserve");
            xml.WriteString(XlsxText.EscapeLookalikes(text));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }
}
