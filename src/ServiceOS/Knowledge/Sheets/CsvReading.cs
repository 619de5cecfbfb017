using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Reads CSV as people really save it: UTF-8 or GB18030, with comma, semicolon or tab.</summary>
internal static class CsvReading
{
    /// <summary>Longer than what any field may hold; an opening quote that is never closed ends here.</summary>
    private const int CellCharactersMax = 65_536;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding s_gb18030 = MakeGb18030();

    public static SheetResult Read(ReadOnlySpan<byte> file)
    {
        if (Decode(file) is not var (text, encoding) || text.Contains('\0', StringComparison.Ordinal))
            return new SheetResult.Refused("unsupported-file", new(
                "这不是可读的 CSV（UTF-8 或 GB18030）或 XLSX 文件", "This is neither CSV (UTF-8 or GB18030) nor XLSX."));

        var sheet = new SheetBuilder(encoding);
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf(text),
            IgnoreBlankLines = false,     // they count in the numbers of rows
            BadDataFound = null,          // a stray quote is taken as it stands
            MaxFieldSize = CellCharactersMax,
        });
        try
        {
            for (var number = 1; parser.Read() && sheet.Add(number, parser.Record ?? [], fault: null); number++) { }
        }
        catch (MaxFieldSizeException)
        {
            return new SheetResult.Refused("cell-too-long", new(
                $"第 {parser.Row} 行有超长的单元格，可能是引号没有成对", $"Row {parser.Row} has an over-long cell; is a quote left open?"));
        }
        return sheet.Build();
    }

    /// <summary>The text and the name of its encoding; null when it is no text.</summary>
    private static (string Text, string Encoding)? Decode(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Encoding.UTF8.Preamble))
            return Try(s_utf8, file[3..]) is { } marked ? (marked, "utf-8") : null;
        if (file.StartsWith(Encoding.Unicode.Preamble))
            return (Encoding.Unicode.GetString(file[2..]), "utf-16");
        if (file.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return (Encoding.BigEndianUnicode.GetString(file[2..]), "utf-16");
        if (Try(s_utf8, file) is { } plain)
            return (plain, "utf-8");
        return Try(s_gb18030, file) is { } chinese ? (chinese, "gb18030") : null;
    }

    private static string? Try(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The one of <c>, ; TAB</c> that the header has most of.</summary>
    private static string DelimiterOf(string text)
    {
        int commas = 0, semicolons = 0, tabs = 0;
        var isQuoted = false;
        foreach (var c in text.AsSpan().TrimStart())
        {
            if (c == '"')
                isQuoted = !isQuoted;
            if (isQuoted)
                continue;
            if (c is '\n' or '\r')
                break;
            commas += c == ',' ? 1 : 0;
            semicolons += c == ';' ? 1 : 0;
            tabs += c == '\t' ? 1 : 0;
        }
        if (tabs > commas && tabs >= semicolons)
            return "\t";
        return semicolons > commas ? ";" : ",";
    }

    private static Encoding MakeGb18030()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }
}
