using ServiceOS.Platform.Data;

namespace ServiceOS.Tests.Platform;

public sealed class SqliteStorageTests() : StorageTests(Engine.Sqlite)
{
    private const int QueueMax = 20_000;

    [Fact]
    public async Task A_full_disk_refuses_writes_lets_reads_go_on_and_heals_by_itself()
    {
        await Database.InTransactionAsync(db => AddAsync(db, "before"), s_stop);
        await PagesAsync(1);   // no more than there are now

        var full = await Assert.ThrowsAsync<StorageException>(FillAsync);

        Assert.Equal(StorageFault.DiskFull, full.Fault);
        var kept = await IdsAsync();
        Assert.Contains("before", kept);
        await PagesAsync(1_000_000);
        await Database.InTransactionAsync(db => AddAsync(db, "zz-after"), s_stop);
        Assert.Equal([.. kept, "zz-after"], await IdsAsync());
    }

    [Fact]
    public async Task Of_many_writers_on_a_full_disk_each_is_told_and_none_is_half_kept()
    {
        await PagesAsync(1);

        var kept = (await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            try
            {
                await Database.InTransactionAsync(db => BigAsync(db, $"w{i:00}"), s_stop);
                return $"w{i:00}";
            }
            catch (StorageException e) when (e.Fault == StorageFault.DiskFull)
            {
                return null;
            }
        })))).OfType<string>();

        Assert.Equal(kept.Order(StringComparer.Ordinal), await IdsAsync());
    }

    [Fact]
    public async Task A_writer_that_may_not_write_says_so_and_tries_afresh_next_time()
    {
        await Database.InTransactionAsync(db => { ((SqliteSession)db).Execute("pragma query_only = on"); return Task.CompletedTask; }, s_stop);

        var refused = await Assert.ThrowsAsync<StorageException>(() => Database.InTransactionAsync(db => AddAsync(db, "a"), s_stop));

        Assert.Equal(StorageFault.ReadOnly, refused.Fault);
        await Database.InTransactionAsync(db => AddAsync(db, "b"), s_stop);
        Assert.Equal(["b"], await IdsAsync());
    }

    [Fact]
    public async Task A_file_that_cant_be_opened_is_told_to_whoever_asks_and_opened_once_it_can()
    {
        var folder = Path.Combine(Home.Folder, "not-there-yet");
        await using var database = Database.Open(Engine.Sqlite, Path.Combine(folder, "s.db"));

        var write = await Assert.ThrowsAsync<StorageException>(() => database.InTransactionAsync(_ => Task.CompletedTask, s_stop));
        var read = await Assert.ThrowsAsync<StorageException>(() => database.ReadAsync(_ => Task.FromResult(0), s_stop));
        Directory.CreateDirectory(folder);
        await database.InTransactionAsync(_ => Task.CompletedTask, s_stop);

        Assert.Equal((StorageFault.Unreachable, StorageFault.Unreachable), (write.Fault, read.Fault));
    }

    [Fact]
    public async Task Where_a_commit_would_not_be_flushed_nothing_is_written()
    {
        // SQLite says yes to a write-ahead log and keeps none where it can't, as on a share of the network
        await using var database = Database.Open(Engine.Sqlite, ":memory:");

        var refused = await Assert.ThrowsAsync<StorageException>(() => database.InTransactionAsync(_ => Task.CompletedTask, s_stop));

        Assert.Contains("journal_mode memory", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_can_wait_is_refused_at_once()
    {
        using var gate = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var first = Database.InTransactionAsync(_ => { begun.Set(); gate.Wait(s_stop); return Task.CompletedTask; }, s_stop);
        begun.Wait(s_stop);
        var waiting = Enumerable.Range(0, QueueMax).Select(_ => Database.InTransactionAsync(_ => Task.CompletedTask, s_stop)).ToList();

        var refused = Assert.Throws<StorageException>(() => { _ = Database.InTransactionAsync(_ => Task.CompletedTask, s_stop); });

        Assert.Equal(StorageFault.Overloaded, refused.Fault);
        gate.Set();
        await Task.WhenAll([first, .. waiting]);
    }

    private async Task FillAsync()
    {
        for (var i = 0; i < 1_000; i++)
            await Database.InTransactionAsync(db => BigAsync(db, $"fill{i:0000}"), s_stop);
    }

    private static async Task BigAsync(Session db, string id)
    {
        await AddAsync(db, id);
        await db.RunAsync("update things set note = @note where id = @id", new { id, note = new string('x', 3_000) }, s_stop);
    }

    private Task PagesAsync(int max) => Database.InTransactionAsync(db =>
    {
        ((SqliteSession)db).Execute(FormattableString.Invariant($"pragma max_page_count = {max}"));
        return Task.CompletedTask;
    }, s_stop);
}
