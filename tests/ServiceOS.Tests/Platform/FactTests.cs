using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

/// <summary>The log: written with what it tells of, read in order, nothing twice and nothing skipped.</summary>
public sealed class FactTests
{
    private static readonly CancellationToken s_stop = CancellationToken.None;
    private static readonly DateTimeOffset s_now = new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_fact_is_in_the_log_exactly_when_its_transaction_is(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        var signal = new FactSignal();
        var log = new FactLog(signal);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.InTransactionAsync(async db =>
        {
            await AddAsync(log, db, "undone");
            throw new InvalidOperationException();
        }, s_stop));
        Assert.Equal(0, signal.Version);
        await database.InTransactionAsync(db => AddAsync(log, db, "done"), s_stop);

        Assert.Equal(1, signal.Version);
        await Eventually.TrueAsync(async () => (await SubjectsAsync(database)).Count > 0, "the fact can be read");
        var fact = Assert.Single(await ListAsync(database, FactCursor.Start));
        Assert.Equal(("done", "shop", "noted.done", 3, s_now), (fact.Subject, fact.TenantId, fact.Topic, fact.Seq, fact.At));
        Assert.Equal(new Noted("灯 <b>"), fact.Read<Noted>());
        Assert.Contains("灯 <b>", fact.Body, StringComparison.Ordinal);
    }

    /// <summary>On PostgreSQL a later fact may be committed before an earlier one; a reader must wait for the earlier.</summary>
    [Fact]
    public async Task A_fact_that_commits_late_is_never_behind_a_readers_cursor()
    {
        await using var home = await TestDatabase.CreateAsync(Engine.Postgres);
        await using var database = home.Open();
        var log = new FactLog(new FactSignal());
        var (wrote, mayCommit) = (new TaskCompletionSource(), new TaskCompletionSource());

        var slow = database.InTransactionAsync(async db =>
        {
            await AddAsync(log, db, "first");
            wrote.SetResult();
            await mayCommit.Task;
        }, s_stop);
        await wrote.Task;
        await database.InTransactionAsync(db => AddAsync(log, db, "second"), s_stop);
        var early = await ListAsync(database, FactCursor.Start);
        var head = await database.ReadAsync(db => FactLog.HeadAsync(db, s_stop), s_stop);
        mayCommit.SetResult();
        await slow;

        Assert.Empty(early);   // "second" is there, but may not be shown before "first"
        Assert.Equal(FactCursor.Start, head);
        await Eventually.TrueAsync(async () => (await SubjectsAsync(database)).Count == 2, "both can be read");
        Assert.Equal(["first", "second"], await SubjectsAsync(database));
    }

    [Fact]
    public async Task A_nudge_waits_for_nobody_and_comes_once()
    {
        await using var home = await TestDatabase.CreateAsync(Engine.Postgres);
        await using var database = home.Open();
        var log = new FactLog(new FactSignal());
        var ear = new Ear();
        var tail = new FactTail(database, new FactSignal(), new ManualTime(), [ear], NullLogger<FactTail>.Instance);
        await tail.RunOnceAsync(s_stop);
        var (wrote, mayCommit) = (new TaskCompletionSource(), new TaskCompletionSource());

        var slow = database.InTransactionAsync(async db =>
        {
            await AddAsync(log, db, "slow");
            wrote.SetResult();
            await mayCommit.Task;
        }, s_stop);
        await wrote.Task;
        await database.InTransactionAsync(db => AddAsync(log, db, "quick"), s_stop);
        await tail.RunOnceAsync(s_stop);
        await tail.RunOnceAsync(s_stop);
        Assert.Equal(["quick"], ear.Heard);   // though "slow" may still come before it

        mayCommit.SetResult();
        await slow;
        await Eventually.TrueAsync(async () => await tail.RunOnceAsync(s_stop) == 0 && (await SubjectsAsync(database)).Count == 2, "both are settled");
        Assert.Equal(["quick", "slow"], ear.Heard);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_reader_that_follows_sixteen_writers_gets_every_fact_once_in_a_fixed_order(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        var log = new FactLog(new FactSignal());
        var followed = new List<string>();
        var cursor = FactCursor.Start;

        var writers = Task.WhenAll(Enumerable.Range(0, 16).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
                await database.InTransactionAsync(db => AddAsync(log, db, $"{w}-{i}"), s_stop);
        })));
        await Eventually.TrueAsync(async () =>
        {
            foreach (var fact in await ListAsync(database, cursor, limit: 7))
            {
                followed.Add(fact.Subject);
                cursor = fact.Cursor;
            }
            return followed.Count == 160;
        }, "all have been read");
        await writers;

        Assert.Equal(160, followed.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(followed, await SubjectsAsync(database));
        Assert.Equal(cursor, await database.ReadAsync(db => FactLog.HeadAsync(db, s_stop), s_stop));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_tenants_log_has_only_its_own_facts(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        var log = new FactLog(new FactSignal());
        foreach (var tenant in (string[])["lantern", "harbour", "lantern", "other"])
            await database.InTransactionAsync(db => log.AddAsync(db, tenant, tenant, 0, new Noted(""), s_now, s_stop), s_stop);
        await Eventually.TrueAsync(async () => (await SubjectsAsync(database)).Count == 4, "all can be read");

        var own = await database.ReadAsync(async db =>
            await FactLog.ListAfterAsync(db, ["lantern", "other"], FactCursor.Start, limit: 10, s_stop), s_stop);

        Assert.Equal(["lantern", "lantern", "other"], own.Select(fact => fact.TenantId));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_reader_on_eight_nodes_takes_each_fact_in_once(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        var log = new FactLog(new FactSignal());
        await database.InTransactionAsync(async db =>
        {
            await db.RunAsync("create table taken (position bigint primary key, subject text not null)", args: null, s_stop);
            for (var i = 0; i < 2_500; i++)
                await AddAsync(log, db, $"{i}");
        }, s_stop);
        await Eventually.TrueAsync(async () => (await ListAsync(database, FactCursor.Start, limit: 1)).Count == 1, "they can be read");

        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            using var loop = Loop(database, new Taker());
            var sum = 0;
            for (var round = 0; round < 4; round++)
                sum += await loop.RunOnceAsync(s_stop);
            return sum;
        })));

        Assert.Equal(2_500, counts.Sum());
        Assert.Equal(2_500, await CountAsync(database));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_reader_that_fails_in_the_middle_has_taken_in_nothing(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        var log = new FactLog(new FactSignal());
        await database.InTransactionAsync(async db =>
        {
            await db.RunAsync("create table taken (position bigint primary key, subject text not null)", args: null, s_stop);
            for (var i = 0; i < 10; i++)
                await AddAsync(log, db, $"{i}");
        }, s_stop);
        await Eventually.TrueAsync(async () => (await SubjectsAsync(database)).Count == 10, "they can be read");
        var taker = new Taker { FailsAt = 5 };
        using var loop = Loop(database, taker);

        await Assert.ThrowsAsync<InvalidOperationException>(() => loop.RunOnceAsync(s_stop));
        Assert.Equal(0, await CountAsync(database));
        taker.FailsAt = -1;

        Assert.Equal(10, await loop.RunOnceAsync(s_stop));
        Assert.Equal(0, await loop.RunOnceAsync(s_stop));
        Assert.Equal(10, await CountAsync(database));
    }

    [Fact]
    public void A_cursor_survives_being_written_down() => Prop.ForAll<NonNegativeInt, NonNegativeInt>((epoch, position) =>
    {
        var cursor = new FactCursor(epoch.Get * 4_000_000_000L, position.Get * 4_000_000_000L);
        return FactCursor.TryParse(cursor.ToString(), out var again) && again == cursor;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("7")]
    [InlineData("a-b")]
    [InlineData("-1-2")]
    [InlineData("1--2")]
    [InlineData("1-2-3")]
    [InlineData("99999999999999999999-1")]
    public void What_is_no_cursor_is_not_taken_for_one(string text) => Assert.False(FactCursor.TryParse(text, out _));

    [Fact]
    public void No_cursor_is_the_logs_beginning() =>
        Assert.True(FactCursor.TryParse(null, out var start) && start == FactCursor.Start);

    private static Task AddAsync(FactLog log, Session db, string subject) =>
        log.AddAsync(db, "shop", subject, seq: 3, new Noted("灯 <b>"), s_now, s_stop);

    private static Task<IReadOnlyList<FactRow>> ListAsync(Database database, FactCursor after, int limit = 1_000) =>
        database.ReadAsync(async db => await FactLog.ListAfterAsync(db, after, limit, s_stop), s_stop);

    private static async Task<List<string>> SubjectsAsync(Database database) =>
        [.. (await ListAsync(database, FactCursor.Start)).Select(fact => fact.Subject)];

    private static Task<long> CountAsync(Database database) => database.ReadAsync(async db =>
        await db.GetAsync<long>("select count(*) from taken", args: null, s_stop), s_stop);

    private static FactReaderLoop Loop(Database database, IFactReader reader) =>
        new(reader, database, new FactSignal(), ReaderPace.Usual, new ManualTime(), NullLogger<FactReaderLoop>.Instance);

    /// <summary>A fact for these tests.</summary>
    internal sealed record Noted(string Text) : IFact
    {
        public static string Topic => "noted.done";
    }

    private sealed class Ear : IFactListener
    {
        public List<string> Heard { get; } = [];

        public void Hear(FactRow fact) => Heard.Add(fact.Subject);
    }

    /// <summary>Keeps what it read; a second time would break the primary key.</summary>
    private sealed class Taker : IFactReader
    {
        public int FailsAt { get; set; } = -1;

        public string Name => "taker";

        public async Task TakeInAsync(Session db, IReadOnlyList<FactRow> facts, CancellationToken stop)
        {
            for (var i = 0; i < facts.Count; i++)
            {
                if (i == FailsAt)
                    throw new InvalidOperationException("in the middle");
                await db.RunAsync("insert into taken (position, subject) values (@Position, @Subject)",
                    new { facts[i].Position, facts[i].Subject }, stop);
            }
        }
    }
}
