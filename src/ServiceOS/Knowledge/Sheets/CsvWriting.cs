using System.Buffers;
using System.Text;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Writes a table as CSV that Excel opens with the right letters: UTF-8 with its mark, CRLF (RFC 4180).</summary>
internal static class CsvWriting
{
    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",;\"\t\r\n ");

    private static readonly UTF8Encoding s_utf8WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <param name="rows">The header first.</param>
    public static byte[] Write(IEnumerable<IReadOnlyList<string>> rows)
    {
        using var file = new MemoryStream();
        using (var text = new StreamWriter(file, s_utf8WithMark, bufferSize: 64 * 1024, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Count; i++)
                {
                    if (i > 0)
                        text.Write(',');
                    WriteCell(text, row[i]);
                }
                text.Write("\r\n");
            }
        }
        return file.ToArray();
    }

    private static void WriteCell(StreamWriter text, string cell)
    {
        if (!cell.AsSpan().ContainsAny(s_quoted))
        {
            text.Write(cell);
            return;
        }
        text.Write('"');
        text.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
        text.Write('"');
    }
}
