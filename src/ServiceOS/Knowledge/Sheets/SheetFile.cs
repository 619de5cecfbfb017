namespace ServiceOS.Knowledge.Sheets;

/// <summary>Reads an uploaded file as a table. What it is, is seen from its bytes, never from its name.</summary>
internal static class SheetFile
{
    public const int BytesMax = 10 * 1024 * 1024;

    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    private static ReadOnlySpan<byte> OldExcel => [0xD0, 0xCF, 0x11, 0xE0];

    public static SheetResult Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > BytesMax)
            return new SheetResult.Refused("file-too-large", new("文件超过 10 MB", "The file is larger than 10 MB."));
        if (file.Span.StartsWith(Zip))
            return XlsxReader.Read(file);
        if (file.Span.StartsWith(OldExcel))
            return new SheetResult.Refused("unsupported-file", new(
                "这是旧版 Excel（.xls）文件，请另存为 .xlsx 或 CSV", "This is an old Excel file (.xls): save it as .xlsx or CSV."));
        return CsvReading.Read(file.Span);
    }
}
