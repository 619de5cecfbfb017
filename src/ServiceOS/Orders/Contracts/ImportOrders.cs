using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using ServiceOS.Platform.Data;

namespace ServiceOS.Orders.Contracts;

/// <summary>Takes in a file of orders, one JSON object a line, while it is being read.</summary>
/// <remarks>
/// 500 rows a transaction: what was committed stays when a later part fails, and the same file may be sent again. A row
/// that can't be taken in is reported with its line, and the others are.
/// </remarks>
internal sealed class ImportOrders(Database database, OrderIntake intake, TimeProvider time)
{
    public const long FileBytesMax = 100 * 1024 * 1024;
    private const int LineBytesMax = 256 * 1024;
    private const int BatchRows = 500;
    private const int ErrorsListedMax = 100;

    /// <param name="merchant">Whose orders they are.</param>
    /// <param name="file">UTF-8.</param>
    /// <param name="isDryRun">Do all of it, and keep none.</param>
    /// <param name="progress">Told after each transaction.</param>
    /// <exception cref="StorageException">It says how many rows earlier transactions have taken in.</exception>
    public async Task<ImportSummary> RunAsync(
        TenantId merchant, PipeReader file, bool isDryRun, Func<ImportSummary, Task> progress, CancellationToken stop)
    {
        var sum = new ImportSummary { DryRun = isDryRun };
        var batch = new List<OrderReport>(BatchRows);
        await foreach (var line in JsonLines.ReadAsync(file, LineBytesMax, stop))
        {
            var (report, error) = Parse(line, time.GetUtcNow());
            if (error is not null)
                sum = sum.With(error, ErrorsListedMax);
            if (report is not null)
                batch.Add(report);
            if (batch.Count == BatchRows)
            {
                sum = await StoreAsync(merchant, batch, sum, stop);
                batch.Clear();
                await progress(sum);
            }
        }
        return batch.Count == 0 ? sum : await StoreAsync(merchant, batch, sum, stop);
    }

    private async Task<ImportSummary> StoreAsync(
        TenantId merchant, List<OrderReport> batch, ImportSummary sum, CancellationToken stop)
    {
        var taken = new int[Enum.GetValues<Taken>().Length];
        try
        {
            await database.InTransactionAsync(async db =>
            {
                Array.Clear(taken);   // a deadlock runs it again
                var now = time.GetUtcNow();
                foreach (var report in batch)
                    taken[(int)await intake.TakeInAsync(db, merchant, report.Id!, report, now, stop)]++;
                if (sum.DryRun)
                    throw new DryRunException();
            }, stop);
        }
        catch (DryRunException)
        {
            // counted, and undone
        }
        catch (StorageException e)
        {
            throw new StorageException(e.Fault, e.Message, e) { RowsStoredBefore = sum.DryRun ? 0 : sum.Rows };
        }
        return sum with
        {
            Rows = sum.Rows + batch.Count,
            Created = sum.Created + taken[(int)Taken.Created],
            Updated = sum.Updated + taken[(int)Taken.Updated],
            Unchanged = sum.Unchanged + taken[(int)Taken.Unchanged],
            Transactions = sum.Transactions + 1,
        };
    }

    /// <summary>A row or what is wrong with it; neither for a blank line.</summary>
    private static (OrderReport? Report, ImportError? Error) Parse(Line line, DateTimeOffset now)
    {
        if (line.Bytes is null)
            return (null, new(line.Number, Field: null, $"is longer than {LineBytesMax} bytes"));
        var bytes = WithoutMark(line);
        if (bytes.TrimEnd("\r \t"u8).IsEmpty)
            return default;
        if (!Utf8.IsValid(bytes))
            return (null, new(line.Number, Field: null, "is not UTF-8"));
        try
        {
            var report = JsonSerializer.Deserialize<OrderReport>(bytes, JsonSerializerOptions.Web);
            if (report is null)
                return (null, new(line.Number, Field: null, "is not an order"));
            var faults = ReportFaults.Of(report.Id, report, now);
            return faults.Count == 0
                ? (report, null)
                : (null, new(line.Number, faults.First().Key, faults.First().Value[0]));
        }
        catch (JsonException e)
        {
            return (null, new(line.Number, e.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : null,
                "is not the JSON that is expected here"));
        }
    }

    /// <summary>Spreadsheets put a byte order mark before the first line.</summary>
    private static ReadOnlySpan<byte> WithoutMark(Line line) =>
        line.Number == 1 && line.Bytes.AsSpan().StartsWith("\uFEFF"u8) ? line.Bytes.AsSpan(3) : line.Bytes;

    /// <summary>Undoes a transaction whose work was only to be counted.</summary>
    private sealed class DryRunException : Exception;
}

/// <summary>How far an import has come, and in the end all of it.</summary>
internal sealed record ImportSummary
{
    public bool DryRun { get; init; }

    /// <summary>Rows that were faultless.</summary>
    public long Rows { get; init; }

    public long Created { get; init; }
    public long Updated { get; init; }

    /// <summary>What was stored said the same, or was newer.</summary>
    public long Unchanged { get; init; }

    public long Transactions { get; init; }

    /// <summary>Rows that could not be taken in.</summary>
    public long Faulty { get; init; }

    /// <summary>The first 100 of those.</summary>
    public IReadOnlyList<ImportError> Errors { get; init; } = [];

    public ImportSummary With(ImportError error, int listedMax) =>
        this with { Faulty = Faulty + 1, Errors = Errors.Count < listedMax ? [.. Errors, error] : Errors };
}

/// <summary>Why a row could not be taken in.</summary>
/// <param name="Line">1 for the first.</param>
/// <param name="Field">Which field; null when it is the row as a whole.</param>
/// <param name="Message">Goes on from the field's name: "is missing".</param>
internal sealed record ImportError(long Line, string? Field, string Message);
