using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

/// <summary>What every engine must promise. Each has a subclass, and must pass all of it.</summary>
public abstract class StorageTests(Engine engine) : IAsyncLifetime
{
    private protected static readonly CancellationToken s_stop = CancellationToken.None;

    private protected TestDatabase Home { get; private set; } = null!;

    private protected Database Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Home = await TestDatabase.CreateEmptyAsync(engine);
        Database = Home.Open();
        await Database.InTransactionAsync(async db => await db.RunAsync("""
            create table things (
                id    text    primary key,
                n     bigint  not null default 0,
                flag  boolean not null default false,
                share double precision,
                at    bigint,
                note  text
            )
            """, args: null, s_stop), s_stop);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Database.DisposeAsync();
        await Home.DisposeAsync();
    }

    [Fact]
    public async Task All_of_a_transaction_is_kept_or_none()
    {
        var broken = await Assert.ThrowsAsync<InvalidOperationException>(() => Database.InTransactionAsync(async db =>
        {
            await AddAsync(db, "a");
            await AddAsync(db, "b");
            throw new InvalidOperationException("in the middle");
        }, s_stop));

        Assert.Equal("in the middle", broken.Message);
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task What_is_to_follow_a_commit_follows_it_and_nothing_else()
    {
        var seen = new List<string>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.InTransactionAsync(async db =>
        {
            db.AfterCommit(() => seen.Add("undone"));
            await AddAsync(db, "a");
            throw new InvalidOperationException();
        }, s_stop));

        await Database.InTransactionAsync(async db =>
        {
            await AddAsync(db, "b");
            db.AfterCommit(() => seen.AddRange(IdsAsync().GetAwaiter().GetResult()));   // it is there to be read by then
            Assert.Empty(seen);
        }, s_stop);

        Assert.Equal(["b"], seen);
    }

    [Fact]
    public async Task Of_64_writers_at_once_none_is_lost()
    {
        await Database.InTransactionAsync(db => AddAsync(db, "sum"), s_stop);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => Database.InTransactionAsync(async db =>
        {
            await AddAsync(db, $"w{i}");
            await db.RunAsync("update things set n = n + 1 where id = 'sum'", args: null, s_stop);
        }, s_stop))));

        Assert.Equal(64, await Database.ReadAsync(async db =>
            await db.GetAsync<long>("select n from things where id = 'sum'", args: null, s_stop), s_stop));
        Assert.Equal(65, (await IdsAsync()).Count);
    }

    [Fact]
    public async Task A_use_case_that_fails_does_not_hurt_its_neighbours()
    {
        await Database.InTransactionAsync(db => AddAsync(db, "taken"), s_stop);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 96).Select(i => Task.Run(async () =>
        {
            try
            {
                await Database.InTransactionAsync(async db =>
                {
                    await AddAsync(db, $"w{i}");
                    if (i % 3 == 1)
                        await AddAsync(db, "taken");   // the database refuses
                    if (i % 3 == 2)
                        throw new InvalidOperationException();
                }, s_stop);
                return true;
            }
            catch (Exception e) when (e is not StorageException)
            {
                return false;
            }
        })));

        Assert.Equal(Enumerable.Range(0, 96).Select(i => i % 3 == 0), outcomes);
        Assert.Equal(33, (await IdsAsync()).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    public async Task A_list_stands_for_its_values(int count)
    {
        var ids = Enumerable.Range(0, count).Select(i => $"w{i}").ToList();
        await Database.InTransactionAsync(async db =>
        {
            await AddAsync(db, "other");
            foreach (var id in ids)
                await AddAsync(db, id);
        }, s_stop);

        var found = await Database.ReadAsync(async db => await db.ListAsync<string>(
            "select id from things where id in @ids and n = @n", new { ids, n = 0 }, s_stop), s_stop);

        Assert.Equal(ids.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_come_back_as_they_went_in()
    {
        var full = new Thing
        {
            Id = Id<Thing>.New(DateTimeOffset.UnixEpoch.AddDays(20_000)),
            N = long.MinValue,
            Flag = true,
            Share = 0.1,
            At = new DateTimeOffset(2026, 11, 11, 0, 0, 0, 123, TimeSpan.Zero),
            Note = "灯笼 🏮 'quoted' \"too\" \\",
        };
        var bare = new Thing { Id = Id<Thing>.New(DateTimeOffset.UnixEpoch) };
        PortableTypes.AddId<Thing>();

        await Database.InTransactionAsync(async db =>
        {
            foreach (var thing in (Thing[])[full, bare])
                await db.RunAsync(
                    "insert into things (id, n, flag, share, at, note) values (@Id, @N, @Flag, @Share, @At, @Note)", thing, s_stop);
        }, s_stop);
        var rows = await Database.ReadAsync(async db => await db.ListAsync<Thing>(
            "select id, n, flag, share, at, note from things order by flag desc", args: null, s_stop), s_stop);

        Assert.Equal([full, bare], rows);
    }

    [Fact]
    public async Task Single_values_come_back_as_what_they_are()
    {
        var at = new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);
        await Database.InTransactionAsync(async db => await db.RunAsync(
            "insert into things (id, n, flag, share, at) values ('0198b8a2c6b07e3fa1d20c5b6a7d8e9f', 7, true, 0.5, @at)", new { at }, s_stop), s_stop);

        await Database.ReadAsync(async db =>
        {
            Assert.Equal(7, await db.GetAsync<long>("select n from things", args: null, s_stop));
            Assert.Equal(7, await db.GetAsync<int>("select n from things", args: null, s_stop));
            Assert.True(await db.GetAsync<bool>("select flag from things", args: null, s_stop));
            Assert.Equal(0.5, await db.GetAsync<double>("select share from things", args: null, s_stop));
            Assert.Equal(at, await db.GetAsync<DateTimeOffset>("select at from things", args: null, s_stop));
            Assert.Equal("0198b8a2c6b07e3fa1d20c5b6a7d8e9f", (await db.GetAsync<Id<Thing>>("select id from things", args: null, s_stop)).ToString());
            Assert.Null(await db.FindAsync<string>("select note from things", args: null, s_stop));
            Assert.Null(await db.FindAsync<long?>("select n from things where n = 8", args: null, s_stop));
            Assert.Equal(1, await db.GetAsync<long>("select count(*) from things where cast(@note as text) is null", new { note = (string?)null }, s_stop));
            return 0;
        }, s_stop);
    }

    [Fact]
    public async Task Rows_may_hold_a_null_where_others_hold_a_value()
    {
        var at = new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);
        await Database.InTransactionAsync(async db =>
        {
            foreach (var (id, note, share, when) in new (string, string?, double?, DateTimeOffset?)[] { ("a", null, null, null), ("b", "", 0.25, at), ("c", "n", null, null) })
                await db.RunAsync("insert into things (id, note, share, at) values (@id, @note, @share, @when)", new { id, note, share, when }, s_stop);
        }, s_stop);

        for (var again = 0; again < 2; again++)   // what was prepared is used again, for rows of another kind
        {
            foreach (var order in (string[])["asc", "desc"])
            {
                var rows = await Database.ReadAsync(async db => await db.ListAsync<Scrap>(
                    $"select note, share, at, case when id = 'b' then n end as n from things order by id {order}", args: null, s_stop), s_stop);
                Scrap[] expected = [new(), new() { Note = "", Share = 0.25, At = at, N = 0 }, new() { Note = "n" }];
                Assert.Equal(order == "asc" ? expected : [.. expected.Reverse()], rows);
            }
        }
    }

    [Fact]
    public async Task A_statement_that_failed_can_be_run_again()
    {
        await Database.InTransactionAsync(db => AddAsync(db, "a"), s_stop);
        await Assert.ThrowsAnyAsync<Exception>(() => Database.InTransactionAsync(db => AddAsync(db, "a"), s_stop));
        await Database.InTransactionAsync(db => AddAsync(db, "b"), s_stop);

        Assert.Equal(["a", "b"], await IdsAsync());
    }

    [Fact]
    public async Task A_parameter_that_was_forgotten_is_an_error_and_not_a_null()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Database.InTransactionAsync(async db => await db.RunAsync(
            "insert into things (id, note) values (@id, @note)", new { id = "a" }, s_stop), s_stop));
        await Assert.ThrowsAnyAsync<Exception>(() => Database.InTransactionAsync(async db => await db.RunAsync(
            "insert into things (id, note) values ('a', @note)", args: null, s_stop), s_stop));

        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task A_read_sees_one_picture_however_long_it_takes()
    {
        var seen = await Database.ReadAsync(async db =>
        {
            var before = await db.GetAsync<long>("select count(*) from things", args: null, s_stop);
            await Database.InTransactionAsync(other => AddAsync(other, "late"), s_stop);
            return (before, after: await db.GetAsync<long>("select count(*) from things", args: null, s_stop));
        }, s_stop);

        Assert.Equal((0, 0), seen);
        Assert.Equal(["late"], await IdsAsync());
    }

    [Fact]
    public async Task Whoever_has_given_up_before_the_beginning_is_not_served()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Database.InTransactionAsync(db => AddAsync(db, "a"), gone.Token));

        Assert.Empty(await IdsAsync());
    }

    private protected static async Task AddAsync(Session db, string id) =>
        await db.RunAsync("insert into things (id) values (@id)", new { id }, s_stop);

    private protected Task<IReadOnlyList<string>> IdsAsync() => Database.ReadAsync(async db =>
        await db.ListAsync<string>("select id from things order by id", args: null, s_stop), s_stop);

    /// <summary>A row with a column of each type.</summary>
    private sealed record Scrap
    {
        public string? Note { get; init; }
        public double? Share { get; init; }
        public DateTimeOffset? At { get; init; }
        public long? N { get; init; }
    }

    internal sealed record Thing
    {
        public required Id<Thing> Id { get; init; }
        public long N { get; init; }
        public bool Flag { get; init; }
        public double? Share { get; init; }
        public DateTimeOffset? At { get; init; }
        public string? Note { get; init; }
    }
}
