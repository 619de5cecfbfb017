using ServiceOS.Platform.Data;

namespace ServiceOS.Platform.Events;

/// <summary>How far a reader of the log is behind.</summary>
/// <param name="Name">The reader.</param>
/// <param name="Seconds">Age of the oldest fact that it has not taken in; 0 when it has taken in all.</param>
internal sealed record ReaderLag(string Name, double Seconds)
{
    private const int ReadersMax = 100;

    public static async Task<IReadOnlyList<ReaderLag>> ListAsync(Session db, DateTimeOffset now, CancellationToken stop)
    {
        var readers = await db.ListAsync<Checkpoint>(
            "select name, epoch, position from fact_readers order by name limit @ReadersMax", new { ReadersMax }, stop);
        var lags = new List<ReaderLag>(readers.Count);
        foreach (var reader in readers)
        {
            var oldest = await FactLog.OldestAfterAsync(db, new FactCursor(reader.Epoch, reader.Position), stop);
            lags.Add(new(reader.Name, oldest is { } at ? Math.Max(0, (now - at).TotalSeconds) : 0));
        }
        return lags;
    }

    private sealed record Checkpoint
    {
        public required string Name { get; init; }
        public long Epoch { get; init; }
        public long Position { get; init; }
    }
}
