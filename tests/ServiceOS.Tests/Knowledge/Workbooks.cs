using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ServiceOS.Tests.Knowledge;

/// <summary>XLSX files as other programs, and attackers, write them.</summary>
internal static class Workbooks
{
    private const string Space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    /// <summary>A workbook whose first sheet, by its order, is not the first file, with everything that cells may be.</summary>
    public static byte[] OfAllKinds() => Zip(
        ("xl/workbook.xml", $"""<workbook {Space} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="FAQ" sheetId="2" r:id="rId7"/><sheet name="Other" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", """<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId7" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId9" Type="externalLink" Target="http://127.0.0.1:1/x.xml" TargetMode="External"/></Relationships>"""),
        ("xl/styles.xml", $"""<styleSheet {Space}><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.00&quot;d&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"""),
        ("xl/sharedStrings.xml", $"""<sst {Space}><si><t>问题</t></si><si><t>答案</t></si><si><r><t>Rich </t></r><r><t xml:space="preserve">text?</t></r><rPh sb="0" eb="1"><t>noise</t></rPh></si><si><t>one_x000A_two</t></si></sst>"""),
        ("xl/worksheets/sheet1.xml", Sheet("""<row><c t="inlineStr"><is><t>wrong sheet</t></is></c></row>""")),
        ("xl/worksheets/sheet2.xml", Sheet("""
            <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><t>from</t></is></c><c r="D2" t="str"><f>"to"</f><v>to</v></c><c r="E2" t="inlineStr"><is><t>note</t></is></c></row>
            <row r="4"><c r="A4" t="s"><v>2</v></c><c r="B4" t="s"><v>3</v></c><c r="C4" s="1"><v>45972</v></c><c r="D4" s="2"><v>45973.5</v></c><c r="E4" t="e"><v>#N/A</v></c></row>
            <row r="5"><c r="A5"><v>13800000000</v></c><c r="B5" s="3"><v>0.30000000000000004</v></c></row>
            <row r="6"><c r="A6" t="b"><v>1</v></c><c r="B6" t="e"><v>#REF!</v></c></row>
            """)));

    /// <summary>A header and many rows.</summary>
    public static byte[] OfRows(int rows)
    {
        var sheet = new StringBuilder("""<row><c t="inlineStr"><is><t>question</t></is></c><c t="inlineStr"><is><t>answer</t></is></c></row>""");
        var letters = "abcdefghijklmnopqrstuvwxyz";
        for (var i = 0; i < rows; i++)   // uneven, so that it is not packed like a bomb
            sheet.Append(CultureInfo.InvariantCulture, $"""<row><c><v>{i * 7919L}</v></c><c><v>{i ^ 0x2a5a5}{letters[i % 26]}</v></c></row>""");
        return Zip(("xl/worksheets/sheet1.xml", Sheet(sheet.ToString())));
    }

    /// <summary>Three megabytes of one letter, packed a thousand to one.</summary>
    public static byte[] Bomb() => Zip(("xl/worksheets/sheet1.xml", Sheet(
        $"""<row><c t="inlineStr"><is><t>{new string('a', 3_000_000)}</t></is></c></row>""")), ("xl/filler.xml", new string(' ', 1_000)));

    /// <summary>An entity that would grow, if documents were allowed to declare any.</summary>
    public static byte[] WithEntities() => Zip(("xl/worksheets/sheet1.xml",
        $"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet {Space}><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""));

    private static string Sheet(string rows) => $"<worksheet {Space}><sheetData>{rows}</sheetData></worksheet>";

    private static byte[] Zip(params (string Path, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var part = archive.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return file.ToArray();
    }
}
