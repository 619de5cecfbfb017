using ServiceOS.Knowledge.Sheets;
using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge;

/// <summary>Writes a node's own items as they are being worked on into a file that can be imported again.</summary>
internal sealed class ExportKnowledge(Database database)
{
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";

    /// <param name="format">One of <see cref="Csv"/>, <see cref="Xlsx"/>.</param>
    /// <param name="locale">The language of the header.</param>
    public async Task<byte[]> RunAsync(TenantId node, string format, string locale, CancellationToken stop)
    {
        var items = await database.ReadAsync(
            async db => await ItemStore.ListWorkingCopiesAsync(db, node, stop), stop);
        var header = KnowledgeColumns.All.Select(column => column.Header.In(locale)).ToList();
        var rows = items.Select(item => KnowledgeRow.Write(item.Id, ContentJson.Read(item.Content))).Prepend(header);
        return format == Xlsx ? XlsxWriter.Write(rows) : CsvWriting.Write(rows);
    }
}
