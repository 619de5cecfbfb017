using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

/// <summary>A database that was opened to be looked at is read beside its server, and nothing is written through it.</summary>
public sealed class ReadOnlyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_is_opened_to_look_at_can_not_be_written(Engine engine)
    {
        await using var made = await TestDatabase.CreateAsync(engine);
        await using var database = Database.OpenReadOnly(engine, made.Connection);

        var refused = await Assert.ThrowsAsync<StorageException>(() =>
            database.ReadAsync(async db => await db.RunAsync("delete from jobs", args: null, Stop), Stop));
        Assert.Equal(StorageFault.ReadOnly, refused.Fault);
        refused = await Assert.ThrowsAsync<StorageException>(() =>
            database.InTransactionAsync(async db => await db.RunAsync("delete from jobs", args: null, Stop), Stop));
        Assert.Equal(StorageFault.ReadOnly, refused.Fault);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task It_shows_one_instant_of_what_another_writes(Engine engine)
    {
        await using var made = await TestDatabase.CreateAsync(engine);
        await using var writer = made.Open();
        await using var looker = Database.OpenReadOnly(engine, made.Connection);
        await AddAsync(writer, "one");

        var (before, during) = await looker.ReadAsync(async db =>
        {
            var first = await CountAsync(db);
            await AddAsync(writer, "two");
            return (first, await CountAsync(db));
        }, Stop);

        Assert.Equal((1, 1), (before, during));
        Assert.Equal(2, await looker.ReadAsync(CountAsync, Stop));
    }

    /// <summary>A killed server leaves its write-ahead log: what was acknowledged stands there only.</summary>
    [Fact]
    public async Task It_shows_what_a_killed_server_left_in_the_write_ahead_log()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var writer = made.Open();
        await AddAsync(writer, "one");
        var copy = Path.Combine(made.Folder, "killed.db");
        File.Copy(made.Connection, copy);
        File.Copy($"{made.Connection}-wal", $"{copy}-wal");
        await using var looker = Database.OpenReadOnly(Engine.Sqlite, copy);

        Assert.Equal(1, await looker.ReadAsync(CountAsync, Stop));
    }

    [Fact]
    public async Task It_makes_no_file_where_there_is_none()
    {
        var path = Path.Combine(Path.GetTempPath(), $"serviceos-{Guid.NewGuid():n}.db");
        await using var database = Database.OpenReadOnly(Engine.Sqlite, path);

        await Assert.ThrowsAsync<StorageException>(() => database.ReadAsync(CountAsync, Stop));
        Assert.False(File.Exists(path));
    }

    private static Task AddAsync(Database database, string name) => database.InTransactionAsync(async db => await db.RunAsync(
        "insert into secrets (name, value, created_at) values (@name, 'x', 1)", new { name }, Stop), Stop);

    private static async Task<long> CountAsync(Session db) => await db.GetAsync<long>("select count(*) from secrets", args: null, Stop);
}
